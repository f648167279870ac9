"""Record internal reviews, and extend their time where guidance allows it."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from django.db import transaction

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.assigning.services import assign_request
from requests_app.calendars.working_days import calendar_for
from requests_app.clock.events import recalculate_due_date, working_out_dates
from requests_app.clock.extensions import ExtensionNotPossible
from requests_app.clock.history import ClockHistory
from requests_app.clock.timeline import decision_days, last_day_to_ask
from requests_app.history.record import record
from requests_app.history.steps import DayNotPossible, check_day, lock, step
from requests_app.law_in_force import regulator_on
from requests_app.models import ClockEvent, FOIRequest, Question
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import paths_of
from requests_app.refusals import Refusal
from requests_app.reviews.history import ReviewRequestsHistory
from requests_app.reviews.telling import tell_of_review
from requests_app.search.indexing import index_request
from requests_app.workflow import State
from statute.deadlines import EventName, Task, date_for
from statute.regimes import Regime
from statute.working_days import format_date

# Under these regimes a review can be requested when no answer was given in time. In
# Scotland the Commissioner cannot act before a review; EIR reg 11 covers every failure
# to comply.
_AFTER_SILENCE: Final = frozenset({Regime.EIR, Regime.FOISA, Regime.EISR})
# In characters: the length of `Question.label`.
_LONGEST_LABEL: Final = 40


class ReviewNotPossible(Refusal):
    """A review is refused: nothing to review, or the time to ask has ended."""


@transaction.atomic
def request_review(
    *,
    foi_request: FOIRequest,
    received_text: str,
    questions: Collection[Question],
    channel: str,
    late_reason: str = "",
    officer: User | None = None,
    by: User,
    on: date,
    today: date,
) -> FOIRequest:
    """Record a request for review, as a request linked to the request under review.

    The reference of the review is that of the request with a suffix, such as
    "17-26/R1". Either reference finds both, and reviews use up none of the authority's
    numbers.

    Args:
        foi_request: The request under review.
        received_text: What the requester wrote, word for word; never changed.
        questions: The questions of `foi_request` to review. The handling of the request
            is always reviewed as well.
        channel: One of `FOIRequest.Channel`.
        late_reason: The reason for accepting the review after the time to ask had
            ended.
        officer: The reviewer, who must have taken no part in the answer.
        by: The person recording the review.
        on: The London day on which the review was requested.
        today: The London day of recording.

    Returns:
        The review in the state "answering", with its due date.

    Raises:
        ActionNotPossible: It is itself a review, or nothing is owed or was decided.
        ReviewNotPossible: Nothing has been decided, a review is open or was already
            decided, or the time to ask has ended and no reason is given.
        DayNotPossible: `on` is in the future, or before the request.
        AssignmentNotPossible: The officer cannot review this request.
        DateNotWorkedOut: Bank holidays are not known far enough ahead.

    Source: s.45 Code of Practice, part 5; EIR 2004 reg 11; FOISA 2002 ss.20 and 21;
    EISR 2004 reg 16.
    """
    locked = lock(foi_request)
    twin = _open_review(locked)
    if twin and (twin.received_text, twin.received_on) == (received_text, on):
        return twin
    check_action(locked, "request-review")
    _check_may_be_reviewed(locked, on=on, today=today)
    late = _accepted_late(locked, late_reason.strip(), on=on)
    review = FOIRequest(
        authority=locked.authority,
        review_of=locked,
        reference=_reference_for(locked),
        state=State.ANSWERING,
        regime=locked.regime,
        channel=channel,
        language=locked.language,
        subject=locked.subject,
        requester_name=locked.requester_name,
        requester_organisation=locked.requester_organisation,
        requester_email=locked.requester_email,
        requester_address=locked.requester_address,
        requester_type=locked.requester_type,
        requester_id=locked.requester_id,
        received_on=on,
        received_text=received_text,
        registered_on=today,
        is_restricted=locked.is_restricted,
    )
    review.save()
    copies = Question.objects.bulk_create(_copies(locked, review, questions))
    recalculate_due_date(review)
    review.save(update_fields=["due_on"])
    review.named_people.set(locked.named_people.all())
    about = cite(paths_of(copies), [one.pk for one in copies])
    note = f"About {about[:1].lower()}{about[1:]}" if copies else "About the handling"
    for one, words in ((locked, f"{review}. {note}."), (review, f"{note}. {late}")):
        record(
            foi_request=one,
            kind=ReviewRequestsHistory.REVIEW_REQUESTED,
            by=by,
            on=on,
            note=words.strip(),
        )
    tell_of_review(review, has_reviewer=officer is not None, by=by, on=today)
    if officer is not None:
        review = assign_request(
            foi_request=review, team=None, officer=officer, by=by, on=today
        )
    index_request(review)
    return review


@transaction.atomic
@working_out_dates()
def extend_review(
    *,
    foi_request: FOIRequest,
    until: date,
    reason: str,
    by: User,
    on: date,
    today: date,
) -> FOIRequest:
    """Record that the requester was told that an exceptional review takes longer.

    Args:
        foi_request: A review under the FOIA that is being answered, in clearance or
            cleared.
        until: The day promised for the outcome.
        reason: Why the case is exceptional, kept in the history.
        by: The officer recording the extension.
        on: The London day on which the requester was told.
        today: The London day of recording.

    Returns:
        The review as saved, with the later due date.

    Raises:
        ActionNotPossible: The request is not a review, the regime has no such
            extension, or no time runs.
        ExtensionNotPossible: `until` is too late or not after the current due date.
        DayNotPossible: `on` is in the future, or before the last step.
        DateNotWorkedOut: Bank holidays are not known far enough ahead.

    Source: s.45 Code of Practice, part 5: twenty working days, in exceptional cases
    forty, and the requester told why.
    """
    with step(
        foi_request, kind=ClockHistory.TIME_EXTENDED, by=by, on=on, note=reason
    ) as locked:
        check_action(locked, "extend-review")
        check_day(locked, on, today=today)
        calendar = calendar_for(Regime.FOIA)
        latest = date_for(Task.IR_RESPONSE_DUE_EXCEPTIONAL, locked.clock, calendar)
        if latest is not None and until > latest:
            raise ExtensionNotPossible(
                "Even an exceptional review must be completed within forty working "
                f"days of {format_date(locked.received_on)}: by {format_date(latest)} "
                "at the latest."
            )
        if until <= on or (locked.due_on is not None and until <= locked.due_on):
            raise ExtensionNotPossible(
                "The new date must be after the notice and after "
                f"{format_date(locked.due_on or on)}, when the outcome is due "
                "already."
            )
        ClockEvent.objects.create(
            foi_request=locked,
            name=EventName.IR_EXCEPTIONAL,
            on=on,
            until=until,
            value="yes",
        )
        recalculate_due_date(locked)
    return locked


def _open_review(foi_request: FOIRequest) -> FOIRequest | None:
    return foi_request.reviews.filter(closed_on__isnull=True).first()


def _check_may_be_reviewed(foi_request: FOIRequest, *, on: date, today: date) -> None:
    regulator = regulator_on(Regime(foi_request.regime), today).name
    if review := _open_review(foi_request):
        raise ReviewNotPossible(
            f"A review of this request is open already: {review}. Add what the "
            f"requester wrote now to it, as a note."
        )
    _check_day_of_asking(foi_request, on, today)
    days = decision_days(foi_request)
    if not days or on < days[0]:
        _check_silence(foi_request, days, on, today)
    decided = (
        foi_request.reviews.filter(answered_on__isnull=False).order_by("-pk").first()
    )
    decided_on = decided.answered_on if decided else None
    if decided_on and (not days or decided_on >= days[-1]):
        raise ReviewNotPossible(
            f"The answer was reviewed: {decided} was decided on "
            f"{format_date(decided_on)}. What follows is for the {regulator}."
        )


def _check_day_of_asking(foi_request: FOIRequest, on: date, today: date) -> None:
    """Check the day of asking. Unlike `check_day`, ignore later steps."""
    if on > today:
        raise DayNotPossible(
            f"{format_date(on)} is in the future. Enter the day the review was asked "
            f"for: today, {format_date(today)}, or earlier."
        )
    if on < foi_request.received_on:
        raise DayNotPossible(
            f"The request was received on {format_date(foi_request.received_on)}, so "
            f"no review of it can have been asked for on {format_date(on)}."
        )


def _check_silence(
    foi_request: FOIRequest, days: list[date], on: date, today: date
) -> None:
    """Refuse a review before a decision, unless the regime reviews silence."""
    is_overdue = foi_request.due_on is not None and on > foi_request.due_on
    law = Regime(foi_request.regime)
    if is_overdue and law in _AFTER_SILENCE:
        return
    if days:
        raise ReviewNotPossible(
            f"The answer was given on {format_date(days[0])}, so no review of it can "
            f"have been asked for on {format_date(on)}."
        )
    if is_overdue:
        raise ReviewNotPossible(
            "There is no decision to review. The answer is overdue: issue it. Until "
            f"then the requester can complain to the {regulator_on(law, today).name} "
            "at once."
        )
    raise ReviewNotPossible(
        f"This request is “{State(foi_request.state).label}”. There is no decision "
        "to review yet."
    )


def _accepted_late(foi_request: FOIRequest, reason: str, *, on: date) -> str:
    """Return the reason for a late review, for the history; "" if it is in time.

    Raises:
        ReviewNotPossible: The request for review is late and no reason is given.
    """
    last_day = last_day_to_ask(foi_request, decision_days(foi_request))
    if last_day is None or on <= last_day:
        return ""
    if not reason:
        raise ReviewNotPossible(
            f"The time to ask for a review ended on {format_date(last_day)}. You may "
            "still accept the request for review: give the reason. Otherwise tell "
            "the requester, and add a note."
        )
    return (
        f"Accepted although the time to ask had ended on {format_date(last_day)}: "
        f"{reason}"
    )


def _reference_for(foi_request: FOIRequest) -> str:
    number = foi_request.reviews.count()
    while True:
        number += 1
        reference = f"{foi_request.reference}/R{number}"
        if not FOIRequest.objects.filter(reference=reference).exists():
            return reference


def _copies(
    foi_request: FOIRequest, review: FOIRequest, questions: Collection[Question]
) -> Iterator[Question]:
    """Yield the questions to review, labelled with the numbers used to cite them.

    The text of each parent question is included: the parent may not be under review.
    """
    nodes = list(foi_request.questions.all())
    by_key = {node.pk: node for node in nodes}
    paths = paths_of(nodes)
    wanted = {question.pk for question in questions}
    asking = [node for node in nodes if node.kind == Question.Kind.QUESTION]
    has_numbers = any(node.label for node in asking)
    chosen = [node for node in asking if node.pk in wanted]
    for order, node in enumerate(chosen):
        path = paths[node.pk]
        label = str(path) if path.is_numbered else ""
        if not has_numbers and len(asking) > 1:
            label = str(asking.index(node) + 1)
        yield Question(
            foi_request=review,
            order=order,
            label=label if len(label) <= _LONGEST_LABEL else node.label,
            text="\n\n".join(_words(node, by_key)),
            asked_before=node,
        )


def _words(node: Question, by_key: dict[int, Question]) -> Iterator[str]:
    if node.parent_id is not None:
        parent = by_key[node.parent_id]
        if parent.kind == Question.Kind.QUESTION:
            yield from _words(parent, by_key)
    if node.text.strip():
        yield node.text
