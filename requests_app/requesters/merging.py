"""Merge two records of one person, undo that, and split a record of two people."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from django.db import transaction

from accounts.models import User
from requests_app.models import FOIRequest, HistoryEntry, Requester, RequesterEntry
from requests_app.refusals import Refusal
from requests_app.requesters.history import RequestersHistory
from requests_app.requesters.keeping import (
    details_of,
    keep,
    lock_records,
    tidy,
)

_KINDS = RequesterEntry.Kind
# What the remaining record takes over, where it says nothing itself.
_FILLED: Final = ("organisation", "requester_type", "contact_by")


class NotMerged(Refusal):
    """Records cannot be merged, or a merge cannot be undone."""


class NotSplit(Refusal):
    """A record cannot be split."""


@transaction.atomic
def merge_requesters(
    *, requester: Requester, gone: Requester, reason: str, by: User, on: date
) -> Requester:
    """Merge a record into another of the same person.

    All requests move, with an entry in the history of each. The record that goes keeps
    what it says and leads to the other.

    Args:
        requester: The record that remains.
        gone: The record that goes.
        reason: Why both are one person, kept in the histories.
        by: The officer who decides it.
        on: The London day.

    Raises:
        NotMerged: Both are the same record, or of different authorities.
        RequesterNotPossible: A record was merged or erased meanwhile.
    """
    if requester.pk == gone.pk:
        raise NotMerged("Choose another record: this is the same one.", "gone")
    if requester.authority_id != gone.authority_id:
        raise NotMerged("This record belongs to another authority.", "gone")
    stays, goes = lock_records(requester, gone)
    before = details_of(stays)
    stays.other_names = [*stays.other_names, *goes.names]
    stays.emails = [*stays.emails, *goes.emails]
    stays.addresses = [*stays.addresses, *goes.addresses]
    stays.note = "\n\n".join(filter(None, dict.fromkeys((stays.note, goes.note))))
    if not stays.format_needs:
        stays.format_needs, stays.arrangement = goes.format_needs, goes.arrangement
    for name in _FILLED:
        setattr(stays, name, getattr(stays, name) or getattr(goes, name))
    tidy(stays)
    moved = _move(
        FOIRequest.objects.filter(requester=goes),
        goes,
        stays,
        kind=RequestersHistory.REQUESTERS_MERGED,
        note=reason,
        by=by,
        on=on,
    )
    keep(
        stays,
        before,
        kind=_KINDS.MERGED,
        by=by,
        on=on,
        note=reason,
        other=goes,
        moved=moved,
    )
    goes.merged_into = stays
    keep(
        goes,
        details_of(goes),
        kind=_KINDS.MERGED_AWAY,
        by=by,
        on=on,
        note=reason,
        other=stays,
    )
    return stays


@transaction.atomic
def undo_merge(*, entry: RequesterEntry, by: User, on: date) -> Requester:
    """Undo a merge: the requests that moved go back, unless linked elsewhere since.

    The remaining record loses what the merge added, as far as it still has that.

    Args:
        entry: The entry of the merge, of the record that remained.
        by: The officer.
        on: The London day.

    Returns:
        The record brought back.

    Raises:
        NotMerged: The entry is of no merge, or the merge was undone already.
        RequesterNotPossible: The remaining record was merged or erased meanwhile.
    """
    if entry.kind != _KINDS.MERGED or entry.other is None:
        raise NotMerged("Only a merge can be undone.")
    (stays,) = lock_records(entry.requester)
    back = Requester.objects.select_for_update(no_key=True).get(pk=entry.other.pk)
    if back.merged_into_id != stays.pk or back.erased_on is not None:
        raise NotMerged("This merge was undone already. Nothing was changed.")
    back.merged_into = None
    keep(
        back,
        details_of(back),
        kind=_KINDS.MERGE_UNDONE,
        by=by,
        on=on,
        other=stays,
    )
    before = details_of(stays)
    for name, (earlier, later) in entry.changes.items():
        _take_back(stays, back, name, earlier, later)
    tidy(stays)
    _move(
        FOIRequest.objects.filter(requester=stays, pk__in=entry.moved),
        stays,
        back,
        kind=RequestersHistory.MERGE_OF_REQUESTERS_UNDONE,
        note="",
        by=by,
        on=on,
    )
    keep(stays, before, kind=_KINDS.MERGE_UNDONE, by=by, on=on, other=back)
    return back


@transaction.atomic
def split_requester(
    *,
    requester: Requester,
    foi_requests: Collection[FOIRequest],
    reason: str,
    by: User,
    on: date,
) -> Requester:
    """Move some requests to a new record: they are from somebody else.

    The new record has the names and addresses of these requests. The old record keeps
    its details, which an officer may change.

    Args:
        requester: The record of two people.
        foi_requests: The requests of the other person, visible to the officer.
        reason: Why they are from somebody else, kept in the histories.
        by: The officer who decides it.
        on: The London day.

    Returns:
        The new record.

    Raises:
        NotSplit: No request was chosen, or a request is not of this record.
        RequesterNotPossible: The record was merged or erased meanwhile.
    """
    (old,) = lock_records(requester)
    chosen = sorted(
        foi_requests, key=lambda each: (each.received_on, each.pk), reverse=True
    )
    if not chosen:
        raise NotSplit("Choose the requests that are from somebody else.", "chosen")
    if any(each.requester_id != old.pk for each in chosen):
        raise NotSplit(
            "A request chosen is no longer linked to this record. Choose again.",
            "chosen",
        )
    # More people may read the record: restricted requests beside others tell nothing.
    told = [each for each in chosen if not each.is_restricted] or chosen
    newest = told[0]
    made = Requester(
        authority_id=old.authority_id,
        name=newest.requester_name,
        other_names=[each.requester_name for each in told],
        emails=[each.requester_email for each in told],
        addresses=[each.requester_address for each in told],
        organisation=newest.requester_organisation,
        requester_type=newest.requester_type,
        language=newest.language,
        changed_on=on,
    )
    tidy(made)
    made.save()
    RequesterEntry.objects.create(
        requester=made, kind=_KINDS.SPLIT_OFF, by=by, on=on, note=reason, other=old
    )
    _move(
        FOIRequest.objects.filter(pk__in=[each.pk for each in chosen]),
        old,
        made,
        kind=RequestersHistory.REQUESTER_SPLIT,
        note=reason,
        by=by,
        on=on,
    )
    keep(
        old,
        details_of(old),
        kind=_KINDS.SPLIT,
        by=by,
        on=on,
        note=reason,
        other=made,
    )
    return made


def _move(
    found: Iterable[FOIRequest],
    from_record: Requester,
    to_record: Requester,
    *,
    kind: RequestersHistory,
    note: str,
    by: User,
    on: date,
) -> list[int]:
    """Link requests to another record, with an entry for each; return their keys."""
    keys = sorted(each.pk for each in found)
    FOIRequest.objects.filter(pk__in=keys).update(requester=to_record)
    HistoryEntry.objects.bulk_create(
        HistoryEntry(
            foi_request_id=key,
            kind=kind,
            by=by,
            on=on,
            note=note,
            changes={"requester_record": [from_record.label, to_record.label]},
        )
        for key in keys
    )
    return keys


def _take_back(
    stays: Requester, back: Requester, name: str, earlier: object, later: object
) -> None:
    """Take back what a merge added to one detail."""
    present = getattr(stays, name)
    if isinstance(present, list) and isinstance(earlier, list):
        added = [each for each in _list(later) if each not in earlier]
        setattr(stays, name, [each for each in present if each not in added])
    elif name == "requester_type":
        if stays.requester_type == back.requester_type:
            stays.requester_type = None
    elif present == later:
        setattr(stays, name, earlier)


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
