"""Withdraw a letter, or replace it with a corrected letter."""

from datetime import date, datetime

from django.db import transaction
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.casework.closing import reopen_request
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.jobs.queue import enqueue
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.workflow import State
from responses.drafting.letter_text import save_letter_text
from responses.models import Dispatch, Letter, LetterWithdrawal, ResponseDraft
from responses.senders.replies import reply_address
from responses.sending.history import SendingHistory
from responses.sending.queueing import lock_dispatch, sends_from, stop
from statute.notices import RESPONSES
from statute.working_days import format_date


class WithdrawalNotPossible(Refusal):
    """The letter cannot be withdrawn or corrected."""


@transaction.atomic
def withdraw_letter(
    *, letter: Letter, reason: str, asks: str, by: User, on: date, at: datetime
) -> LetterWithdrawal:
    """Withdraw a letter: keep the letter, and mark every page showing it.

    Sendings that have not begun are stopped. If the requester is asked to do something,
    every address that got the letter by e-mail is told of the withdrawal.

    Args:
        letter: A letter that was issued.
        reason: Why; for the office only.
        asks: What the requester is asked to do with the letter; "" to tell nothing.
        by: The officer who withdraws it.
        on: The London day.
        at: The moment.

    Raises:
        WithdrawalNotPossible: The letter was withdrawn already.
    """
    foi_request = lock(letter.foi_request)
    changes: dict[str, list[str]] = {}
    earlier = (
        LetterWithdrawal.objects.filter(letter=letter).select_related("by").first()
    )
    if earlier is not None:
        raise WithdrawalNotPossible(
            f"This letter was already withdrawn by {earlier.by} on "
            f"{format_date(earlier.on)}."
        )
    withdrawal = LetterWithdrawal.objects.create(
        letter=letter, reason=reason, asks=asks, by=by, on=on, at=at
    )
    if foi_request.state == State.ISSUED and is_latest_response(letter):
        foi_request.move_to(State.ANSWERING)
        foi_request.save(update_fields=["state"])
        changes["state"] = [State.ISSUED.value, State.ANSWERING.value]
    notified = stopped = 0
    for dispatch in letter.dispatches.order_by("pk"):
        locked = lock_dispatch(dispatch)
        if locked.may_undo:
            stop(locked, by=by, at=at)
            stopped += 1
        elif asks and locked.channel == Dispatch.Channel.EMAIL and not locked.failed_at:
            notified += _notify(locked, withdrawal)
    record(
        foi_request=foi_request,
        kind=SendingHistory.LETTER_WITHDRAWN,
        by=by,
        on=on,
        changes=changes,
        note=" ".join(
            filter(
                None,
                (
                    f"Letter {letter.number}: {reason}",
                    f"The requester is asked: {asks}" if asks else "",
                    "The sending was stopped before the letter left."
                    if stopped
                    else "",
                    "The requester is told by e-mail." if notified else "",
                ),
            )
        ),
    )
    return withdrawal


def _notify(dispatch: Dispatch, withdrawal: LetterWithdrawal) -> bool:
    """Tell an address by e-mail about the withdrawal of the letter."""
    letter, authority = dispatch.letter, dispatch.letter.foi_request.authority
    key = f"withdrawal:{withdrawal.pk}:{dispatch.address.casefold()}"
    enqueue(
        kind=SEND_EMAIL,
        idempotency_key=key[:200],
        payload={
            "to": dispatch.address,
            "subject": "We have withdrawn a letter, our reference "
            f"{letter.foi_request.reference}",
            "text": (
                f"We have withdrawn our letter of {format_date(letter.issued_on)} "
                "about your request for information, our reference "
                f"{letter.foi_request.reference}.\n"
                "\n"
                f"{withdrawal.asks}\n"
                "\n"
                f"{authority.signatory}\n"
                f"{authority.name}\n"
            ),
            "from": sends_from(authority),
            "reply_to": reply_address(letter.foi_request),
        },
        foi_request=letter.foi_request,
    )
    return True


@transaction.atomic
def correct_letter(*, letter: Letter, changed: str, by: User, on: date) -> FOIRequest:
    """Reopen the request for a letter that corrects an issued letter.

    The corrected letter says what has changed and why, and is cleared like any other.
    When issued, it replaces the letter corrected.

    Args:
        letter: The latest response to a request that was answered.
        changed: What the corrected letter says about the change, and why.
        by: The officer who corrects it.
        on: The London day.

    Returns:
        The request, to be answered again.

    Raises:
        WithdrawalNotPossible: The letter is no response, was replaced already, or was
            not given.
        ActionNotPossible: The request is open already.
        DateNotWorkedOut: Bank holidays are not known far enough ahead, or the events
            of the request's clock contradict one another.
        DraftingRefused: A letter cannot contain the text about the change, or `by`
            may not change the draft.
    """
    foi_request = lock(letter.foi_request)
    if letter.type not in RESPONSES:
        raise WithdrawalNotPossible(
            "This letter contains no answers to correct. Write another letter instead."
        )
    if not is_latest_response(letter):
        raise WithdrawalNotPossible(
            "This letter was replaced. Correct the later letter instead."
        )
    if not foi_request.letters.given().filter(pk=letter.pk).exists():
        raise WithdrawalNotPossible(
            "This letter was not given to the requester, so there is nothing to "
            "correct. Withdraw the letter to change it."
        )
    foi_request = reopen_request(
        foi_request=foi_request,
        reason=f"To correct letter {letter.number}: {changed}",
        by=by,
        on=on,
    )
    draft = ResponseDraft.objects.filter(foi_request=foi_request).first()
    save_letter_text(
        foi_request=foi_request,
        opening=_paragraphs(changed) + (draft.opening if draft else ""),
        ending=draft.ending if draft else "",
        version=draft.version if draft else 0,
        by=by,
        on=on,
    )
    return foi_request


def is_latest_response(letter: Letter) -> bool:
    """Whether a letter is the latest response to its request."""
    responses = letter.foi_request.letters.responses()
    return bool(letter == responses.order_by("-number").only("pk").first())


def _paragraphs(text: str) -> SafeString:
    lines = ((line.strip(),) for line in text.splitlines() if line.strip())
    return format_html_join("", "<p>{}</p>", lines)
