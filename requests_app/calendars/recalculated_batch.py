"""The new due dates of a batch of requests: work them out, and save them."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import prefetch_related_objects

from accounts.models import Authority
from requests_app.calendars import working_days
from requests_app.calendars.extended import GROUNDS, Extended, extended_by
from requests_app.calendars.history import CalendarsHistory
from requests_app.calendars.question_dates import (
    Concerning,
    Part,
    concerning,
    due_on_of,
    parts_of,
)
from requests_app.models import (
    ClockEvent,
    FOIRequest,
    Question,
    RecalculatedDate,
    Recalculation,
    clock_of,
)
from statute.deadlines import ClockError, due_date
from statute.regimes import INFORMATION_REGIMES
from statute.working_days import CalendarExhausted, WorkingCalendar


class Moved(NamedTuple):
    """A request with a new due date."""

    foi_request_id: int
    before: date | None
    after: date | None
    by_working_days: int | None


class Kept(NamedTuple):
    """A request with a due date that could not be calculated."""

    foi_request_id: int
    due_on: date | None
    problem: str


@dataclass
class Batch:
    """The new dates of a batch of requests."""

    moved: list[Moved] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    # The dates of questions with dates of their own.
    parts: list[tuple[int, Part]] = field(default_factory=list)
    # Of the requests with an event that may extend the time.
    extended: list[tuple[int, Extended]] = field(default_factory=list)


def work_out_batch(keys: list[int], *, as_if: Authority | None = None) -> Batch:
    """Lock the requests that are still open, and calculate the due date of each.

    A recalculation may cover a hundred thousand requests. For speed this reads rows,
    not model objects.

    Args:
        keys: The keys of the requests.
        as_if: The authority of all these requests as it would be after a change. The
            requests are then read and not locked.
    """
    found = FOIRequest.objects.open().filter(pk__in=keys).order_by("pk")
    if as_if is None:
        # Every batch locks in the order of the keys, to avoid deadlocks.
        found = found.select_for_update(no_key=True)
    rows = list(
        found.values_list(
            "pk",
            "due_on",
            "authority_id",
            "regime",
            "received_on",
            "received_at",
            "review_of",
        )
    )
    authorities = Authority.objects.prefetch_related("closures").in_bulk(
        {authority_id for _, _, authority_id, *_ in rows}
    )
    if as_if is not None:
        authorities[as_if.pk] = as_if
    with working_days.read_once():
        calendars = {
            regime.value: working_days.calendar_for(regime)
            for regime in INFORMATION_REGIMES
        }
    events = _events_of(keys)
    questions = _questions_of(keys, events)
    batch = Batch()
    for key, before, authority_id, regime, received_on, received_at, review_of in rows:
        clock = clock_of(
            authority=authorities[authority_id],
            regime=regime,
            received_on=received_on,
            received_at=received_at,
            events=(),
            is_review=review_of is not None,
        )
        calendar = calendars[regime]
        happened = events.get(key, [])
        try:
            if key in questions:
                parts = parts_of(clock, happened, questions[key], calendar)
                after = due_on_of(parts)
                differing = [(key, part) for part in parts]
            else:
                concerning_all = (each.event for each in happened)
                clock = replace(clock, events=(*clock.events, *concerning_all))
                after = due_date(clock, calendar)
                parts, differing = [Part((), clock, after, is_owed=True)], []
            if any(each.event.name in GROUNDS for each in happened):
                batch.extended.append((key, extended_by(parts, calendar)))
            batch.parts += differing
        except (CalendarExhausted, ClockError) as problem:
            batch.kept.append(Kept(key, before, str(problem)))
        else:
            if after != before:
                far = _distance(before, after, calendar)
                batch.moved.append(Moved(key, before, after, far))
    return batch


def _events_of(keys: list[int]) -> dict[int, list[Concerning]]:
    stored = list(ClockEvent.objects.filter(foi_request__in=keys))
    partial = [event for event in stored if event.is_partial]
    prefetch_related_objects(partial, "questions")
    events: dict[int, list[Concerning]] = {}
    for event, each in zip(stored, concerning(stored), strict=True):
        events.setdefault(event.foi_request_id, []).append(each)
    return events


def _questions_of(
    keys: list[int], events: dict[int, list[Concerning]]
) -> dict[int, list[Question]]:
    """Return the questions of the requests in which they may differ in their dates."""
    answered = Question.objects.filter(
        foi_request__in=keys, answered_on__isnull=False
    ).values_list("foi_request_id", flat=True)
    differing = {
        key
        for key, happened in events.items()
        if any(each.questions is not None for each in happened)
    }.union(answered)
    questions: dict[int, list[Question]] = {}
    for question in Question.objects.filter(foi_request__in=differing):
        questions.setdefault(question.foi_request_id, []).append(question)
    return questions


def _distance(
    before: date | None, after: date | None, calendar: WorkingCalendar
) -> int | None:
    """Return the working days between two dates; None if they cannot be counted."""
    if before is None or after is None:
        return None
    try:
        return calendar.working_days_between(before, after)
    except CalendarExhausted:
        return None


def save_batch(batch: Batch, recalculation: Recalculation, on: date) -> None:
    """Save the moved dates, and record each in the history of its request."""
    if batch.parts:
        _save_parts(batch, recalculation, on)
    if batch.extended:
        _save_extended(batch.extended)
    if batch.moved:
        moved = [list(column) for column in zip(*batch.moved, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE requests_app_foirequest AS stored SET due_on = moved.due_on"
                " FROM unnest(%s::bigint[], %s::date[]) AS moved (id, due_on)"
                " WHERE stored.id = moved.id",
                [moved[0], moved[2]],
            )
            differing = {key for key, _ in batch.parts}
            alike = [
                each for each in batch.moved if each.foi_request_id not in differing
            ]
            cursor.execute(
                "UPDATE requests_app_question AS stored SET due_on = moved.due_on"
                " FROM unnest(%s::bigint[], %s::date[]) AS moved (id, due_on)"
                " WHERE stored.foi_request_id = moved.id AND stored.kind = 'question'",
                [
                    [each.foi_request_id for each in alike],
                    [each.after for each in alike],
                ],
            )
            cursor.execute(
                "INSERT INTO requests_app_historyentry"
                ' (foi_request_id, kind, by_id, "on", note, changes)'
                " SELECT moved.id, %s, %s, %s, %s,"
                " jsonb_build_object('due_on', jsonb_build_array(before, after))"
                " FROM unnest(%s::bigint[], %s::date[], %s::date[])"
                " AS moved (id, before, after)",
                [
                    CalendarsHistory.DUE_DATE_CHANGED.value,
                    recalculation.by_id,
                    on,
                    f"{recalculation.what}. {recalculation.reason}",
                    *moved[:3],
                ],
            )
            cursor.execute(
                "INSERT INTO requests_app_recalculateddate (recalculation_id,"
                " foi_request_id, before, after, by_working_days, problem)"
                " SELECT %s, moved.*, '' FROM unnest("
                "%s::bigint[], %s::date[], %s::date[], %s::smallint[]) AS moved",
                [recalculation.pk, *moved],
            )
    RecalculatedDate.objects.bulk_create(
        RecalculatedDate(
            recalculation=recalculation,
            foi_request_id=kept.foi_request_id,
            before=kept.due_on,
            after=kept.due_on,
            problem=kept.problem,
        )
        for kept in batch.kept
    )


def _save_extended(extended: list[tuple[int, Extended]]) -> None:
    """Save the extensions that differ from those kept, in one statement."""
    columns = zip(*((key, *each) for key, each in extended), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE requests_app_foirequest AS stored SET extension = found.extension,"
            " extended_on = found.extended_on,"
            " original_due_on = found.original_due_on"
            " FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::date[])"
            " AS found (id, extension, extended_on, original_due_on)"
            " WHERE stored.id = found.id"
            " AND (stored.extension, stored.extended_on, stored.original_due_on)"
            " IS DISTINCT FROM"
            " (found.extension, found.extended_on, found.original_due_on)",
            [list(column) for column in columns],
        )


def _save_parts(batch: Batch, recalculation: Recalculation, on: date) -> None:
    """Save the dates of questions that differ within their request.

    History records a date that moved where the date of the request did not.
    """
    dates = [
        (question, part.due_on)
        for _, part in batch.parts
        for question in part.questions
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH changed AS (UPDATE requests_app_question AS stored"
            " SET due_on = moved.due_on"
            " FROM unnest(%s::bigint[], %s::date[]) AS moved (id, due_on)"
            " WHERE stored.id = moved.id"
            " AND stored.due_on IS DISTINCT FROM moved.due_on"
            " RETURNING stored.foi_request_id)"
            " INSERT INTO requests_app_historyentry"
            ' (foi_request_id, kind, by_id, "on", note, changes)'
            " SELECT DISTINCT foi_request_id, %s, %s::bigint, %s::date, %s, '{}'::jsonb"
            " FROM changed WHERE foi_request_id <> ALL (%s::bigint[])",
            [
                [question for question, _ in dates],
                [due_on for _, due_on in dates],
                CalendarsHistory.DUE_DATE_CHANGED.value,
                recalculation.by_id,
                on,
                "The date of some questions changed. "
                f"{recalculation.what}. {recalculation.reason}",
                [each.foi_request_id for each in batch.moved],
            ],
        )
