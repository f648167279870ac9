"""Erase a record: blank who the person was, and keep that it was done."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.db import transaction

from accounts.models import User
from requests_app.models import FOIRequest, HistoryEntry, Requester, RequesterEntry
from requests_app.refusals import Refusal
from requests_app.requesters.history import RequestersHistory
from requests_app.requesters.keeping import lock_records, tidy
from requests_app.requesters.queries import requests_of

_KINDS = RequesterEntry.Kind
_BLANKED = ("name", "organisation", "arrangement", "note")
_EMPTIED = ("other_names", "emails", "addresses", "known_by")


_WHEN_ERASED: Final[list[Callable[[Requester], None]]] = []


class NotErased(Refusal):
    """The record cannot be erased."""


@transaction.atomic
def erase_requester(
    *, requester: Requester, reason: str, by: User, on: date
) -> Requester:
    """Blank the names, addresses and notes of a record, and of its history.

    Closed requests stay linked and keep what they say, until they are deleted
    themselves. What the person typed into the public form beside the words of a request
    is blanked, too. Requests restricted to other people keep a record of their own, so
    that an erasure neither harms nor tells of them. Records merged into this one are
    erased with it.

    Args:
        requester: A record in use.
        reason: Why it is erased, without the name; kept.
        by: The officer.
        on: The London day.

    Raises:
        NotErased: A request of the person, visible to the officer, is open.
        RequesterNotPossible: The record was merged or erased meanwhile.
    """
    (locked,) = lock_records(requester)
    if requests_of(locked, by).open().exists():
        raise NotErased(
            "This person has an open request. Erase the record once it is closed."
        )
    _leave_to_hidden(locked, by=by, on=on)
    for each in (locked, *_merged_into(locked)):
        for also in _WHEN_ERASED:
            also(each)
        _blank(each, on=on)
        RequesterEntry.objects.create(
            requester=each, kind=_KINDS.ERASED, by=by, on=on, note=reason
        )
    return locked


def when_erased(also: Callable[[Requester], None]) -> None:
    """Register the blanking of another app; call it in `AppConfig.ready`.

    Args:
        also: Called in the transaction of the erasure, with a record before its
            names and addresses are blanked.
    """
    _WHEN_ERASED.append(also)


def _merged_into(requester: Requester) -> list[Requester]:
    """Return the records merged into one, those merged into these among them."""
    found: list[Requester] = []
    keys = [requester.pk]
    while keys:
        nearest = list(
            Requester.objects.filter(merged_into__in=keys, erased_on__isnull=True)
        )
        found += nearest
        keys = [each.pk for each in nearest]
    return found


def _blank(requester: Requester, *, on: date) -> None:
    for name in _BLANKED:
        setattr(requester, name, "")
    for name in _EMPTIED:
        setattr(requester, name, [])
    requester.erased_on = requester.changed_on = on
    requester.version += 1
    requester.save()
    requester.entries.update(note="", changes={})


def _leave_to_hidden(requester: Requester, *, by: User, on: date) -> None:
    """Give requests restricted to other people a copy of the record."""
    hidden = (
        FOIRequest.objects.hidden_from(by)
        .filter(requester=requester, is_restricted=True)
        .order_by("pk")
    )
    keys = [each.pk for each in hidden]
    if not keys:
        return
    copy = Requester.objects.get(pk=requester.pk)
    copy.pk = None
    copy.version, copy.changed_on = 1, on
    tidy(copy)
    copy.save(force_insert=True)
    RequesterEntry.objects.create(requester=copy, kind=_KINDS.SPLIT_OFF, by=by, on=on)
    FOIRequest.objects.filter(pk__in=keys).update(requester=copy)
    HistoryEntry.objects.bulk_create(
        HistoryEntry(
            foi_request_id=key,
            kind=RequestersHistory.REQUESTER_SPLIT,
            by=by,
            on=on,
            changes={"requester_record": [requester.label, copy.label]},
        )
        for key in keys
    )
