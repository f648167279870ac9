"""Put questions to the departments that hold the information, and record replies."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import Department, User
from accounts.policy import Role
from documents.requester import Identity, Requester, telephones_in
from requests_app.actions.table import check_action
from requests_app.casework.history import CaseworkHistory
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.emails import enqueue_email
from requests_app.models import Enquiry, FOIRequest, Question
from requests_app.put_aside.still_asked import check_still_asked
from requests_app.refusals import Refusal
from statute.working_days import format_date


class Passage(NamedTuple):
    """A text that tells who asked, with the spans of the words that do."""

    label: str
    text: str
    spans: list[tuple[int, int]]


class EnquiryNotPossible(Refusal):
    """The questions cannot be put to the department."""


class RequesterNamed(EnquiryNotPossible):
    """The message or a question tells who asked, and no reason is given for that.

    Attributes:
        passages: The texts with the spans that tell who asked.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        words = [text[a:b] for _, text, spans in passages for a, b in spans]
        named = ", ".join(f"“{' '.join(one.split())}”" for one in dict.fromkeys(words))
        super().__init__(
            f"This would tell the department who asked: {named}. Take the words out, "
            "or say below why the department must know. History keeps the reason."
        )
        self.passages = passages


class RepliedAlready(EnquiryNotPossible):
    """Another person of the department has replied."""

    keeps_words = True


@transaction.atomic
def make_enquiry(
    *,
    foi_request: FOIRequest,
    department: Department,
    questions: Collection[Question],
    message: str,
    wanted_by: date,
    by: User,
    on: date,
    reason: str = "",
) -> Enquiry:
    """Put some questions of a request to a department.

    Args:
        foi_request: A registered request that is still open.
        department: The department that holds the information.
        questions: The questions shown to the department; of this request only.
        message: Further information for the department.
        wanted_by: The last London day on which the reply is useful.
        by: The officer who asks.
        on: The London day of asking.
        reason: Why the department must know who asked; "" where it is not told.

    Raises:
        RequesterNamed: The message or a question tells who asked, without a reason.
        ActionNotPossible: The request is closed, or not yet registered.
        QuestionGone: A question is no longer asked.
        EnquiryNotPossible: A question belongs to another request, `wanted_by` has
            passed, or the same enquiry is still unanswered.
    """
    locked = lock(foi_request)
    check_action(locked, "make-enquiry")
    _check_can_ask(locked, department, questions, wanted_by=wanted_by, on=on)
    check_still_asked(locked, questions)
    tells = passages_that_tell_who_asked(locked, questions, message)
    if tells and not reason.strip():
        raise RequesterNamed(tells)
    enquiry = Enquiry.objects.create(
        foi_request=locked,
        department=department,
        message=message,
        asked_by=by,
        asked_on=on,
        wanted_by=wanted_by,
    )
    enquiry.questions.set(questions)
    record(
        foi_request=locked,
        kind=CaseworkHistory.ENQUIRY_MADE,
        by=by,
        on=on,
        note=f"{department}, by {format_date(wanted_by)}"
        + (f". The department is told who asked: {reason.strip()}" if tells else ""),
    )
    _tell_department(enquiry)
    return enquiry


def requester_of(foi_request: FOIRequest) -> Requester:
    """Return the requester as texts can name them."""
    return Requester(
        Identity(
            name=foi_request.requester_name,
            organisation=foi_request.requester_organisation,
            email=foi_request.requester_email,
            address=tuple(foi_request.requester_address.splitlines()),
        ),
        telephones_in(foi_request.received_text),
    )


def passages_that_tell_who_asked(
    foi_request: FOIRequest, questions: Iterable[Question], message: str
) -> list[Passage]:
    """Return the message and the questions that tell a department who asked.

    Contributors do not see the requester: the law asks for an answer that does not
    depend on who asked.
    """
    requester = requester_of(foi_request)
    texts = [("Your message", message)]
    for question in questions:
        words = f"{question.text}\n{question.after}".strip()
        texts.append((f"Question {question.label}".strip(), words))
    return [
        Passage(label, text, spans)
        for label, text in texts
        if (spans := requester.found_in(text))
    ]


@transaction.atomic
def answer_enquiry(*, enquiry: Enquiry, reply: str, by: User, on: date) -> Enquiry:
    """Record a department's reply to an enquiry.

    Args:
        enquiry: An enquiry without a reply, put to the department of `by`.
        reply: The reply, in the contributor's words.
        by: The contributor who replies.
        on: The London day of the reply.

    Raises:
        RepliedAlready: The enquiry has been answered; the message names the person.
    """
    locked = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if locked.replied_on is not None:
        raise RepliedAlready(
            f"{locked.replied_by} replied on {format_date(locked.replied_on)}, so "
            f"your reply does not take its place. {locked.asked_by} can read yours too."
        )
    locked.reply, locked.replied_by, locked.replied_on = reply, by, on
    locked.save(update_fields=["reply", "replied_by", "replied_on"])
    record(
        foi_request=locked.foi_request,
        kind=CaseworkHistory.ENQUIRY_ANSWERED,
        by=by,
        on=on,
        note=str(locked.department),
    )
    _tell_officer(locked)
    return locked


def _tell_officer(enquiry: Enquiry) -> None:
    foi_request, officer = enquiry.foi_request, enquiry.asked_by
    if not officer.email:
        return
    enqueue_email(
        to=officer,
        subject=f"{enquiry.department} replied on request {foi_request}",
        text=(
            f"{enquiry.replied_by} replied for {enquiry.department} to what you asked "
            f"about request {foi_request}. Read it here:\n"
            f"{settings.SITE_URL}{foi_request.get_absolute_url()}\n"
        ),
        idempotency_key=f"enquiry-answered-{enquiry.pk}",
        foi_request=foi_request,
    )


def _tell_department(enquiry: Enquiry) -> None:
    contributors = User.objects.filter(
        department=enquiry.department,
        is_active=True,
        roles__contains=[Role.CONTRIBUTOR],
    ).exclude(email="")
    for person in contributors:
        enqueue_email(
            to=person,
            subject=(
                f"A question for {enquiry.department}, by "
                f"{format_date(enquiry.wanted_by)}"
            ),
            text=(
                f"{enquiry.asked_by} asks {enquiry.department} for information that "
                f"a requester has asked for, by {format_date(enquiry.wanted_by)}. "
                "Read what is asked and reply here:\n"
                f"{settings.SITE_URL}{reverse('answer-enquiry', args=[enquiry.pk])}\n"
            ),
            idempotency_key=f"enquiry-{enquiry.pk}-{person.pk}",
            foi_request=enquiry.foi_request,
        )


def _check_can_ask(
    foi_request: FOIRequest,
    department: Department,
    questions: Collection[Question],
    *,
    wanted_by: date,
    on: date,
) -> None:
    if department.authority_id != foi_request.authority_id:
        raise EnquiryNotPossible(f"{department} belongs to another authority.")
    if any(question.foi_request_id != foi_request.pk for question in questions):
        raise EnquiryNotPossible("Choose questions of this request.")
    if not questions:
        raise EnquiryNotPossible("Choose at least one question.")
    if wanted_by < on:
        raise EnquiryNotPossible(
            f"{format_date(wanted_by)} has passed. Enter a later day."
        )
    asked = {question.pk for question in questions}
    for other in foi_request.enquiries.unanswered().filter(department=department):
        if asked == set(other.questions.values_list("pk", flat=True)):
            raise EnquiryNotPossible(
                f"{department} was asked the same questions on "
                f"{format_date(other.asked_on)} and has not replied yet, so nothing "
                "was sent."
            )
