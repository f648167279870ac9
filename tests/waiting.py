"""Wait for events in another process, thread or browser."""

import time
from collections.abc import Callable


def wait_until(happens: Callable[[], bool], *, seconds: float) -> bool:
    """Wait until `happens()` is true; return False when the time is up."""
    end = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
