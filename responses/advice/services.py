"""Seek advice outside the authority, chase it, record it, and decide on it."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.db import transaction

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.casework.who_asked import (
    Passage,
    passages_that_tell_who_asked,
    words_that_tell,
)
from requests_app.files.names import safe_name
from requests_app.files.storage import ReceivedFile, TooLarge, receive, store
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.jobs.queue import enqueue
from requests_app.models import FOIRequest, Question
from requests_app.put_aside.still_asked import check_still_asked
from requests_app.refusals import Refusal
from responses.advice.history import AdviceHistory
from responses.models import Advice, AdviceChase, AdviceSource
from responses.models.enclosures import enclosure_storage
from statute.working_days import format_date

FOLDER: Final = "advice"
# The working days within which an answer is offered to be asked for.
USUAL_DAYS: Final = 10


class AdviceNotPossible(Refusal):
    """The advice cannot be sought, chased, recorded or decided on."""

    keeps_words = True


class RequesterNamed(AdviceNotPossible):
    """The words tell an adviser the requester, without a reason."""

    field = "reason"

    def __init__(self, passages: Iterable[Passage]) -> None:
        super().__init__(
            f"This would tell the adviser who asked: {words_that_tell(passages)}. "
            "Take the words out, or say why the adviser must know."
        )


@transaction.atomic
def seek_advice(
    *,
    foi_request: FOIRequest,
    source: AdviceSource,
    adviser: str,
    email: str,
    questions: Collection[Question],
    asked: str,
    wanted_by: date,
    is_mailed: bool,
    reason: str = "",
    by: User,
    on: date,
) -> Advice:
    """Record the seeking of advice, and send the question if wanted.

    Args:
        foi_request: A registered request that is still open.
        source: Who advises, or is consulted.
        adviser: The firm, unit, force or company by its name.
        email: Its address; "" where the question goes another way.
        questions: The questions of the request that the advice is about; may be empty.
        asked: What is asked.
        wanted_by: The last London day on which the advice is useful.
        is_mailed: Whether the question is sent to `email` now.
        reason: Why the adviser must know who asked; "" where the adviser is not told.
        by: The officer who asks.
        on: The London day of asking.

    Raises:
        ActionNotPossible: The request is closed, or not yet registered.
        QuestionGone: A question is no longer asked.
        RequesterNamed: What is asked tells who made the request, without a reason.
        AdviceNotPossible: The day has passed, there is no address to send to, or the
            same advice is sought already.

    Source: the Code of Practice under FOIA 2000 s.45.
    """
    locked = lock(foi_request)
    check_action(locked, "seek-advice")
    if any(question.foi_request_id != locked.pk for question in questions):
        raise AdviceNotPossible("Choose questions of this request.")
    check_still_asked(locked, questions)
    if wanted_by < on:
        raise AdviceNotPossible(
            f"{format_date(wanted_by)} has passed. Enter a later day."
        )
    if is_mailed and not email:
        raise AdviceNotPossible(
            "Enter the e-mail address, or send the question yourself and take the tick "
            "away."
        )
    twin = locked.advice.filter(
        source=source, adviser=adviser, asked=asked, received_on=None, withdrawn_on=None
    )
    if twin.exists():
        raise AdviceNotPossible(
            f"{adviser} was asked the same already and has not answered, so nothing "
            "was sent."
        )
    tells = passages_that_tell_who_asked(locked, questions, ("What you ask", asked))
    if tells and not reason.strip():
        raise RequesterNamed(tells)
    advice = Advice.objects.create(
        foi_request=locked,
        source=source,
        adviser=adviser,
        email=email,
        asked=asked,
        sent_on=on,
        sent_by=by,
        wanted_by=wanted_by,
    )
    advice.questions.set(questions)
    if is_mailed:
        _mail(
            advice,
            subject=f"Request for advice, our reference {locked}",
            text=_letter(advice, questions),
            key=f"advice-{advice.pk}",
        )
    _note(
        advice,
        AdviceHistory.ADVICE_SOUGHT,
        by=by,
        on=on,
        more=f", by {format_date(wanted_by)}"
        + (", by e-mail" if is_mailed else "")
        + (f". The adviser is told who asked: {reason.strip()}" if tells else ""),
    )
    return advice


@transaction.atomic
def chase_advice(
    *,
    advice: Advice,
    note: str,
    wanted_by: date,
    is_mailed: bool,
    by: User,
    on: date,
) -> Advice:
    """Record a reminder to the adviser, and send the reminder if wanted.

    Args:
        advice: Advice that is still awaited.
        note: What was said, sent with the reminder.
        wanted_by: The London day by which the advice is wanted now.
        is_mailed: Whether a reminder is sent to the adviser's address now.
        by: The officer who chases.
        on: The London day.

    Raises:
        RequesterNamed: The reminder tells who asked.
        AdviceNotPossible: The advice has come or is no longer needed, the adviser was
            reminded today, the day has passed, or there is no address.
    """
    locked = _lock_open(advice)
    if not locked.is_awaited:
        raise AdviceNotPossible("The advice has come. Nothing was sent.")
    if wanted_by < on:
        raise AdviceNotPossible(
            f"{format_date(wanted_by)} has passed. Enter a later day."
        )
    if is_mailed and not locked.email:
        raise AdviceNotPossible(
            f"No e-mail address of {locked.adviser} is on record. Remind them yourself "
            "and take the tick away."
        )
    if locked.chases.filter(on=on).exists():
        raise AdviceNotPossible(
            f"{locked.adviser} was reminded today already. Nothing was sent."
        )
    tells = passages_that_tell_who_asked(locked.foi_request, (), ("What you say", note))
    if is_mailed and tells:
        raise RequesterNamed(tells)
    chase = AdviceChase.objects.create(advice=locked, on=on, by=by, note=note)
    locked.wanted_by = wanted_by
    locked.save(update_fields=["wanted_by"])
    if is_mailed:
        _mail(
            locked,
            subject=f"Reminder: request for advice, our reference {locked.foi_request}",
            text=(
                f"We asked for your advice on {format_date(locked.sent_on)} and would "
                f"be glad to have it by {format_date(wanted_by)}.\n\n"
                + (f"{note.strip()}\n\n" if note.strip() else "")
                + f"What we asked:\n\n{locked.asked.strip()}\n"
            ),
            key=f"advice-chase-{chase.pk}",
        )
    _note(
        locked,
        AdviceHistory.ADVICE_CHASED,
        by=by,
        on=on,
        more=f", now wanted by {format_date(wanted_by)}",
    )
    return locked


def receive_advice(
    *,
    advice: Advice,
    received_on: date,
    received: str,
    view: str = "",
    chunks: Iterable[bytes] | None = None,
    name: str = "",
    most_bytes: int,
    by: User,
    on: date,
) -> Advice:
    """Record the advice, or the words of the third party, with its file.

    Args:
        advice: Advice that is still awaited.
        received_on: The London day on which it came.
        received: What it says.
        view: For a third party, what it thinks of disclosure.
        chunks: The file as it is uploaded; None for none.
        name: The name of the file.
        most_bytes: The largest size allowed.
        by: The officer who records it.
        on: The London day of recording.

    Raises:
        AdviceNotPossible: The advice is on record or no longer needed, the day cannot
            be right, nothing is said, or the file cannot be kept.
    """
    if received_on > on or received_on < advice.sent_on:
        raise AdviceNotPossible(
            f"Enter a day from {format_date(advice.sent_on)}, when the advice was "
            f"sought, to today, {format_date(on)}."
        )
    if not received.strip() and chunks is None:
        raise AdviceNotPossible("Enter what the answer says, or choose its file.")
    if advice.is_third_party and not view:
        raise AdviceNotPossible("Choose what the third party thinks of disclosure.")
    with _received(chunks, name, most_bytes) as file, transaction.atomic():
        locked = _lock_open(advice)
        if not locked.is_awaited:
            raise AdviceNotPossible("An answer is on record already. Nothing was kept.")
        locked.received_on, locked.received = received_on, received
        locked.view = view if locked.is_third_party else ""
        if file is not None:
            kept_as = f"{FOLDER}/{locked.foi_request_id}/{file.sha256}"
            locked.file.name = store(enclosure_storage(), file, kept_as)
            locked.name = safe_name(name)
            locked.size_bytes, locked.sha256 = file.size_bytes, file.sha256
        locked.save()
        view_said = f": {locked.get_view_display()}" if locked.view else ""
        _note(
            locked,
            AdviceHistory.ADVICE_RECEIVED,
            by=by,
            on=received_on,
            more=view_said + (f", with {locked.name}" if file is not None else ""),
        )
    return locked


@transaction.atomic
def decide_advice(
    *, advice: Advice, decision: Advice.Decision, reason: str, by: User, on: date
) -> Advice:
    """Record whether the authority follows the advice, and why.

    Deciding again replaces the decision; history keeps both.

    Args:
        advice: Advice that was received.
        decision: Whether it is followed.
        reason: Why; needed unless it is followed.
        by: The officer who decides.
        on: The London day.

    Raises:
        AdviceNotPossible: Nothing was received, a reason is missing, or the same was
            decided already.
    """
    locked = _lock(advice)
    if locked.received_on is None or locked.withdrawn_on is not None:
        raise AdviceNotPossible("Record the answer first, then decide on it.")
    if decision != Advice.Decision.FOLLOWED and not reason.strip():
        raise AdviceNotPossible("Say why the advice is not followed in full.")
    if (locked.decision, locked.reason) == (decision, reason):
        raise AdviceNotPossible("The same was decided already. Nothing was changed.")
    locked.decision, locked.reason = decision, reason
    locked.decided_by, locked.decided_on = by, on
    locked.save(update_fields=["decision", "reason", "decided_by", "decided_on"])
    _note(
        locked,
        AdviceHistory.ADVICE_DECIDED,
        by=by,
        on=on,
        more=f": {locked.get_decision_display()}"
        + (f". {reason.strip()}" if reason.strip() else ""),
    )
    return locked


@transaction.atomic
def withdraw_advice(*, advice: Advice, reason: str, by: User, on: date) -> Advice:
    """Record the end of the need for advice.

    Args:
        advice: Advice that is open.
        reason: Why not.
        by: The officer.
        on: The London day.

    Raises:
        AdviceNotPossible: The advice was decided on, or withdrawn already.
    """
    locked = _lock_open(advice)
    locked.withdrawn_on, locked.reason = on, reason
    locked.save(update_fields=["withdrawn_on", "reason"])
    _note(
        locked, AdviceHistory.ADVICE_WITHDRAWN, by=by, on=on, more=f". {reason.strip()}"
    )
    return locked


def _lock(advice: Advice) -> Advice:
    """Lock the request, then read the advice again."""
    locked = lock(advice.foi_request)
    found = Advice.objects.select_for_update(of=("self",)).get(pk=advice.pk)
    found.foi_request = locked
    return found


def _lock_open(advice: Advice) -> Advice:
    locked = _lock(advice)
    if locked.withdrawn_on is not None:
        raise AdviceNotPossible(
            f"The advice was recorded as no longer needed on "
            f"{format_date(locked.withdrawn_on)}."
        )
    if locked.decided_on is not None:
        raise AdviceNotPossible(
            f"The advice was decided on {format_date(locked.decided_on)}."
        )
    return locked


def _note(
    advice: Advice, kind: AdviceHistory, *, by: User, on: date, more: str
) -> None:
    record(
        foi_request=advice.foi_request, kind=kind, by=by, on=on, note=f"{advice}{more}"
    )


def _letter(advice: Advice, questions: Iterable[Question]) -> str:
    asked = [
        f"{question.label} {question.text}".strip()
        for question in sorted(questions, key=lambda one: one.order)
    ]
    parts = [advice.asked.strip()]
    if asked:
        parts.append("The questions concerned:\n\n" + "\n\n".join(asked))
    parts.append(f"We need your answer by {format_date(advice.wanted_by)}.")
    authority = advice.foi_request.authority
    parts.append(f"{advice.sent_by}\n{authority}")
    return "\n\n".join(parts) + "\n"


def _mail(advice: Advice, *, subject: str, text: str, key: str) -> None:
    enqueue(
        kind=SEND_EMAIL,
        idempotency_key=key,
        payload={
            "to": advice.email,
            "subject": subject,
            "text": text,
            "reply_to": advice.foi_request.authority.email,
            "advice": advice.pk,
        },
        foi_request=advice.foi_request,
    )


@contextmanager
def _received(
    chunks: Iterable[bytes] | None, name: str, most_bytes: int
) -> Iterator[ReceivedFile | None]:
    if chunks is None:
        yield None
        return
    kept = safe_name(name)
    try:
        with receive(
            enclosure_storage(), chunks, folder=FOLDER, most_bytes=most_bytes
        ) as file:
            if not file.size_bytes:
                raise AdviceNotPossible(f"{kept} is empty. Nothing was kept.")
            yield file
    except TooLarge:
        raise AdviceNotPossible(
            f"{kept} is larger than {most_bytes // 1_000_000} MB, the most a file may "
            "have. Nothing was kept."
        ) from None
    except OSError as reason:
        raise AdviceNotPossible(
            f"{kept} could not be stored. Nothing was kept. Try again."
        ) from reason
