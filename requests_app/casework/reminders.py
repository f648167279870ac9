"""Remind people of due dates: each kind of reminder once per due date."""

import logging
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from accounts.policy import Role
from requests_app.calendars.question_dates import owed_among
from requests_app.calendars.working_days import calendar_for, read_once
from requests_app.casework.history import CaseworkHistory
from requests_app.due import due_status
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.emails import enqueue_email
from requests_app.left import left_of
from requests_app.models import FOIRequest, Reminder
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import paths_of
from requests_app.workflow import RUNNING_STATES, State
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, WorkingCalendar, format_date

logger = logging.getLogger(__name__)


@read_once()
def remind_of_due_dates(*, on: date) -> int:
    """Send reminders for every request near its due date, or past it.

    Only the latest stage of a request is sent: stages missed on days without reminders
    are not sent late. Harmless to run twice, and in two places at once.

    Args:
        on: The current London day.

    Returns:
        The number of reminders made.
    """
    made = 0
    for kind, foi_request in _not_yet_reminded(on):
        try:
            made += remind(foi_request=foi_request, kind=kind, on=on) is not None
        except Exception:
            # Continue with the other requests. The next run tries this request again.
            logger.exception("Could not remind of request %s", foi_request.pk)
    return made


@transaction.atomic
def remind(
    *, foi_request: FOIRequest, kind: Reminder.Kind, on: date
) -> Reminder | None:
    """Send the reminder of a request, unless it was sent already.

    The officer is told, or the managers while no officer handles the request. Both are
    told once the request is overdue. For a restricted request, only people named on it
    are told.

    Args:
        foi_request: A request near its due date, or past it.
        kind: The stage of the request.
        on: The current London day.

    Returns:
        The reminder; None if it was sent already, or if there is no person to tell.
    """
    locked = lock(foi_request)
    if locked.due_on is None or locked.state not in RUNNING_STATES:
        return None
    if locked.answered_on is not None:
        return None  # it was answered, and is open again for a correction
    people = _people_to_tell(locked, kind)
    if not people:
        return None
    reminder, is_new = Reminder.objects.get_or_create(
        foi_request=locked, kind=kind, due_on=locked.due_on, defaults={"on": on}
    )
    if not is_new:
        return None
    reminder.to.set(people)
    for person in people:
        enqueue_email(
            to=person,
            subject=_subject(locked, kind),
            text=_text(locked, person, on),
            idempotency_key=f"reminder-{reminder.pk}-{person.pk}",
            foi_request=locked,
        )
    record(
        foi_request=locked,
        kind=CaseworkHistory.REMINDER_SENT,
        by=None,
        on=on,
        note=f"{due_status(locked, on=on).words}: told "
        f"{', '.join(str(person) for person in people)}",
    )
    return reminder


def _not_yet_reminded(on: date) -> Iterator[tuple[Reminder.Kind, FOIRequest]]:
    for kind in Reminder.Kind:
        for regime in Regime:
            try:
                is_at_stage = _due_at_stage(kind, on, calendar_for(regime))
            except CalendarExhausted:
                logger.exception("Bank holidays are missing for %s", regime)
                continue
            told = Reminder.objects.filter(
                foi_request=OuterRef("pk"), kind=kind, due_on=OuterRef("due_on")
            )
            waiting = FOIRequest.objects.unanswered().filter(
                is_at_stage, ~Exists(told), regime=regime
            )
            for foi_request in waiting.order_by("due_on", "pk"):
                yield kind, foi_request


def _due_at_stage(kind: Reminder.Kind, on: date, calendar: WorkingCalendar) -> Q:
    """Return the condition for a due date to be at a stage on the day `on`.

    A stage lasts until the next stage begins, so a day without reminders skips none.
    Days that are not working days belong to the stage before.
    """
    match kind:
        case Reminder.Kind.OVERDUE:
            return Q(due_on__lt=on)
        case Reminder.Kind.TODAY:
            return Q(due_on__gte=on, due_on__lt=calendar.add(on, 1))
        case Reminder.Kind.FIVE_DAYS:
            return Q(due_on__gte=calendar.add(on, 1), due_on__lt=calendar.add(on, 6))
        case Reminder.Kind.TEN_DAYS:
            return Q(due_on__gte=calendar.add(on, 6), due_on__lt=calendar.add(on, 11))


def _people_to_tell(foi_request: FOIRequest, kind: Reminder.Kind) -> list[User]:
    officer = foi_request.officer
    people = [officer] if officer is not None else []
    if kind is Reminder.Kind.OVERDUE or not people:
        people += [person for person in _managers(foi_request) if person != officer]
    visible = FOIRequest.objects.filter(pk=foi_request.pk)
    return [
        person
        for person in people
        if person.is_active and person.email and visible.visible_to(person).exists()
    ]


def _managers(foi_request: FOIRequest) -> list[User]:
    """Return the managers of the team; if there are none, those of the authority."""
    managers = list(
        User.objects.filter(
            authority_id=foi_request.authority_id, roles__contains=[Role.MANAGER]
        ).order_by("pk")
    )
    own = [
        person
        for person in managers
        if foi_request.team_id is not None and person.team_id == foi_request.team_id
    ]
    return own or managers


def _subject(foi_request: FOIRequest, kind: Reminder.Kind) -> str:
    name = _name(foi_request)
    if kind is Reminder.Kind.OVERDUE:
        return f"{name} is overdue"
    return f"{name} is due on {format_date(foi_request.due_on)}"  # type: ignore[arg-type]


def _text(foi_request: FOIRequest, person: User, on: date) -> str:
    due = due_status(foi_request, on=on)
    why = (
        "You get this because you handle the request."
        if person == foi_request.officer
        else "You get this because you manage requests."
    )
    return (
        f"{_name(foi_request)} is to be answered by {format_date(due.on or on)}: "
        f"{due.words[0].lower()}{due.words[1:]}. {_which(foi_request)}\n"
        f"\n"
        f"Its state is “{foi_request.get_state_display()}”. "
        f"{_how_it_goes_out(foi_request)}Open it here:\n"
        f"{settings.SITE_URL}{foi_request.get_absolute_url()}\n"
        f"\n"
        f"{why} Reminders come ten and five working days before a due date, on the "
        f"day itself, and once it has passed.\n"
    )


def _which(foi_request: FOIRequest) -> str:
    """Say which questions are due, and what is left, where it is not all of them."""
    left = left_of(foi_request)
    if not left.is_in_parts:
        return f"{left.promise}." if left.promise else ""
    questions = list(foi_request.questions.all())
    due = [
        question.pk
        for question in owed_among(questions)
        if question.due_on == foi_request.due_on
    ]
    return f"This is about {_within(cite(paths_of(questions), due))}. {left.words}."


def _within(words: str) -> str:
    return words[:1].lower() + words[1:]


def _how_it_goes_out(foi_request: FOIRequest) -> str:
    if foi_request.state != State.ISSUED:
        return ""
    return (
        "The letter has not gone out, and the request is not answered until it does: "
        "have it posted, or send it. "
    )


def _name(foi_request: FOIRequest) -> str:
    if foi_request.reference is None:
        return f"The request received on {format_date(foi_request.received_on)}"
    return f"Request {foi_request.reference}"
