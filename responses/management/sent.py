"""Dispatches of the demonstration's letters, with every result at least once.

No mail server is involved: the results are made up.
"""

from datetime import date, datetime, timedelta
from typing import Final

from accounts.models import User
from requests_app.history.record import record
from requests_app.models import FOIRequest, Job
from responses.giving.services import work_out_giving
from responses.models import Dispatch, Letter
from responses.sending.delivery import note_not_delivered
from responses.sending.history import SendingHistory
from responses.sending.outcomes import record_returned
from responses.sending.post import mark_posted
from responses.sending.queueing import (
    Sending,
    dispatch_job_key,
    drop_job,
    recorded_address,
    undo_send,
)

_REFUSED: Final = "The mail server refused the address: 550 5.1.1 No such mailbox here."
_RETURNED: Final = "The mailbox is full (552 5.2.2)."
_UNCONFIRMED: Final = (
    "The worker stopped while the message was on its way, so it may have been sent."
)


def sending_for(foi_request: FOIRequest, went: str) -> Sending:
    """Return the way a letter is sent: by e-mail where possible."""
    if went == "elsewhere":
        return Sending(
            Dispatch.Channel.ELSEWHERE, "uploaded to the requests website, message 3"
        )
    channel = Dispatch.Channel.EMAIL
    if went == "posted" or not foi_request.requester_email:
        channel = Dispatch.Channel.POST
    address = recorded_address(foi_request, channel)
    return Sending(channel, address)


def tell(letter: Letter, went: str, *, by: User, on: date, at: datetime) -> None:
    """Give an issued letter's dispatch its result.

    Args:
        letter: The letter, with a single dispatch.
        went: "" for sent, or else "refused", "returned", "undone" or "unconfirmed".
            Letters by post wait for the printer, unless "posted".
        by: The officer issuing the letter.
        on: The London day of issue.
        at: The moment of issue.
    """
    dispatch = letter.dispatches.select_related("letter__foi_request").get()
    if dispatch.channel != Dispatch.Channel.EMAIL:
        if went == "posted":
            mark_posted(dispatches=[dispatch], by=by, on=on, today=on)
        return
    if went == "undone":
        undone_at = at + timedelta(minutes=4)
        undo_send(dispatch=dispatch, by=by, on=on, at=undone_at)
        return
    left_at = at + timedelta(minutes=11)
    rows = Dispatch.objects.filter(pk=dispatch.pk)
    if went == "unconfirmed":
        rows.update(begun_at=left_at, unconfirmed_since=left_at + timedelta(minutes=3))
        Job.objects.filter(idempotency_key=dispatch_job_key(dispatch)).update(
            needs_attention=True,
            attempts=2,
            last_error=_UNCONFIRMED,
        )
        return
    drop_job(dispatch)
    if went == "refused":
        rows.update(begun_at=left_at, failed_at=left_at, failure=_REFUSED)
        note_not_delivered(dispatch, _REFUSED, by=None, on=on)
        return
    rows.update(begun_at=left_at, sent_at=left_at, sent_on=on)
    record(
        foi_request=letter.foi_request,
        kind=SendingHistory.LETTER_SENT,
        by=None,
        on=on,
        note=f"Letter {letter.number} {dispatch.way}.",
    )
    work_out_giving(letter=letter, by=None, on=on)
    if went == "returned":
        record_returned(
            dispatch=dispatch,
            reason=_RETURNED,
            by=by,
            on=on,
            at=left_at + timedelta(minutes=30),
        )
