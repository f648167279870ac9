"""Put questions of a request to the departments that hold the information."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import transaction

from accounts.models import Department, User
from requests_app.actions.table import check_action
from requests_app.calendars.working_days import calendar_for
from requests_app.casework.who_asked import (
    Passage,
    passages_that_tell_who_asked,
    without_who_asked,
    words_that_tell,
)
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import Enquiry, FOIRequest, Question
from requests_app.put_aside.still_asked import check_still_asked
from requests_app.refusals import Refusal
from responses.enquiries.history import EnquiriesHistory
from responses.enquiries.links import link_for
from responses.enquiries.people import answers_for
from responses.enquiries.posting import tell_if_urgent
from responses.enquiries.telling import tell_contributors
from statute.regimes import Regime
from statute.working_days import format_date


class EnquiryNotPossible(Refusal):
    """The questions cannot be put to the department."""


class RequesterNamed(EnquiryNotPossible):
    """A text tells who asked, and no reason is given for that.

    Attributes:
        passages: The texts with the spans that tell who asked.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        super().__init__(
            "This would tell the department who asked: "
            f"{words_that_tell(passages)}. Take the words out, "
            "or say below why the department must know. History keeps the reason."
        )
        self.passages = passages


class NobodyAnswers(EnquiryNotPossible):
    """No person and no mailbox answers for a department.

    Attributes:
        departments: The departments.
    """

    def __init__(self, departments: Sequence[Department]) -> None:
        names = ", ".join(str(one) for one in departments)
        super().__init__(
            f"No person and no mailbox answers for {names}. Enter the e-mail "
            "address of a person to send a link to, or ask your administrator to add "
            "a mailbox or a contributor."
        )
        self.departments = list(departments)


@transaction.atomic
def ask_departments(
    *,
    foi_request: FOIRequest,
    questions: Mapping[Department, Collection[Question]],
    wanted_by: Mapping[Department, date],
    message: str,
    by: User,
    on: date,
    is_material_sent: bool = False,
    addresses: Mapping[Department, str] | None = None,
    file_names: Sequence[str] = (),
    reason: str = "",
) -> list[Enquiry]:
    """Put questions to several departments; all are asked, or none.

    Args:
        foi_request: A registered request that is still open.
        questions: The questions for each department.
        wanted_by: The last London day on which the reply of each is useful.
        message: What is wanted, for all departments.
        by: The officer who asks.
        on: The London day of asking.
        is_material_sent: Whether the departments get the received text, with all that
            tells who asked taken out.
        addresses: The address of a person to send a link to, by department.
        file_names: The names of the files that will go with the questions.
        reason: Why the departments must know who asked; "" where they are not told.

    Raises:
        NobodyAnswers: Nobody answers for some of the departments.
        RequesterNamed: As for `make_enquiry`, which raises the rest too.
    """
    given = addresses or {}
    if not questions:
        raise EnquiryNotPossible("Choose at least one department.")
    _lock_in_use(questions)
    alone = [
        each
        for each in questions
        if not given.get(each) and not answers_for(each, on=on)
    ]
    if alone:
        raise NobodyAnswers(alone)
    every = {each.pk: each for asked in questions.values() for each in asked}
    tells = passages_that_tell_who_asked(
        foi_request,
        every.values(),
        ("Your message", message),
        *(("Name of a file", each) for each in file_names),
    )
    if tells and not reason.strip():
        raise RequesterNamed(tells)
    return [
        make_enquiry(
            foi_request=foi_request,
            department=department,
            questions=asked,
            message=message,
            wanted_by=wanted_by[department],
            is_material_sent=is_material_sent,
            address=given.get(department, ""),
            by=by,
            on=on,
            reason=reason,
        )
        for department, asked in questions.items()
    ]


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
    is_material_sent: bool = False,
    address: str = "",
    follows: Enquiry | None = None,
    reason: str = "",
) -> Enquiry:
    """Put some questions of a request to a department.

    Args:
        foi_request: A registered request that is still open.
        department: The department that holds the information.
        questions: The questions shown to the department; of this request only.
        message: What is wanted, and further information.
        wanted_by: The last London day on which the reply is useful.
        by: The officer who asks.
        on: The London day of asking.
        is_material_sent: Whether the department gets the received text, with all that
            tells who asked taken out.
        address: The address of a person to send a link to; "" for none.
        follows: The enquiry whose reply this one asks about.
        reason: Why the department must know who asked; "" where it is not told.

    Raises:
        RequesterNamed: The message or a question tells who asked, without a reason.
        ActionNotPossible: The request is closed, or not yet registered.
        QuestionGone: A question is no longer asked.
        NobodyAnswers: No person, mailbox or address answers for the department.
        EnquiryNotPossible: The department is closed, a question belongs to another
            request, `wanted_by` has passed, or the same enquiry is still unanswered.
    """
    _lock_in_use([department])
    locked = lock(foi_request)
    check_action(locked, "make-enquiry")
    _check_can_ask(locked, department, questions, wanted_by=wanted_by, on=on)
    _check_not_asked(locked, department, questions, follows=follows, message=message)
    if not address and not answers_for(department, on=on):
        raise NobodyAnswers([department])
    check_still_asked(locked, questions)
    tells = passages_that_tell_who_asked(locked, questions, ("Your message", message))
    why = reason.strip()
    if tells and not why:
        raise RequesterNamed(tells)
    enquiry = Enquiry.objects.create(
        foi_request=locked,
        department=department,
        message=message,
        material=_material(locked, is_sent=is_material_sent, is_blind=not why),
        is_blind=not why,
        asked_by=by,
        asked_on=on,
        wanted_by=wanted_by,
        follows=follows,
    )
    enquiry.questions.set(questions)
    if address:
        link_for(enquiry, address, on=on)
    record(
        foi_request=locked,
        kind=EnquiriesHistory.ENQUIRY_MADE,
        by=by,
        on=on,
        note=f"{department}, by {format_date(wanted_by)}"
        + (f", by a link to {address}" if address else "")
        + (f". The department is told who asked: {why}" if why else ""),
    )
    tell_contributors(
        enquiry,
        f"A question for {department}, by {format_date(wanted_by)}",
        key=f"enquiry-{enquiry.pk}",
        on=on,
        by=by,
    )
    tell_if_urgent(enquiry, on=on)
    return enquiry


