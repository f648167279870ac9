"""Register a request from the queue, and acknowledge it, in one step."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from django.db import transaction

from accounts.models import User
from mail.models import Entry
from mail.queue.history import QueueHistory
from mail.queue.outline import lock_entry
from mail.queue.services import end_entry, put_on_file
from mail.queue.tables import hand_on_tables
from mail.threads.services import put_files
from requests_app.casework.classifying import classify_request
from requests_app.history.record import record
from requests_app.intake.recording import record_request
from requests_app.intake.registering import register_request
from requests_app.models import FOIRequest, Requester, RequestFile
from requests_app.questions.outline.nodes import Outline
from requests_app.refusals import Refusal
from requests_app.requesters.services import change_requester
from responses.letters.addressed import why_not_printed
from responses.models import RoundRobin
from responses.procedural.at_once import issue_at_once
from responses.procedural.kinds.law_named import SAYS_NO_SUCH
from responses.round_robins.services import add_members
from responses.sending.queueing import posted_to, usual_sending
from statute.notices import LetterType
from statute.working_days import format_date

WITH_REQUEST: Final = RequestFile.Source.WITH_REQUEST


class NotAcknowledged(Refusal):
    """The request cannot be acknowledged in the same step."""

    field = "requester_email"


@transaction.atomic
def register_entry(
    *,
    entry: Entry,
    outline: Outline,
    is_acknowledged: bool,
    by: User,
    on: date,
    at: datetime,
    ended_as: str = Entry.End.REGISTERED,
    received_at: time | None = None,
    format_needs: str = "",
    tells_no_such: bool = False,
    arrangement: str = "",
    round_robin: RoundRobin | None = None,
    **details: Any,
) -> FOIRequest:
    """Make a request of an entry: record, register and perhaps acknowledge it.

    All of it happens, or nothing does.

    Args:
        entry: An entry that waits.
        outline: The questions as the officer corrected them.
        is_acknowledged: Whether the acknowledgement is issued and sent at once.
        by: The officer.
        on: The London day.
        at: The moment.
        ended_as: What the entry ends as: registered, or registered in order to be
            transferred or found not valid.
        received_at: The London time of receipt, where it counts.
        format_needs: The format that the requester needs, one of `Requester.Format`;
            "" to leave the record as it is.
        arrangement: The format arranged, in words.
        tells_no_such: Whether the acknowledgement tells of provisions that the request
            names and the law does not have.
        round_robin: The group of requests alike to add the request to; None for none.
        **details: As `record_request` takes them.

    Returns:
        The registered request.

    Raises:
        EntryDecided: Somebody has decided already what becomes of the entry.
        NotAcknowledged: No address of the requester is known, or no letter can be sent
            to the address.
        RequesterNotPossible: The record is merged or erased, or a format by arrangement
            is not said.
        Refusal: As `record_request`, `register_request` and `issue_at_once` say.
    """
    locked = lock_entry(entry)
    foi_request = record_request(
        authority=locked.authority,
        received_text=locked.text,
        received_at=received_at,
        outline=outline,
        by=by,
        on=on,
        **details,
    )
    if format_needs:
        _note_format(foi_request, format_needs, arrangement, by=by, on=on)
    foi_request = register_request(foi_request=foi_request, by=by, on=on)
    ended = end_entry(
        entry=locked,
        ended_as=ended_as,
        by=by,
        at=at,
        foi_request=foi_request,
    )
    put_on_file(ended, foi_request, by=by, at=at)
    put_files(ended.message, foi_request, source=WITH_REQUEST, by=by, on=on)
    hand_on_tables(ended, foi_request)
    record(
        foi_request=foi_request,
        kind=QueueHistory.REGISTERED_FROM_QUEUE,
        by=by,
        on=on,
        note=_told(ended),
    )
    if round_robin is not None:
        add_members(group=round_robin, foi_requests=[foi_request], by=by, on=on)
    if locked.flags:
        classify_request(
            foi_request=foi_request,
            flags=locked.flags,
            requester_type=foi_request.requester_type,
            by=by,
            on=on,
        )
    if is_acknowledged:
        said = SAYS_NO_SUCH if tells_no_such else {}
        _acknowledge(foi_request, said, by=by, on=on, at=at)
    foi_request.refresh_from_db()
    return foi_request


def _note_format(
    foi_request: FOIRequest, format_needs: str, arrangement: str, *, by: User, on: date
) -> None:
    """Put the format that the requester needs on the record."""
    requester = foi_request.requester
    assert requester is not None  # noqa: S101 - made or chosen when recorded
    change_requester(
        requester=requester,
        version=Requester.objects.values_list("version", flat=True).get(
            pk=requester.pk
        ),
        format_needs=format_needs,
        arrangement=arrangement,
        by=by,
        on=on,
    )


def _told(entry: Entry) -> str:
    told = f"“{entry.message}” from {entry.message.sender_address or 'nobody named'}."
    if entry.received_reason:
        day = format_date(entry.received_on)
        told += f" Date received set to {day}: {entry.received_reason}"
    return told


def _acknowledge(
    foi_request: FOIRequest,
    said: Mapping[str, str],
    *,
    by: User,
    on: date,
    at: datetime,
) -> None:
    sending = usual_sending(foi_request)
    if sending is None:
        raise NotAcknowledged(
            "There is no address to acknowledge this request to. Enter an e-mail or a "
            "postal address, or register only."
        )
    if reasons := why_not_printed(posted_to(sending)):
        raise NotAcknowledged(
            f"{' '.join(reasons)} Correct the address, or register only.",
            "requester_address",
        )
    issue_at_once(
        foi_request=foi_request,
        kind=LetterType.ACKNOWLEDGEMENT,
        said=said,
        sending=sending,
        by=by,
        on=on,
        at=at,
    )
