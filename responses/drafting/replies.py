"""Replies of departments beside their questions, and put into answers by officers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from documents.richtext.plain import to_plain
from requests_app.models import Enquiry, EnquiryReply, FOIRequest
from requests_app.questions.numbering.lists import listed
from responses.models import EnquiryFile

# In characters. The beginning of a reply shows whether a text has it.
_BEGINNING = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyBeside:
    """What a reply says to the questions of one answer.

    Attributes:
        reply: The reply.
        words: Its words to the questions; else what it says in general.
        general: What it says in general, where it has words to the questions too.
        concerns: Concerns about disclosure.
        files: The files that came with it.
    """

    reply: EnquiryReply
    words: str
    general: str
    concerns: str
    files: list[EnquiryFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryBeside:
    """An enquiry beside the answer that it is about.

    Attributes:
        enquiry: The enquiry.
        replies: Its replies, oldest first.
        days_late: How many days late the reply is; 0 while it is not.
        has_reader: Whether a person, a link or the mailbox gets the questions.
        is_unaccepted: Whether the department has said nothing for too long.
    """

    enquiry: Enquiry
    replies: list[ReplyBeside]
    days_late: int
    has_reader: bool
    is_unaccepted: bool


def replies_to(foi_request: FOIRequest) -> QuerySet[EnquiryReply]:
    """Return the replies of departments about a request."""
    sent = EnquiryReply.objects.filter(
        enquiry__foi_request=foi_request, sent_at__isnull=False
    )
    return sent.select_related("enquiry__department").prefetch_related("parts")


def enquiries_beside(
    foi_request: FOIRequest, questions: Collection[int], *, on: date, at: datetime
) -> list[EnquiryBeside]:
    """Return the enquiries about some questions, with what was replied to these.

    The number of queries does not grow.

    Args:
        foi_request: The request.
        questions: The keys of the questions of one answer.
        on: The London day.
        at: The moment.
    """
    about = Enquiry.questions.through.objects.filter(question_id__in=questions)
    enquiries = _enquiries(foi_request).filter(
        pk__in=about.values("enquiry_id"), withdrawn_at__isnull=True
    )
    return [_enquiry_beside(one, questions, on, at) for one in enquiries]


def enquiries_of(
    foi_request: FOIRequest, *, on: date, at: datetime | None = None
) -> list[EnquiryBeside]:
    """Return every enquiry of a request, with all that was replied.

    The number of queries does not grow.

    Args:
        foi_request: The request.
        on: The London day.
        at: The moment; None where the wait for a word is of no concern.
    """
    enquiries = _enquiries(foi_request).prefetch_related("questions")
    return [
        _enquiry_beside(one, {each.pk for each in one.questions.all()}, on, at)
        for one in enquiries
    ]


def words_of_reply(reply: EnquiryReply, questions: Collection[int]) -> str:
    """Return what a reply says to some questions; else what it says in general."""
    own = [one.text for one in reply.parts.all() if one.question_id in questions]
    return "\n\n".join(filter(None, own)) or reply.text


def note_of_replies(replies: Iterable[EnquiryReply], *, before: str, after: str) -> str:
    """Return the history note on the replies put into an answer by a save.

    A reply counts only if the text has it and had it not before: the officer may have
    taken it out again.

    Args:
        replies: The replies that the page put into the text.
        before: The text of the answer before, as HTML.
        after: Its text now, as HTML.
    """
    had, has = _words(to_plain(before)), _words(to_plain(after))
    departments = [
        str(one.enquiry.department)
        for one in replies
        if any(
            words in has and words not in had
            for text in (one.text, *(part.text for part in one.parts.all()))
            if (words := _words(text)[:_BEGINNING])
        )
    ]
    if not departments:
        return ""
    whose = listed(list(dict.fromkeys(departments)))
    return f"with the {'reply' if len(departments) == 1 else 'replies'} of {whose}"


def _enquiries(foi_request: FOIRequest) -> QuerySet[Enquiry]:
    files = EnquiryFile.objects.defer("words").order_by("pk")
    sent = replies_to(foi_request).prefetch_related(
        "parts__question", Prefetch("files", files)
    )
    return (
        foi_request.enquiries.select_related("department", "suggested", "asked_by")
        .prefetch_related("links", Prefetch("replies", sent))
        .with_people()
        .order_by("asked_at", "pk")
    )


def _enquiry_beside(
    enquiry: Enquiry, questions: Collection[int], on: date, at: datetime | None
) -> EnquiryBeside:
    return EnquiryBeside(
        enquiry=enquiry,
        replies=[_beside(one, questions) for one in enquiry.replies.all()],
        days_late=enquiry.days_late(on),
        has_reader=_has_reader(enquiry),
        is_unaccepted=at is not None and enquiry.is_unaccepted(at),
    )


def _has_reader(enquiry: Enquiry) -> bool:
    links = enquiry.links.all()
    dead = {one.address for one in links if one.revoked_at or one.bounced_at}
    live = {one.address for one in links if not (one.revoked_at or one.bounced_at)}
    mailbox = enquiry.department.mailbox.lower()
    has_people: bool = getattr(enquiry, "has_people", False)
    return bool(has_people or live or (mailbox and mailbox not in dead))


def _beside(reply: EnquiryReply, questions: Collection[int]) -> ReplyBeside:
    words = words_of_reply(reply, questions)
    own = [one.concerns for one in reply.parts.all() if one.question_id in questions]
    return ReplyBeside(
        reply=reply,
        words=words,
        general=reply.text if words != reply.text else "",
        concerns="\n".join(filter(None, (*own, reply.concerns))),
        files=[
            one
            for one in reply.files.all()
            if one.question_id is None or one.question_id in questions
        ],
    )


def _words(text: str) -> str:
    return " ".join(text.split())
