"""What a department does with its questions: accept, decline, ask for time, reply."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from accounts.models import Department, User
from requests_app.history.record import record
from requests_app.models import (
    Enquiry,
    EnquiryLink,
    EnquiryReply,
    EnquiryReplyPart,
    Notice,
    Question,
)
from requests_app.refusals import Refusal
from responses.drafting.time_spent import time_in_words
from responses.enquiries.history import EnquiriesHistory
from responses.enquiries.holders import Holder
from responses.enquiries.locking import lock_enquiry
from responses.enquiries.telling import tell_officer
from responses.searching.services import index_added
from statute.working_days import format_date

# So many replies are enough for any questions; a link can send no more.
MOST_REPLIES = 30
MOST_CHARACTERS = 100_000
MOST_MINUTES = 60_000
# An empty reply so soon after a reply is a second click.
_SECOND_CLICK: Final = timedelta(minutes=1)


class AnswerNotPossible(Refusal):
    """The enquiry takes no reply."""

    keeps_words = True


class NothingWritten(Refusal):
    """The reply says nothing and has no file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a person of the department has written.

    Attributes:
        texts: The answer to each question, by its key.
        concerns: Concerns about disclosing the answer to a question, by its key.
        text: What is said beyond single questions.
        general_concerns: Concerns beyond single questions.
        minutes: The time spent; None where it is not said.
    """

    texts: Mapping[int, str] = field(default_factory=dict)
    concerns: Mapping[int, str] = field(default_factory=dict)
    text: str = ""
    general_concerns: str = ""
    minutes: int | None = None


def draft_of(enquiry: Enquiry, holder: Holder) -> EnquiryReply | None:
    """Return the reply that a person has begun; None for none."""
    drafts = EnquiryReply.objects.filter(enquiry=enquiry, sent_at__isnull=True)
    return drafts.filter(**_whose(holder)).prefetch_related("parts").first()


@transaction.atomic
def save_reply_draft(
    *,
    enquiry: Enquiry,
    holder: Holder,
    written: Written,
    has_new_files: bool = False,
    at: datetime,
) -> EnquiryReply:
    """Keep what a person has written so far; only that person sees the draft.

    Args:
        enquiry: The enquiry.
        holder: Who writes.
        written: All that the page has now; it takes the place of the draft before.
        has_new_files: Whether files are about to be added to the draft.
        at: The moment.

    Raises:
        AnswerNotPossible: The enquiry was withdrawn, or is dealt with or closed.
    """
    locked = lock_enquiry(enquiry)
    _check_takes_replies(locked)
    # A page may save again after sending.
    twin = None if has_new_files else _sent_already(locked, holder, written)
    return twin or _kept(locked, holder, written, at)


@transaction.atomic
def answer_enquiry(
    *, enquiry: Enquiry, holder: Holder, written: Written, on: date, at: datetime
) -> EnquiryReply:
    """Send a reply. Earlier replies stay: each person may add to them.

    The same reply sent twice, as by a button pressed twice, counts once.

    Args:
        enquiry: An enquiry of a request that is still open.
        holder: Who replies.
        written: The reply; its files are with the draft.
        on: The London day.
        at: The moment.

    Raises:
        NothingWritten: There is neither a word nor a file.
        AnswerNotPossible: The enquiry was withdrawn, or is dealt with or closed.
    """
    locked = lock_enquiry(enquiry)
    _check_takes_replies(locked)
    twin = _sent_already(locked, holder, written)
    if twin is not None:
        return twin
    if locked.replies.filter(sent_at__isnull=False).count() >= MOST_REPLIES:
        raise AnswerNotPossible(
            f"{locked.department} has replied {MOST_REPLIES} times. Write to "
            f"{locked.asked_by} instead."
        )
    reply = _kept(locked, holder, written, at)
    has_words = reply.text or reply.concerns or reply.parts.exists()
    if not has_words:
        files, last = _files_of(reply), _last_sent(locked, holder)
        if last is not None and _is_again(files, last, at):
            reply.delete()
            return last
        if not files:
            raise NothingWritten("Write an answer, or choose a file with the answer.")
    reply.sent_at, reply.sent_on = at, on
    reply.save(update_fields=["sent_at", "sent_on"])
    if locked.replied_on is None:
        locked.replied_on = on
        locked.save(update_fields=["replied_on"])
    if holder.link is not None:
        EnquiryLink.objects.filter(pk=holder.link.pk).update(used_at=at)
    index_added(foi_request=locked.foi_request)
    minutes = written.minutes
    record(
        foi_request=locked.foi_request,
        kind=EnquiriesHistory.ENQUIRY_ANSWERED,
        by=holder.user,
        on=on,
        note=_signed(locked, holder)
        + (f", time spent: {time_in_words(minutes)}" if minutes else ""),
    )
    tell_officer(
        locked,
        f"{holder.name} replied for {locked.department} about {locked.foi_request}",
        kind=Notice.Kind.REPLIED,
        key=f"enquiry-answered-{reply.pk}",
        on=on,
        by=holder.user,
    )
    return reply


@transaction.atomic
def accept_enquiry(
    *, enquiry: Enquiry, holder: Holder, on: date, at: datetime
) -> Enquiry:
    """Say that the department will answer. Accepting again changes nothing.

    Raises:
        AnswerNotPossible: The enquiry was withdrawn, declined, dealt with or closed.
    """
    locked = lock_enquiry(enquiry)
    _check_takes_replies(locked)
    if locked.accepted_at is not None:
        return locked
    locked.accepted_at, locked.accepted_by = at, holder.name
    locked.save(update_fields=["accepted_at", "accepted_by"])
    record(
        foi_request=locked.foi_request,
        kind=EnquiriesHistory.ENQUIRY_ACCEPTED,
        by=holder.user,
        on=on,
        note=_signed(locked, holder),
    )
    return locked


@transaction.atomic
def decline_enquiry(
    *,
    enquiry: Enquiry,
    holder: Holder,
    reason: str,
    suggested: Department | None,
    on: date,
    at: datetime,
) -> Enquiry:
    """Say that the questions are not for this department.

    Saying so twice, as by a button pressed twice, counts once.

    Args:
        enquiry: The enquiry.
        holder: Who says so.
        reason: Why, for the officer.
        suggested: The department to ask instead; None where it is not known.
        on: The London day.
        at: The moment.

    Raises:
        AnswerNotPossible: The department has replied, or the enquiry takes no reply.
    """
    locked = lock_enquiry(enquiry)
    by_same = locked.declined_by == holder.name
    if locked.declined_at and by_same and locked.decline_reason == reason.strip():
        return locked
    _check_takes_replies(locked)
    if locked.replied_on is not None:
        raise AnswerNotPossible(
            f"{locked.department} has replied already. Add to the reply instead."
        )
    if not reason.strip():
        raise NothingWritten("Say why the questions are not for your department.")
    locked.declined_at, locked.declined_by = at, holder.name
    locked.decline_reason = reason.strip()
    is_other = (
        suggested is not None
        and suggested.pk != locked.department_id
        and suggested.authority_id == locked.department.authority_id
    )
    locked.suggested = suggested if is_other else None
    locked.save(
        update_fields=["declined_at", "declined_by", "decline_reason", "suggested"]
    )
    ask = f", ask {locked.suggested}" if locked.suggested else ""
    record(
        foi_request=locked.foi_request,
        kind=EnquiriesHistory.ENQUIRY_DECLINED,
        by=holder.user,
        on=on,
        note=f"{_signed(locked, holder)}{ask}: {locked.decline_reason}",
    )
    tell_officer(
        locked,
        f"{locked.department} says that the questions about {locked.foi_request} are "
        f"not for it{ask}",
        kind=Notice.Kind.DECLINED,
        key=f"enquiry-declined-{locked.pk}-{at:%Y%m%d%H%M%S}",
        on=on,
        by=holder.user,
    )
    return locked


@transaction.atomic
def ask_for_more_time(
    *, enquiry: Enquiry, holder: Holder, until: date, reason: str, on: date
) -> Enquiry:
    """Ask for a later day. The day wanted stays until an officer agrees.

    Asking twice for the same day, for the same reason, counts once.

    Args:
        enquiry: The enquiry.
        holder: Who asks.
        until: The later London day.
        reason: Why; "" where it is not said.
        on: The London day of asking.

    Raises:
        AnswerNotPossible: The day is no later, or the enquiry takes no reply.
    """
    locked = lock_enquiry(enquiry)
    _check_takes_replies(locked)
    if until <= max(locked.wanted_by, on):
        raise AnswerNotPossible(
            f"Enter a day after {format_date(max(locked.wanted_by, on))}."
        )
    if (locked.more_time_until, locked.more_time_reason) == (until, reason.strip()):
        return locked
    locked.more_time_until, locked.more_time_reason = until, reason.strip()
    locked.save(update_fields=["more_time_until", "more_time_reason"])
    because = f": {locked.more_time_reason}" if locked.more_time_reason else ""
    record(
        foi_request=locked.foi_request,
        kind=EnquiriesHistory.MORE_TIME_ASKED,
        by=holder.user,
        on=on,
        note=f"{_signed(locked, holder)}, until {format_date(until)}{because}",
    )
    tell_officer(
        locked,
        f"{locked.department} asks for time until {format_date(until)} about "
        f"{locked.foi_request}",
        kind=Notice.Kind.DECLINED,
        key=f"enquiry-time-{locked.pk}-{until}",
        on=on,
        by=holder.user,
    )
    return locked


def _whose(holder: Holder) -> dict[str, User | EnquiryLink | None]:
    if holder.link is not None:
        return {"link": holder.link}
    return {"by": holder.user}


def _signed(enquiry: Enquiry, holder: Holder) -> str:
    """Name the department; and the person, where the history cannot."""
    if holder.user is not None:
        return str(enquiry.department)
    return f"{enquiry.department}, {holder.name}"


def _check_takes_replies(enquiry: Enquiry) -> None:
    if enquiry.withdrawn_at is not None:
        raise AnswerNotPossible("These questions have been withdrawn.")
    if enquiry.declined_at is not None:
        raise AnswerNotPossible(
            f"{enquiry.declined_by} said that these questions are not for "
            f"{enquiry.department}. Write to {enquiry.asked_by} instead."
        )
    if enquiry.dealt_with_at is not None:
        raise AnswerNotPossible(
            f"These questions have been dealt with. Write to {enquiry.asked_by} to "
            "add something."
        )
    if enquiry.foi_request.closed_on is not None:
        raise AnswerNotPossible(
            "A reply is no longer needed: the request has been dealt with."
        )


def _kept(
    enquiry: Enquiry, holder: Holder, written: Written, at: datetime
) -> EnquiryReply:
    """Write the draft of a person anew, with a part for each question answered."""
    fields = {
        "name": holder.name,
        "text": written.text.strip()[:MOST_CHARACTERS],
        "concerns": written.general_concerns.strip()[:MOST_CHARACTERS],
        "time_spent_minutes": written.minutes,
        "saved_at": at,
    }
    draft = draft_of(enquiry, holder)
    if draft is None:
        draft = EnquiryReply.objects.create(enquiry=enquiry, **holder.fields, **fields)
    else:
        EnquiryReply.objects.filter(pk=draft.pk).update(**fields)
        draft = EnquiryReply.objects.get(pk=draft.pk)
    draft.parts.all().delete()
    own = Question.objects.filter(enquiries=enquiry)
    EnquiryReplyPart.objects.bulk_create(
        EnquiryReplyPart(reply=draft, question=question, text=text, concerns=concerns)
        for question in own
        if (text := written.texts.get(question.pk, "").strip()[:MOST_CHARACTERS])
        or written.concerns.get(question.pk, "").strip()
        for concerns in [
            written.concerns.get(question.pk, "").strip()[:MOST_CHARACTERS]
        ]
    )
    return draft


def _last_sent(enquiry: Enquiry, holder: Holder) -> EnquiryReply | None:
    """Return the last reply that a person sent, with its parts and files."""
    sent = EnquiryReply.objects.filter(
        enquiry=enquiry, sent_at__isnull=False, **_whose(holder)
    )
    return sent.order_by("-sent_at", "-pk").prefetch_related("parts", "files").first()


def _sent_already(
    enquiry: Enquiry, holder: Holder, written: Written
) -> EnquiryReply | None:
    """Return the last reply of a person if it says just this, with the same files.

    A draft that says no more is deleted.
    """
    last, draft = _last_sent(enquiry, holder), draft_of(enquiry, holder)
    if last is None or not _says(last, written):
        return None
    if draft is not None:
        if _files_of(draft) - _files_of(last):
            return None
        draft.delete()
    return last


def _says(reply: EnquiryReply, written: Written) -> bool:
    """Whether a reply says all that is written, and says or has anything at all."""
    parts = list(reply.parts.all())
    return (
        {one.question_id: one.text for one in parts if one.text}
        == _filled(written.texts)
        and {one.question_id: one.concerns for one in parts if one.concerns}
        == _filled(written.concerns)
        and reply.text == written.text.strip()
        and reply.concerns == written.general_concerns.strip()
        and reply.time_spent_minutes == written.minutes
        and bool(parts or reply.text or reply.concerns)
    )


def _is_again(
    files: set[tuple[str, int | None]], last: EnquiryReply, at: datetime
) -> bool:
    """Whether files without words repeat the last reply, or nothing is sent again."""
    is_just_now = last.sent_at is not None and last.sent_at > at - _SECOND_CLICK
    return files <= _files_of(last) and (bool(files) or is_just_now)


def _filled(typed: Mapping[int, str]) -> dict[int, str]:
    return {key: text.strip() for key, text in typed.items() if text.strip()}


def _files_of(reply: EnquiryReply) -> set[tuple[str, int | None]]:
    return {(one.sha256, one.question_id) for one in reply.files.all()}
