"""The changes of history entries, in words."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.html import strip_tags

from requests_app.history.kinds import Trait, kinds_with, label_of
from requests_app.models import FOIRequest, HistoryEntry
from requests_app.models.requests import REGIME_LABELS
from requests_app.workflow import State
from statute.working_days import format_date

_LONGEST: Final = 300  # characters shown of a value
# In characters, before and after together. Longer changes are collapsed.
_SHORT: Final = 80
# Corrections further apart than this are shown one by one.
_PAUSE: Final = timedelta(minutes=30)
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
    "requester_name": "Name of the requester",
    "requester_organisation": "Organisation",
    "requester_email": "E-mail address",
    "requester_address": "Postal address",
    "subject": "Subject",
    "regime": "Law",
    "channel": "Channel",
    "language": "Language of letters",
    "received_on": "Received",
    "received_at": "Time received",
    "registered_on": "Registered",
    "is_restricted": "Restricted",
    "named_people": "Who may see it",
}
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "state": {state.value: str(state.label) for state in State},
    "regime": REGIME_LABELS,
    "channel": {each.value: str(each.label) for each in FOIRequest.Channel},
    "language": {each.value: str(each.label) for each in FOIRequest.Language},
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
    """An entry with its changes, and earlier entries of the same run."""

    entry: HistoryEntry
    changes: Changes
    before: tuple["Told", ...] = ()

    @property
    def label(self) -> str:
        """What was done, in words."""
        return label_of(self.entry.kind)


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
        """Return entries, newest first, with a single line for a run of corrections.

        A run is a person's corrections of the same kind without a long pause.
        """
        runs: list[list[HistoryEntry]] = []
        for entry in entries:
            if runs and _goes_on(runs[-1][-1], entry):
                runs[-1].append(entry)
            else:
                runs.append([entry])
        return [
            Told(
                newest,
                self.changes_of(newest),
                tuple(Told(entry, self.changes_of(entry)) for entry in earlier),
            )
            for newest, *earlier in runs
        ]

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


def _goes_on(later: HistoryEntry, earlier: HistoryEntry) -> bool:
    """Return whether two entries belong to the same run of corrections."""
    return (
        earlier.kind == later.kind
        and later.kind in kinds_with(Trait.GROUPED)
        and earlier.by_id == later.by_id
        and earlier.on == later.on
        and later.recorded_at - earlier.recorded_at < _PAUSE
    )


def _day(text: str) -> str:
    try:
        return format_date(date.fromisoformat(text))
    except ValueError:
        return text
