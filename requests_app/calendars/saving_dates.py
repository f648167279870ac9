"""Calculate the dates of a request from its stored facts, and save them."""

from collections.abc import Iterable

from accounts.models import Authority
from requests_app.calendars.extended import extended_by
from requests_app.calendars.locking import hold_calendars
from requests_app.calendars.question_dates import Part, due_on_of, stored_parts
from requests_app.calendars.working_days import calendar_for
from requests_app.models import FOIRequest, Question
from statute.regimes import Regime


def set_due_dates(foi_request: FOIRequest) -> None:
    """Calculate the dates of a request, save those of its questions, set its own.

    The extension of the time is saved too. The caller saves the request. Call this in
    the transaction that changes the facts.

    Raises:
        CalendarExhausted: Bank holidays are not known far enough ahead.
        ClockError: The events contradict each other.
    """
    hold_calendars()
    # Read the authority again: its interpretations may have changed since it was
    # loaded.
    foi_request.authority = Authority.objects.get(pk=foi_request.authority_id)
    parts = stored_parts(foi_request)
    for part in parts:
        if part.questions:
            Question.objects.filter(pk__in=part.questions).exclude(
                due_on=part.due_on
            ).update(due_on=part.due_on)
    foi_request.due_on = due_on_of(parts)
    _keep_extension(foi_request, parts)


def keep_extension(foi_request: FOIRequest) -> None:
    """Save the extension of the time of a request, from its stored facts.

    Raises:
        CalendarExhausted: Bank holidays are not known far enough ahead.
        ClockError: The events contradict each other.
    """
    _keep_extension(foi_request, stored_parts(foi_request))


def _keep_extension(foi_request: FOIRequest, parts: Iterable[Part]) -> None:
    extended = extended_by(parts, calendar_for(Regime(foi_request.regime)))
    stored = {name: getattr(foi_request, name) for name in extended._fields}
    if stored != extended._asdict():
        FOIRequest.objects.filter(pk=foi_request.pk).update(**extended._asdict())
        for name, value in extended._asdict().items():
            setattr(foi_request, name, value)
