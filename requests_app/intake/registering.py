"""Register a request, or find it not valid."""

from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import User, make_reference
from requests_app.actions.table import check_action
from requests_app.assigning.rules import assign_by_rule
from requests_app.history.record import record
from requests_app.history.steps import check_day, lock, step
from requests_app.intake.details import work_out_due_date
from requests_app.intake.history import IntakeHistory
from requests_app.models import FOIRequest, ReferenceCounter
from requests_app.questions.correcting import Follow, correct_questions, nothing_follows
from requests_app.questions.outline.nodes import Outline
from requests_app.questions.stored_outline import outline_of
from requests_app.refusals import Refusal
from requests_app.search.indexing import index_request
from requests_app.workflow import State, TransitionNotAllowed
from statute.working_days import format_date


class AlreadyRegistered(Refusal):
    """The request has been registered already.

    Attributes:
        foi_request: The registered request.
    """

    def __init__(self, foi_request: FOIRequest) -> None:
        super().__init__(f"This request is registered already, as {foi_request}.")
        self.foi_request = self.go_to = foi_request


class NothingAsked(Refusal):
    """The request to register has no question, or an empty question."""


@transaction.atomic
def register_request(
    *,
    foi_request: FOIRequest,
    by: User,
    on: date,
    version: int = 0,
    outline: Outline | None = None,
    follow: Follow = nothing_follows,
) -> FOIRequest:
    """Register a received request: give it a reference and start answering.

    Args:
        foi_request: A request in the state "received".
        by: The person registering the request.
        on: The London day; its year becomes part of the reference.
        version: The version of the questions on which `outline` was begun.
        outline: The questions as last typed, saved first; None keeps the stored ones.
        follow: As in `correct_questions`.

    Returns:
        The request with its reference and its due date, assigned by the rules of the
        authority if it has neither officer nor team.

    Raises:
        AlreadyRegistered: The request has a reference, given in the message.
        TransitionNotAllowed: The request was found not valid.
        NothingAsked: The request has no question, or a question without text.
        QuestionsChanged: Another user corrected the questions after `version`.
        DetailsNotPossible: No due date can be calculated.

    Source: FOIA 2000 ss.1(1), 8 and 10(1).
    """
    locked = lock(foi_request)
    if locked.reference is not None:
        raise AlreadyRegistered(locked)
    if locked.state != State.RECEIVED:
        raise TransitionNotAllowed(
            f"This request is “{State(locked.state).label}”. Reopen the request, "
            "then register it."
        )
    if outline is not None:
        correct_questions(
            foi_request=locked,
            version=version,
            outline=outline,
            by=by,
            on=on,
            follow=follow,
        )
        locked.refresh_from_db()
    locked.move_to(State.ANSWERING)
    _check_asks(outline_of(locked))
    work_out_due_date(locked)
    locked.registered_on = on
    _give_reference(locked, year=on.year)
    record(
        foi_request=locked,
        kind=IntakeHistory.REQUEST_REGISTERED,
        by=by,
        on=on,
        note=f"As {locked.reference}, due {_said(locked.due_on)}.",
        changes={
            "state": [State.RECEIVED.value, State.ANSWERING.value],
            "reference": ["", locked.reference],
        },
    )
    index_request(locked)
    return assign_by_rule(foi_request=locked, by=by, on=on)


@transaction.atomic
def mark_not_valid(
    *, foi_request: FOIRequest, reason: str, by: User, on: date, today: date
) -> FOIRequest:
    """Record that a message received is not a valid request, and why.

    Args:
        foi_request: A request in the state "received" or "answering".
        reason: What is missing: a name, an address, or a description of information.
        by: The officer who decided this.
        on: The London day of the decision.
        today: The London day of recording.

    Returns:
        The request as saved, closed on `on`.

    Raises:
        ActionNotPossible: The request is in clearance, waits for the requester, or is
            closed.
        DayNotPossible: `on` is in the future, or before the request.

    Source: FOIA 2000 s.8(1); FOISA 2002 s.8(1).
    """
    with step(
        foi_request,
        kind=IntakeHistory.REQUEST_NOT_VALID,
        by=by,
        on=on,
        note=reason,
    ) as locked:
        check_action(locked, "mark-not-valid")
        locked.move_to(State.NOT_VALID)
        check_day(locked, on, today=today)
        locked.closed_on = on
    return locked


def _check_asks(outline: Outline) -> None:
    if not outline.question_count:
        raise NothingAsked(
            "This request has no question yet. Add one, or mark the request as "
            "not valid."
        )
    parents = {node.parent_id for node in outline.nodes}
    for node in outline.nodes:
        if node.kind == "question" and not node.text and node.id not in parents:
            path = outline.paths[node.id]
            raise NothingAsked(
                f"{path[0].upper()}{path[1:]} has no text. Write the question, "
                "or delete it."
            )


def _give_reference(foi_request: FOIRequest, *, year: int) -> None:
    """Save a request under the next free number of its authority.

    The counter's row stays locked until the transaction ends, so that two registrations
    at the same time wait for each other.
    """
    authority = foi_request.authority
    counter, _ = ReferenceCounter.objects.select_for_update().get_or_create(
        authority=authority, year=year
    )
    while True:
        counter.last_number += 1
        foi_request.reference = make_reference(
            authority.reference_scheme, counter.last_number, year
        )
        # The reference may be taken: by another authority's scheme, or by an imported
        # request.
        if FOIRequest.objects.filter(reference=foi_request.reference).exists():
            continue
        try:
            with transaction.atomic():
                foi_request.save(
                    update_fields=["reference", "state", "registered_on", "due_on"]
                )
        except IntegrityError:
            if FOIRequest.objects.filter(reference=foi_request.reference).exists():
                continue
            raise
        counter.save(update_fields=["last_number"])
        return


def _said(day: date | None) -> str:
    return format_date(day) if day else "once its time runs"
