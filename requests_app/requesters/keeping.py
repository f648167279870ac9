"""What every change of a record does: lock, tidy, check, save and note the step."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from accounts.models import User
from requests_app.models import Requester, RequesterEntry
from requests_app.refusals import Refusal

_KINDS = RequesterEntry.Kind
# Names, e-mail addresses and postal addresses kept of a person, each.
MOST_KEPT: Final = 30
# What an officer may change of a record.
DETAILS: Final = (
    "name",
    "other_names",
    "organisation",
    "emails",
    "addresses",
    "requester_type",
    "language",
    "format_needs",
    "arrangement",
    "contact_by",
    "note",
)


class RequesterNotPossible(Refusal):
    """A detail of a record, or a link to it, is not possible."""


class RequesterChanged(Refusal):
    """Another user changed the record after this change was begun.

    Attributes:
        fields: The present value of each detail that differs.
        version: The present version.
    """

    def __init__(self, fields: Mapping[str, Any], version: int) -> None:
        super().__init__(
            "Another user changed this record after you opened the page. Nothing was "
            "overwritten: see the present values below. Save again to keep yours."
        )
        self.fields = fields
        self.version = version


def lock_records(*requesters: Requester) -> list[Requester]:
    """Read records again, and lock them until the transaction ends.

    Returns:
        The records, in the order given.

    Raises:
        RequesterNotPossible: A record was merged into another, or erased.
    """
    keys = [each.pk for each in requesters]
    found = {
        each.pk: each
        for each in Requester.objects.select_for_update(no_key=True)
        .filter(pk__in=keys)
        .order_by("pk")
    }
    for each in found.values():
        if each.merged_into_id is not None or each.erased_on is not None:
            gone = "erased" if each.erased_on else "merged into another"
            raise RequesterNotPossible(
                f"{each.label} was {gone} meanwhile. Nothing was changed.", "requester"
            )
    return [found[key] for key in keys]


def keep(
    requester: Requester,
    before: Mapping[str, Any],
    *,
    kind: RequesterEntry.Kind,
    by: User | None,
    on: date,
    **more: Any,
) -> RequesterEntry | None:
    """Save a record and its entry.

    Args:
        requester: The record, locked and changed.
        before: What `details_of` gave before.
        kind: The kind of entry. Without a change, only kinds other than changes of
            details are kept.
        by: The person; None for the system.
        on: The London day.
        **more: Further fields of the entry.

    Returns:
        The entry; None where nothing changed.
    """
    after = details_of(requester)
    changes = {
        name: [_kept(before[name]), _kept(after[name])]
        for name in DETAILS
        if before[name] != after[name]
    }
    if not changes and kind in {_KINDS.CHANGED, _KINDS.LEARNED}:
        return None
    requester.version += 1
    requester.changed_on = on
    requester.save()
    return RequesterEntry.objects.create(
        requester=requester, kind=kind, by=by, on=on, changes=changes, **more
    )


def details_of(requester: Requester) -> dict[str, Any]:
    """Return the details of a record, to compare them later."""
    found = {name: getattr(requester, name) for name in DETAILS}
    return {
        name: [*value] if isinstance(value, list) else value
        for name, value in found.items()
    }


def tidy(requester: Requester) -> None:
    """Drop blank and double entries, and note what the person is known by."""
    requester.name = " ".join(requester.name.split())
    others = (" ".join(name.split()) for name in requester.other_names)
    requester.other_names = [
        name for name in once(others) if words_of(name) != words_of(requester.name)
    ][:MOST_KEPT]
    requester.emails = once(email.strip() for email in requester.emails)[:MOST_KEPT]
    addresses = (
        address.replace("\r\n", "\n").strip() for address in requester.addresses
    )
    requester.addresses = once(addresses)[:MOST_KEPT]
    known = [*requester.names, *requester.emails]
    requester.known_by = list(dict.fromkeys(map(words_of, known)))


def check_requester(requester: Requester) -> None:
    """Refuse details that are not possible.

    Raises:
        RequesterNotPossible: Names the detail.
    """
    if not requester.name:
        raise RequesterNotPossible("Enter the name of the requester.", "name")
    kind = requester.requester_type
    if kind and kind.authority_id != requester.authority_id:
        raise RequesterNotPossible(
            f"“{kind}” is a kind of requester of another authority.", "requester_type"
        )
    is_arranged = requester.format_needs == Requester.Format.ARRANGED
    if is_arranged and not requester.arrangement:
        raise RequesterNotPossible(
            "Enter the format that was arranged, such as braille.", "arrangement"
        )


def once(texts: Iterable[str]) -> list[str]:
    """Return texts without blanks, and without those that differ only in spacing."""
    found: dict[str, str] = {}
    for text in texts:
        if text:
            found.setdefault(words_of(text), text)
    return list(found.values())


def words_of(text: str) -> str:
    """Return a text in lower case with single spaces, to compare it."""
    return " ".join(text.lower().replace("\0", "").split())


def _kept(value: Any) -> str | Sequence[str]:
    """Return a detail in the form kept in history."""
    if isinstance(value, list):
        return value
    return "" if value is None else str(value)
