"""What history entries changed, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from requests_app.models import FOIRequest, HistoryEntry
from requests_app.workflow import State
from statute.working_days import say

_LONGEST: Final = 300
_TITLES: Final[Mapping[str, str]] = {
    "due_on": "Due date",
    "closed_on": "Closed",
    "received_on": "Received",
    "registered_on": "Registered",
    "is_restricted": "Restricted",
    "named_people": "Who may see it",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing an entry changed, before and after; "" for nothing."""

    title: str
    before: str
    after: str


def changes_of(entry: HistoryEntry) -> Iterator[Change]:
    """Yield what an entry changed, each in words."""
    for name, values in entry.changes.items():
        if not isinstance(values, list) or len(values) != 2:
            continue
        before, after = (_words(name, value) for value in values)
        yield Change(_title(name), before, after)


def _title(name: str) -> str:
    return _TITLES.get(name) or name.replace("_", " ").capitalize()


def _words(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_words(name, each) for each in value)
    text = str(value)
    if name == "state" and text in State.values:
        return str(State(text).label)
    if name == "regime" and text in FOIRequest.Regimes.values:
        return str(FOIRequest.Regimes(text).label)
    if name.endswith("_on"):
        return _day(text)
    return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text


def _day(text: str) -> str:
    try:
        return say(date.fromisoformat(text))
    except ValueError:
        return text
