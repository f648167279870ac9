"""Let several people press a button at the same moment."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connections

from requests_app.refusals import Refusal


def at_once(act: Callable[[Any], object], people: Sequence[Any]) -> list[str]:
    """Let each person act in a thread; return "done" or "refused" for each, sorted.

    Any other exception is returned by its name, so that no test passes over a crash.
    """
    ready, outcomes = Barrier(len(people)), []

    def press(person: Any) -> None:
        try:
            ready.wait(20)
            act(person)
            outcomes.append("done")
        except Refusal:
            outcomes.append("refused")
        except Exception as crash:
            outcomes.append(f"{type(crash).__name__}: {crash}")
        finally:
            connections.close_all()

    threads = [Thread(target=press, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)
