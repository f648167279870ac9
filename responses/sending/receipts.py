"""What becomes of letters that GOV.UK Notify took: asked for, or told by it."""

import logging
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from requests_app.history.steps import lock
from requests_app.jobs.carriers import NotCarried
from responses.giving.services import work_out_giving
from responses.models import Dispatch, Receipt, Sender
from responses.senders.carrying import Watched, sender_of
from responses.senders.notify import Notify
from responses.sending.delivery import note_not_delivered
from responses.sending.queueing import lock_dispatch

logger = logging.getLogger(__name__)

# Letters asked about in one turn, and of one authority before the next has its turn.
_MOST_ASKED: Final = 200
# GOV.UK Notify forgets a message after a week.
_FORGOTTEN_AFTER: Final = timedelta(days=7)
_ARRIVED: Final = frozenset({"delivered", "received"})
_EMAIL: Final = Dispatch.Channel.EMAIL
_POST: Final = Dispatch.Channel.POST
# What each final failure means, by channel. The words of the API are GOV.UK Notify's:
# https://docs.notifications.service.gov.uk/python.html#get-message-status
_FAILED: Final = {
    (_EMAIL, "permanent-failure"): "The address does not exist, or takes no e-mail.",
    (_EMAIL, "temporary-failure"): (
        "The recipient’s mail server did not take the e-mail for three days, perhaps "
        "because the mailbox is full."
    ),
    (_EMAIL, "technical-failure"): "GOV.UK Notify could not send the e-mail.",
    (_EMAIL, "virus-scan-failed"): "GOV.UK Notify found a virus in a file.",
    (_POST, "permanent-failure"): "GOV.UK Notify could not have the letter printed.",
    (_POST, "technical-failure"): "GOV.UK Notify could not have the letter printed.",
    (_POST, "validation-failed"): (
        "The letter failed the checks of GOV.UK Notify: print outside its areas, or an "
        "address that cannot be posted to. The reason stands on its site."
    ),
    (_POST, "virus-scan-failed"): "GOV.UK Notify found a virus in the letter.",
    (_POST, "cancelled"): "The letter was cancelled at GOV.UK Notify before printing.",
    (_POST, "returned-letter"): "The post brought the letter back.",
}
_WAITING: Final = {
    "pending-virus-check": "GOV.UK Notify checks the letter.",
    "created": "GOV.UK Notify has the message.",
    "accepted": "GOV.UK Notify has the letter, and passes it to its printer.",
    "sending": "GOV.UK Notify is sending it.",
}


def words_of(receipt: Receipt, channel: str) -> str:
    """Return what is known of a letter so far, as a sentence; "" where it failed."""
    if (channel, receipt.status) in _FAILED:
        return ""
    if receipt.delivered_at is not None:
        if channel == _POST:
            return "The printer of GOV.UK Notify has posted the letter."
        return "Delivered."
    if receipt.ask_at is None:
        return "GOV.UK Notify did not say whether it arrived."
    return _WAITING.get(receipt.status, "GOV.UK Notify has it.")


def ask_for_receipts(*, at: datetime, on: date) -> int:
    """Ask what became of the letters that are due to be asked about.

    Harmless to run twice, and in two places at once.

    Args:
        at: The moment.
        on: The London day.

    Returns:
        The number of letters asked about.
    """
    due = Receipt.objects.filter(ask_at__lte=at).order_by("ask_at", "pk")
    rows = due.values_list("pk", "dispatch__letter__foi_request__authority_id")
    by_authority: dict[int, list[int]] = {}
    for pk, authority_id in rows[:_MOST_ASKED]:
        by_authority.setdefault(authority_id, []).append(pk)
    asked = 0
    for authority_id, keys in by_authority.items():
        sender = sender_of(authority_id)
        try:
            asked += _ask_for(keys, sender, at=at, on=on)
        except NotCarried as reason:
            logger.warning("Receipts of authority %s wait: %s", authority_id, reason)
            _ask_later(keys, at=at)
    return asked


def _ask_for(keys: list[int], sender: Sender | None, *, at: datetime, on: date) -> int:
    """Ask about some letters of one authority.

    Raises:
        NotCarried: The service could not be asked.
    """
    if sender is None or not sender.sealed_notify_key:
        Receipt.objects.filter(pk__in=keys).update(ask_at=None)
        return 0
    asked = 0
    with Watched(sender):
        notify = Notify(sender)
        for receipt in Receipt.objects.filter(pk__in=keys).order_by("pk"):
            status = notify.status_of(receipt.notify_id)
            asked += 1
            if status is None:
                Receipt.objects.filter(pk=receipt.pk).update(ask_at=None)
                continue
            take_receipt(notify_id=receipt.notify_id, status=status, at=at, on=on)
    return asked


def _ask_later(keys: list[int], *, at: datetime) -> None:
    Receipt.objects.filter(pk__in=keys).update(ask_at=at + timedelta(minutes=15))


@transaction.atomic
def take_receipt(
    *,
    notify_id: UUID,
    status: str,
    at: datetime,
    on: date,
    authority_id: int | None = None,
) -> bool:
    """Record what became of a letter. Harmless to do twice.

    Args:
        notify_id: The id that GOV.UK Notify gave.
        status: Its word for what became of the letter.
        at: The moment.
        on: The London day.
        authority_id: The key of the authority whose letter it must be; None for any.

    Returns:
        Whether the message is a letter known here.
    """
    found = Receipt.objects.filter(notify_id=notify_id)
    if authority_id is not None:
        found = found.filter(dispatch__letter__foi_request__authority_id=authority_id)
    known = found.select_related("dispatch__letter__foi_request").first()
    if known is None:
        return False
    foi_request = known.dispatch.letter.foi_request
    lock(foi_request)
    dispatch = lock_dispatch(known.dispatch)
    receipt = Receipt.objects.get(pk=known.pk)
    why = _FAILED.get((Dispatch.Channel(dispatch.channel), status))
    is_news = receipt.status != status
    receipt.status = status[:40]
    if status in _ARRIVED and why is None:
        receipt.delivered_at = receipt.delivered_at or at
    is_final = why is not None or status in _ARRIVED
    receipt.ask_at = None if is_final else _next(receipt.taken_at, at=at)
    receipt.save(update_fields=["status", "delivered_at", "ask_at"])
    if why is not None and is_news and dispatch.failed_at is None:
        _note_failure(dispatch, why, at=at, on=on)
    return True


def _note_failure(dispatch: Dispatch, why: str, *, at: datetime, on: date) -> None:
    dispatch.failed_at, dispatch.failure = at, why
    dispatch.save(update_fields=["failed_at", "failure"])
    note_not_delivered(dispatch, why, by=None, on=on)
    work_out_giving(letter=dispatch.letter, by=None, on=on)


def _next(taken_at: datetime, *, at: datetime) -> datetime | None:
    """Return when to ask again: seldom, the longer a letter is on its way."""
    age = at - taken_at
    if age >= _FORGOTTEN_AFTER:
        return None
    if age < timedelta(hours=1):
        return at + timedelta(minutes=5)
    return at + timedelta(hours=1 if age < timedelta(days=1) else 6)
