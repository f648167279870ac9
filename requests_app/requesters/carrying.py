"""Which open requests still carry an address that a person no longer uses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from accounts.models import User
from requests_app.models import FOIRequest, HistoryEntry, Requester, RequesterEntry
from requests_app.requesters.keeping import words_of
from requests_app.requesters.queries import requests_of

EMAIL: Final = "requester_email"
ADDRESS: Final = "requester_address"
# The detail of a record for each field of a request.
_OF_RECORD: Final[Mapping[str, str]] = {EMAIL: "emails", ADDRESS: "addresses"}
_LABELS: Final[Mapping[str, str]] = {
    EMAIL: "E-mail address",
    ADDRESS: "Postal address",
}
# Open requests of one person looked through.
_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address that took the place of others.

    Attributes:
        field: The field of a request: `EMAIL` or `ADDRESS`.
        old: The addresses no longer used, to compare with.
        new: The address to use.
    """

    field: str
    old: frozenset[str]
    new: str

    @property
    def label(self) -> str:
        """What pages call the address."""
        return _LABELS[self.field]

    def concerns(self, foi_request: FOIRequest) -> bool:
        """Whether a request carries an address no longer used."""
        return words_of(getattr(foi_request, self.field)) in self.old


def changed_on_request(entry: HistoryEntry) -> list[NewAddress]:
    """Return the addresses that an entry of a request changed for others."""
    return [
        NewAddress(field, frozenset({words_of(str(before))}), str(after))
        for field, (before, after) in _pairs(entry.changes, _LABELS)
        if before and after
    ]


def changed_on_record(entry: RequesterEntry) -> list[NewAddress]:
    """Return the addresses that an entry of a record changed for others.

    Those dropped are no longer used, and the former current one.
    """
    found = []
    for field, detail in _OF_RECORD.items():
        for _, (before, after) in _pairs(entry.changes, [detail]):
            if not before or not after:
                continue
            kept = {words_of(each) for each in after}
            old = {words_of(each) for each in before} - kept
            if words_of(before[0]) != words_of(after[0]):
                old.add(words_of(before[0]))
            if old:
                found.append(NewAddress(field, frozenset(old), after[0]))
    return found


def concerned(
    requester: Requester, addresses: Sequence[NewAddress], user: User
) -> list[FOIRequest]:
    """Return the open requests of a person, visible to a user, with an old address."""
    if not addresses:
        return []
    found = requests_of(requester, user).open().order_by("due_on", "pk")[:_MOST]
    return [
        each for each in found if any(address.concerns(each) for address in addresses)
    ]


def unknown_to(
    requester: Requester, addresses: Iterable[NewAddress]
) -> list[NewAddress]:
    """Return the addresses that are not the current ones of a record."""
    current = {EMAIL: requester.email, ADDRESS: requester.address}
    return [
        each
        for each in addresses
        if words_of(current[each.field]) != words_of(each.new)
    ]


def _pairs(changes: Mapping[str, Any], names: Iterable[str]) -> Iterable[Any]:
    for name in names:
        pair = changes.get(name)
        if isinstance(pair, list) and len(pair) == 2:
            yield name, pair
