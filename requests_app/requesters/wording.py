"""The history of a record in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from requests_app.models import FOIRequest, Requester, RequesterEntry

_TITLES: Final[Mapping[str, str]] = {
    "name": "Name",
    "other_names": "Other names",
    "organisation": "Organisation",
    "emails": "E-mail addresses",
    "addresses": "Postal addresses",
    "requester_type": "Kind of requester",
    "language": "Language of letters",
    "format_needs": "Format needed",
    "arrangement": "Format by arrangement",
    "contact_by": "Prefers to be reached by",
    "note": "Note for colleagues",
}
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "language": dict(FOIRequest.Language.choices),
    "format_needs": dict(Requester.Format.choices),
    "contact_by": dict(Requester.ContactBy.choices),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A detail before and after; "" for nothing."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step in the history of a record, with what changed.

    Attributes:
        entry: The entry.
        changes: What changed.
    """

    entry: RequesterEntry
    changes: tuple[Change, ...]

    @property
    def can_be_undone(self) -> bool:
        """Whether this is a merge that is still in force."""
        entry = self.entry
        return (
            entry.kind == RequesterEntry.Kind.MERGED
            and entry.other is not None
            and entry.other.merged_into_id == entry.requester_id
        )


def told(requester: Requester, most: int) -> list[Step]:
    """Return the newest steps of a record, in one query."""
    entries = requester.entries.select_related("by", "other")[:most]
    return [Step(entry, tuple(_changes(entry))) for entry in entries]


def _changes(entry: RequesterEntry) -> Iterator[Change]:
    for name, (before, after) in entry.changes.items():
        yield Change(_TITLES.get(name, name), _words(name, before), _words(name, after))


def _words(name: str, value: Any) -> str:
    if isinstance(value, list):
        return (
            "; ".join(value)
            if name != "addresses"
            else "; ".join(", ".join(address.splitlines()) for address in value)
        )
    return _LABELS.get(name, {}).get(value, str(value))