def default_day(department: Department, foi_request: FOIRequest, *, on: date) -> date:
    """Return the day offered for a reply: never after the due date of the request.

    Args:
        department: The department, with its working days for a reply.
        foi_request: The request.
        on: The London day of asking.
    """
    return usual_day(foi_request, days=department.default_days, on=on)


def usual_day(foi_request: FOIRequest, *, days: int, on: date) -> date:
    """Return the day some working days on, or the due date where that comes before.

    Args:
        foi_request: The request.
        days: Working days under the law of the request; 0 counts as 1.
        on: The London day of asking.
    """
    regime = Regime(foi_request.regime) if foi_request.regime else Regime.FOIA
    day = calendar_for(regime).add(on, max(1, days))
    if foi_request.due_on is not None and on <= foi_request.due_on < day:
        return foi_request.due_on
    return day


def _lock_in_use(departments: Collection[Department]) -> None:
    """Keep departments from being merged or closed while questions are put to them.

    Departments are locked before the request: a merger locks them in this order.
    """
    keys = [each.pk for each in departments]
    found = Department.objects.select_for_update(no_key=True).filter(pk__in=keys)
    in_use = {each.pk for each in found.order_by("pk")}
    closed = Department.everything.filter(pk__in=set(keys) - in_use)
    if gone := closed.select_related("merged_into").first():
        raise EnquiryNotPossible(
            f"{gone} is now part of {gone.merged_into}. Ask {gone.merged_into} instead."
            if gone.merged_into
            else f"{gone} has been closed. Choose another department."
        )


def _material(foi_request: FOIRequest, *, is_sent: bool, is_blind: bool) -> str:
    if not is_sent:
        return ""
    if is_blind:
        return without_who_asked(foi_request)
    return foi_request.received_text


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
        raise EnquiryNotPossible(f"Choose at least one question for {department}.")
    if wanted_by < on:
        raise EnquiryNotPossible(
            f"{format_date(wanted_by)} has passed. Enter a later day."
        )


def _check_not_asked(
    foi_request: FOIRequest,
    department: Department,
    questions: Collection[Question],
    *,
    follows: Enquiry | None,
    message: str,
) -> None:
    """Refuse the same again, as by a second click. Asking back needs other words."""
    asked = {question.pk for question in questions}
    others = foi_request.enquiries.unanswered().filter(department=department)
    if follows is not None:
        others = others.filter(follows=follows, message=message)
    for other in others:
        if asked == set(other.questions.values_list("pk", flat=True)):
            raise EnquiryNotPossible(
                f"{department} was asked the same questions on "
                f"{format_date(other.asked_on)} and has not replied yet, so nothing "
                "was sent."
            )
