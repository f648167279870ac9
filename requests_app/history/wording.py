"""The changes of history entries, in words."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.html import strip_tags

from requests_app.history.folding import runs_of, summary_of
from requests_app.history.kinds import label_of
from requests_app.models import FOIRequest, HistoryEntry
from requests_app.models.requests import REGIME_LABELS
from requests_app.workflow import State
from statute.working_days import format_date

_LONGEST: Final = 300  # characters shown of a value
# In characters, before and after together. Longer changes are collapsed.
_SHORT: Final = 80
# A name of a field that no title says in words.
_RAW: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_TIME: Final = re.compile(r"\d\d:\d\d(?=:\d\d)")
_TITLES: Final[Mapping[str, str]] = {
    "state": "State",
    "due_on": "Due date",
    "closed_on": "Closed",
    "answered_on": "First answered",
    "was_in_time": "In time",
    "team": "Team",
    "officer": "Officer",
    "reference": "Reference",
    "double_of": "Double of",
    "requester_name": "Name of the requester",
    "requester_organisation": "Organisation",
    "requester_email": "E-mail address",
    "requester_address": "Postal address",
    "subject": "Subject",
    "regime": "Law",
    "channel": "Channel",
    "language": "Language of letters",
    "print_size": "Print of letters",
    "received_on": "Received",
    "received_at": "Time received",
    "registered_on": "Registered",
    "is_restricted": "Restricted",
    "named_people": "Who may see it",
    "flags": "Flags",
    "priority": "Priority",
    "requester_type": "Kind of requester",
    "requester_record": "Record of the requester",
    "is_routine": "Routine",
    "late_reason": "Reason for lateness",
    "late_team": "Team of the lateness",
}
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "state": {state.value: str(state.label) for state in State},
    "regime": REGIME_LABELS,
    "channel": {each.value: str(each.label) for each in FOIRequest.Channel},
    "language": {each.value: str(each.label) for each in FOIRequest.Language},
    "print_size": {each.value: str(each.label) for each in FOIRequest.PrintSize},
}


@dataclass(frozen=True, slots=True)
class Change:
    """A change recorded in an entry, before and after; "" for nothing."""

    title: str
    before: str
    after: str

    @property
    def is_short(self) -> bool:
        """Whether the change is short enough to read at a glance."""
        return len(self.before) + len(self.after) <= _SHORT


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of an entry: short ones, and long ones to collapse."""

    short: tuple[Change, ...]
    long: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with its changes, or a run of entries folded into one line.

    Attributes:
        entry: The entry, the newest of its run.
        changes: Its changes.
        before: The earlier entries of the run.
        title: What the run did, in words.
        left_out: The number of entries of the run that are not here.
    """

    entry: HistoryEntry
    changes: Changes
    before: tuple["Told", ...] = ()
    title: str = ""
    left_out: int = 0

    @property
    def label(self) -> str:
        """What was done, in words."""
        return label_of(self.entry.kind)

    @property
    def entries(self) -> tuple["Told", ...]:
        """Every entry of the run that is here."""
        return (self, *self.before)

    @property
    def count(self) -> int:
        """The number of entries of the run."""
        return len(self.entries) + self.left_out


class Wording:
    """Describe the changes of history entries in words.

    A name may have a prefix that is in words already: "Section 40(5B): likelihood".

    Args:
        titles: The titles of fields.
        labels: The labels of stored values, by field.
        rich: The fields with HTML, shown as plain text.
        unsaid: The fields not to show, such as counters and checksums.
    """

    def __init__(
        self,
        *,
        titles: Mapping[str, str] | None = None,
        labels: Mapping[str, Mapping[str, str]] | None = None,
        rich: Collection[str] = (),
        unsaid: Collection[str] = (),
    ) -> None:
        self.titles = {**_TITLES, **(titles or {})}
        self.labels = {**_LABELS, **(labels or {})}
        self.rich = rich
        self.unsaid = unsaid

    def told(self, entries: Iterable[HistoryEntry]) -> list[Told]:
        """Return entries, newest first, with a single line for each run."""
        return [self.told_together(run, run) for run in runs_of(entries)]

    def told_together(
        self, run: Sequence[HistoryEntry], read: Sequence[HistoryEntry]
    ) -> Told:
        """Return a run as one line.

        Args:
            run: Every entry of the run, newest first.
            read: The newest of them, with their notes and changes.
        """
        newest, *earlier = read
        return Told(
            newest,
            self.changes_of(newest),
            tuple(Told(entry, self.changes_of(entry)) for entry in earlier),
            title=summary_of(run),
            left_out=len(run) - len(read),
        )

    def changes_of(self, entry: HistoryEntry) -> Changes:
        """Return the changes of an entry."""
        changes = tuple(self._changes(entry))
        return Changes(
            tuple(change for change in changes if change.is_short),
            tuple(change for change in changes if not change.is_short),
        )

    def _changes(self, entry: HistoryEntry) -> Iterator[Change]:
        for name, values in entry.changes.items():
            if name in self.unsaid or not isinstance(values, list) or len(values) != 2:
                continue
            prefix, _, field = name.rpartition(": ")
            if field not in self.titles:
                prefix, field = "", name
            before, after = (self._words(field, value) for value in values)
            title = self.title_of(field)
            yield Change(f"{prefix}: {title}" if prefix else title, before, after)

    def title_of(self, name: str) -> str:
        """Return the title of a field; a name in words already stays as it is."""
        known = self.titles.get(name)
        if known is None:
            known = name.replace("_", " ") if _RAW.fullmatch(name) else name
        return f"{known[:1].upper()}{known[1:]}"

    def _words(self, name: str, value: Any) -> str:
        if value in (None, "", "None"):  # early entries wrote nothing as "None"
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return ", ".join(self._words(name, each) for each in value)
        text = str(value)
        if name in self.labels:
            return self.labels[name].get(text, text)
        if _DAY.fullmatch(text):
            return _day(text)
        if name.endswith("_at") and (found := _TIME.match(text)):
            return found.group()
        if name in self.rich:
            text = " ".join(strip_tags(text.replace("<", " <")).split())
        return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text


def _day(text: str) -> str:
    try:
        return format_date(date.fromisoformat(text))
    except ValueError:
        return text
