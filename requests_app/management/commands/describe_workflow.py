"""Print docs/workflow.md: the states of a request and their transitions."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from requests_app.workflow import (
    CLOSED_STATES,
    TRANSITIONS,
    WAITING_STATES,
    State,
    as_mermaid,
)

_HEAD = """\
# The path of a request

Made by `manage.py describe_workflow > docs/workflow.md` from the table in
`requests_app/workflow.py`; a test fails when the two differ. Overdue, due soon and
extended are not states: they follow from dated facts and a day.

"""


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        self.stdout.write("".join(_page()), ending="")


def _page() -> Iterator[str]:
    yield _HEAD
    yield f"```mermaid\n{as_mermaid()}```\n\n"
    yield "| State | Can become | The law's time |\n|---|---|---|\n"
    for state in State:
        onward = [each.label for each in State if each in TRANSITIONS[state]]
        yield f"| {state.label} | {', '.join(onward) or '–'} | {_time(state)} |\n"


def _time(state: State) -> str:
    if state in CLOSED_STATES:
        return "closed"
    return "waits for the requester" if state in WAITING_STATES else "runs"
