"""What history entries changed, in words."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.html import strip_tags

from requests_app.models import FOIRequest, HistoryEntry
from requests_app.workflow import State
from statute.working_days import say

_LONGEST: Final = 300
# What is longer than this is folded away.
_SHORT: Final = 80
_TITLES: Final[Mapping[str, str]] = {
    "due_on": "Due date",
    "closed_on": "Closed",
    "received_on": "Received",
    "received_at": "Time received",
    "registered_on": "Registered",
    "is_restricted": "Restricted",
    "named_people": "Who may see it",
}
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "state": {state.value: str(state.label) for state in State},
    "regime": {regime.value: str(regime.label) for regime in FOIRequest.Regimes},
    "channel": {each.value: str(each.label) for each in FOIRequest.Channel},
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing an entry changed, before and after; "" for nothing."""

    title: str
    before: str
    after: str

    @property
    def is_short(self) -> bool:
        """Whether it can be read at a glance."""
        return len(self.before) + len(self.after) <= _SHORT


@dataclass(frozen=True, slots=True)
class Changes:
    """What an entry changed: what is read at a glance, and what is folded away."""

    short: tuple[Change, ...]
    long: tuple[Change, ...]


class Wording:
    """How what changed is put into words.

    Args:
        labels: What the stored values of a field are called.
        rich: The fields that hold HTML, of which the words are shown.
        unsaid: The fields nobody needs to read about: counters, sums of proof.
    """

    def __init__(
        self,
        *,
        labels: Mapping[str, Mapping[str, str]] | None = None,
        rich: Collection[str] = (),
        unsaid: Collection[str] = (),
    ) -> None:
        self.labels = {**_LABELS, **(labels or {})}
        self.rich = rich
        self.unsaid = unsaid

    def changes_of(self, entry: HistoryEntry) -> Changes:
        """Return what an entry changed."""
        changes = tuple(self._changes(entry))
        return Changes(
            tuple(change for change in changes if change.is_short),
            tuple(change for change in changes if not change.is_short),
        )

    def _changes(self, entry: HistoryEntry) -> Iterator[Change]:
        for name, values in entry.changes.items():
            if name in self.unsaid or not isinstance(values, list) or len(values) != 2:
                continue
            before, after = (self._words(name, value) for value in values)
            yield Change(_title(name), before, after)

    def _words(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return ", ".join(self._words(name, each) for each in value)
        text = str(value)
        if name in self.labels:
            return self.labels[name].get(text, text)
        if name.endswith("_on"):
            return _day(text)
        if name in self.rich:
            text = " ".join(strip_tags(text.replace("<", " <")).split())
        return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text


def _title(name: str) -> str:
    return _TITLES.get(name) or name.replace("_", " ").capitalize()


def _day(text: str) -> str:
    try:
        return say(date.fromisoformat(text))
    except ValueError:
        return text
