"""Carry a new address of a person to the person's open requests and record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from requests_app.intake.details import change_details
from requests_app.models import FOIRequest, Requester
from requests_app.refusals import Refusal
from requests_app.requesters.carrying import ADDRESS, EMAIL, NewAddress
from requests_app.requesters.services import make_current


@dataclass(frozen=True, slots=True)
class CarriedTo:
    """Where a new address was carried.

    Attributes:
        changed: The requests that have it now.
        refused: For each other request chosen, why it stays as it is.
        is_on_record: Whether it is the current one of the record.
    """

    changed: Sequence[FOIRequest]
    refused: Sequence[str]
    is_on_record: bool


@transaction.atomic
def carry_address(
    *,
    requester: Requester,
    addresses: Sequence[NewAddress],
    foi_requests: Collection[FOIRequest],
    is_kept: bool = False,
    by: User,
    on: date,
) -> CarriedTo:
    """Give requests a new address in place of one no longer used.

    Each request is changed as by an officer's correction, with its history. A request
    that cannot be changed, such as after another user changed it, stays as it is.

    Args:
        requester: The record of the person.
        addresses: The new addresses, and those no longer used.
        foi_requests: The requests chosen, as the officer saw them.
        is_kept: Whether the record takes the addresses as its current ones.
        by: The officer.
        on: The London day.

    Raises:
        RequesterNotPossible: The record is to take the addresses, and was merged or
            erased meanwhile.
    """
    changed: list[FOIRequest] = []
    refused: list[str] = []
    for foi_request in foi_requests:
        told = [each for each in addresses if each.concerns(foi_request)]
        try:
            changed.append(
                change_details(
                    foi_request=foi_request,
                    seen={
                        each.field: getattr(foi_request, each.field) for each in told
                    },
                    by=by,
                    on=on,
                    **{each.field: each.new for each in told},
                )
            )
        except Refusal as refusal:
            refused.append(f"{foi_request}: {refusal}")
    if is_kept:
        new = {each.field: each.new for each in addresses}
        make_current(
            requester=requester,
            email=new.get(EMAIL, ""),
            address=new.get(ADDRESS, ""),
            by=by,
            on=on,
        )
    return CarriedTo(changed, refused, is_kept)
