"""Issue a response once, and freeze its letter."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from requests_app.history.steps import step
from requests_app.jobs.queue import enqueue
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.workflow import State
from responses.checks.services import Found, check_ready, keep_overrides
from responses.clearance.actions import check_response_action
from responses.clearance.own_work import check_took_no_part
from responses.drafting.draft_versions import keep_part
from responses.enclosures.enclosing import enclose
from responses.giving.questions import keep_outcomes
from responses.issuing.history import IssuingHistory
from responses.letters.addressed import addressed_to
from responses.letters.composing import compose
from responses.letters.content import LetterContent
from responses.letters.pages import page_of, sha256_of, sha256_of_words
from responses.letters.publication import page_for_publication
from responses.letters.records import MAKE_PDF
from responses.models import DraftRevision, Letter, ResponseDraft
from responses.precedents.own_letters import keep_issued_answers
from responses.refusals import LetterChanged
from responses.searching.services import index_added
from responses.sending.queueing import Sending, posted_to, queue_sending
from statute.notices import Outcome
from statute.working_days import format_date


class AlreadyIssued(Refusal):
    """The letter has already been issued.

    Attributes:
        letter: The issued letter.
    """

    def __init__(self, letter: Letter) -> None:
        self.letter = self.go_to = letter
        moment = timezone.localtime(letter.issued_at)
        super().__init__(
            f"This letter was already issued by {letter.issued_by} at {moment:%H:%M} "
            f"on {format_date(letter.issued_on)}."
        )


@transaction.atomic
def issue_response(
    *,
    foi_request: FOIRequest,
    number: int,
    by: User,
    on: date,
    at: datetime,
    sending: Sending | None = None,
) -> Letter:
    """Issue the cleared letter, whose text never changes afterwards.

    An interim reply leaves the request open for the remaining answers. Any other letter
    answers the request once it is given. The PDF is made afterwards, from the frozen
    page alone. A letter that goes by post prints the address it is posted to; the
    approver cleared the words, and the officer answers for the address.

    Args:
        foi_request: A request in the state "cleared".
        number: The number of this letter within the request: 1 for the first. Issuing
            the same number again is refused.
        by: The officer who issues it.
        on: The London day of issue, which is the date of the letter.
        at: The moment.
        sending: How the letter is sent; None if that is decided later.

    Returns:
        The letter, still without its PDF.

    Raises:
        AlreadyIssued: The letter of this number has been issued.
        ActionNotPossible: The response is not cleared.
        OwnWork: The request is the review of a decision that `by` took part in.
        LetterChanged: The letter differs from what was cleared.
        DocumentDamaged: An enclosure differs from what was cleared.
        EnclosureNotKept: A file made from the letter cannot be stored.
        ResponseNotReady: The letter lacks something that the law requires today, or a
            warning is neither fixed nor overridden.

    Source: FOIA 2000 ss.1(1) and 17; EIR 2004 regs 5 and 14; FOISA 2002 ss.1 and 16.
    """
    kind = IssuingHistory.RESPONSE_ISSUED
    changes: dict[str, list[str]] = {}
    with step(
        foi_request,
        kind=kind,
        by=by,
        on=on,
        note=f"Letter {number}",
        changes=changes,
    ) as locked:
        check_took_no_part(locked, by)
        content, found, draft, approver, previous = _cleared(locked, number, on)
        content = addressed_to(content, posted_to(sending))
        page = page_of(content)
        letter = Letter.objects.create(
            foi_request=locked,
            number=number,
            type=content.type,
            language=content.wording.language,
            html=page,
            html_sha256=sha256_of(page),
            html_for_publication=page_for_publication(page, content.addressee),
            cleared_by=approver,
            issued_by=by,
            issued_on=on,
            issued_at=at,
            supersedes=previous,
        )
        enclose(letter=letter, enclosed=content.enclosures, by=by)
        keep_overrides(letter, content, found)
        keep_issued_answers(letter=letter)
        keep_outcomes(letter=letter)
        index_added(foi_request=locked)
        if content.is_interim:
            locked.move_to(State.ANSWERING)
        else:
            locked.move_to(State.ISSUED)
        # The clearance is used up; the letter records the approver.
        draft.submitted_by = draft.submitted_at = None
        draft.cleared_by = draft.cleared_at = None
        draft.cleared_sha256 = ""
        if content.is_interim:
            _ask_afresh(locked, draft, by=by)
        draft.save()
        enqueue(
            kind=MAKE_PDF,
            idempotency_key=pdf_job_key(letter),
            payload={"letter_id": letter.pk},
            foi_request=locked,
        )
        changes["letter"] = ["", letter.get_type_display()]
        changes["html_sha256"] = ["", letter.html_sha256]
    if sending is not None:
        queue_sending(letter=letter, sending=sending, by=by, on=on, at=at)
    return letter


def _ask_afresh(foi_request: FOIRequest, draft: ResponseDraft, *, by: User) -> None:
    """Empty what was written for an interim reply alone: the next letter needs its own.

    The issued letter keeps the words, and so do the versions of each answer.
    """
    draft.opening = draft.ending = draft.what_changed = ""
    draft.version += 1
    keep_part(
        foi_request,
        DraftRevision.Part.LETTER_TEXT,
        version=draft.version,
        said={"opening": "", "ending": "", "what_changed": draft.what_changed},
        by=by,
    )
    for answer in foi_request.answers.filter(outcome=Outcome.TO_FOLLOW):
        # The day promised stands. Only the reason is asked for again.
        answer.facts.pop("follow_why", None)
        answer.text, answer.updated_by = "", by
        answer.version += 1
        answer.save()
        answer.revisions.create(
            version=answer.version,
            text="",
            outcome=answer.outcome,
            facts=answer.facts,
            by=by,
        )


def check_next(foi_request: FOIRequest, number: int) -> None:
    """Refuse a number other than the next number of the request's letters.

    Raises:
        AlreadyIssued: The letter of this number has been issued.
        LetterChanged: A lower number has not been issued yet.
    """
    issued = foi_request.letters.select_related("issued_by").defer("html")
    if letter := issued.filter(number=number).first():
        raise AlreadyIssued(letter)
    last = issued.order_by("-number").first()
    if number != (last.number if last else 0) + 1:
        raise LetterChanged("This page is out of date. Open the request again.")


def pdf_job_key(letter: Letter) -> str:
    """Return the key of the job that makes a letter's PDF."""
    return f"letter-pdf:{letter.pk}"


class _Cleared(NamedTuple):
    """A cleared letter, with its findings, draft and approver."""

    content: LetterContent
    found: tuple[Found, ...]
    draft: ResponseDraft
    approver: User
    previous: Letter | None


def _cleared(foi_request: FOIRequest, number: int, on: date) -> _Cleared:
    """Return the cleared letter, or refuse with the reason."""
    check_next(foi_request, number)
    issued = foi_request.letters.responses().defer("html")
    previous = issued.order_by("-number").first()
    check_response_action(foi_request, "issue-response")
    content = compose(foi_request, on=on)
    draft = (
        ResponseDraft.objects.filter(foi_request=foi_request, cleared_by__isnull=False)
        .select_related("cleared_by")
        .first()
    )
    words = sha256_of_words(content)
    if draft is None or draft.cleared_by is None or draft.cleared_sha256 != words:
        raise LetterChanged(
            "The letter has changed since it was cleared. Recall the response, then "
            "send it for clearance again."
        )
    found = check_ready(foi_request, content)
    return _Cleared(content, found, draft, draft.cleared_by, previous)
