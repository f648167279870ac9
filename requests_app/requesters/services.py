"""Make, change and link records of requesters."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Authority, User
from requests_app.actions.table import check_action
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import FOIRequest, Requester, RequesterEntry, RequesterType
from requests_app.requesters.history import RequestersHistory
from requests_app.requesters.keeping import (
    DETAILS,
    RequesterChanged,
    RequesterNotPossible,
    check_requester,
    details_of,
    keep,
    lock_records,
    tidy,
    words_of,
)

_KINDS = RequesterEntry.Kind


@transaction.atomic
def make_requester(
    *,
    authority: Authority,
    name: str,
    by: User | None,
    on: date,
    email: str = "",
    address: str = "",
    organisation: str = "",
    requester_type: RequesterType | None = None,
    language: str = FOIRequest.Language.ENGLISH,
) -> Requester:
    """Make the record of a person who is not on record yet.

    Args:
        authority: The authority that the person asks.
        name: The person's main name.
        by: The officer; None for the system.
        on: The London day.
        email: The e-mail address to write to; "" for none.
        address: The current postal address, without the name; "" for none.
        organisation: The organisation; "" for none.
        requester_type: The kind of requester; None where not stated.
        language: The language of letters, one of `FOIRequest.Language`.

    Raises:
        RequesterNotPossible: The name is missing, or the kind is of another authority.
    """
    made = Requester(
        authority=authority,
        name=name,
        emails=[email],
        addresses=[address],
        organisation=organisation,
        requester_type=requester_type,
        language=language,
        changed_on=on,
    )
    tidy(made)
    check_requester(made)
    made.save()
    RequesterEntry.objects.create(requester=made, kind=_KINDS.MADE, by=by, on=on)
    return made


@transaction.atomic
def change_requester(
    *, requester: Requester, version: int, by: User, on: date, **details: Any
) -> Requester:
    """Change the details of a record. The requests keep what they say.

    Args:
        requester: A record in use.
        version: The version shown to the officer.
        by: The officer.
        on: The London day.
        **details: The details, each named in `DETAILS`.

    Returns:
        The record as saved. Its newest entry has [before, after] of each change.

    Raises:
        RequesterChanged: Another user changed the record since that version.
        RequesterNotPossible: A detail is not possible; names it.
    """
    (locked,) = lock_records(requester)
    if locked.version != version:
        raise RequesterChanged(
            {
                name: getattr(locked, name)
                for name, value in details.items()
                if getattr(locked, name) != value
            },
            locked.version,
        )
    before = details_of(locked)
    for name in DETAILS:
        setattr(locked, name, details.get(name, getattr(locked, name)))
    if locked.format_needs != Requester.Format.ARRANGED:
        locked.arrangement = ""
    tidy(locked)
    check_requester(locked)
    keep(locked, before, kind=_KINDS.CHANGED, by=by, on=on)
    return locked


@transaction.atomic
def link_requester(
    *, foi_request: FOIRequest, requester: Requester | None, by: User, on: date
) -> FOIRequest:
    """Link a request to the record of the person who made it.

    The record learns the name and addresses of the request, unless the request is
    restricted: the record may be read by more people.

    Args:
        foi_request: Any request.
        requester: The record; None to make a record for somebody new.
        by: The officer who decides that the person is the same.
        on: The London day.

    Raises:
        RequesterNotPossible: The record is of another authority, merged or erased, or
            the request is linked to the record already.
    """
    locked = lock(foi_request)
    check_action(locked, "link-requester")
    before = locked.requester
    if requester is None:
        locked.requester = make_requester_of(locked, by=by, on=on)
    else:
        if before == requester:
            raise RequesterNotPossible(
                "This request is linked to this record already.", "requester"
            )
        locked.requester = joined(locked, requester, by=by, on=on)
    locked.save(update_fields=["requester"])
    record(
        foi_request=locked,
        kind=RequestersHistory.REQUESTER_LINKED,
        by=by,
        on=on,
        changes={
            "requester_record": [
                "" if before is None else before.label,
                locked.requester.label,
            ]
        },
    )
    return locked


def make_requester_of(foi_request: FOIRequest, *, by: User, on: date) -> Requester:
    """Make a record from the details of a request."""
    return make_requester(
        authority=foi_request.authority,
        name=foi_request.requester_name,
        email=foi_request.requester_email,
        address=foi_request.requester_address,
        organisation=foi_request.requester_organisation,
        requester_type=foi_request.requester_type,
        language=foi_request.language,
        by=by,
        on=on,
    )


def joined(
    foi_request: FOIRequest, requester: Requester, *, by: User, on: date
) -> Requester:
    """Check that a request can have a record, and let the record learn from it.

    Raises:
        RequesterNotPossible: The record is of another authority, merged or erased.
    """
    (locked,) = lock_records(requester)
    if locked.authority_id != foi_request.authority_id:
        raise RequesterNotPossible(
            "This record belongs to another authority.", "requester"
        )
    if foi_request.is_restricted:
        return locked
    before = details_of(locked)
    if words_of(foi_request.requester_name) not in {words_of(n) for n in locked.names}:
        locked.other_names = [*locked.other_names, foi_request.requester_name]
    locked.emails = [*locked.emails, foi_request.requester_email]
    locked.addresses = [*locked.addresses, foi_request.requester_address]
    locked.organisation = locked.organisation or foi_request.requester_organisation
    tidy(locked)
    keep(locked, before, kind=_KINDS.LEARNED, by=by, on=on)
    return locked


@transaction.atomic
def make_current(
    *, requester: Requester, email: str = "", address: str = "", by: User, on: date
) -> Requester:
    """Make an e-mail address, a postal address or both the ones to write to.

    The former ones are kept after them.
    """
    (locked,) = lock_records(requester)
    before = details_of(locked)
    locked.emails = [email, *locked.emails]
    locked.addresses = [address, *locked.addresses]
    tidy(locked)
    keep(locked, before, kind=_KINDS.CHANGED, by=by, on=on)
    return locked
