"""The questions that wait for the requester to clarify them."""

from requests_app.models import FOIRequest, Question
from statute.deadlines import EventName

_ASKED = EventName.CLARIFICATION_SENT
_ENDING = (EventName.CLARIFICATION_RECEIVED, EventName.CLARIFICATION_WITHDRAWN)
# A question first asked in a later letter waits for nothing asked about before.
_BEGINNING = EventName.ASKED_LATER


def awaiting_clarification(foi_request: FOIRequest) -> list[Question]:
    """Return the questions that wait for clarification, in order; one query if none."""
    events = [
        event
        for event in foi_request.clock_events.all()
        if event.name in {_ASKED, *_ENDING, _BEGINNING}
    ]
    if not events:
        return []
    questions = foi_request.questions.filter(
        kind=Question.Kind.QUESTION, answered_on__isnull=True
    )
    return [each for each in questions if _waits(each, events)]


def _waits(question: Question, events: list) -> bool:
    last = None
    for event in events:
        if not event.is_partial or question in event.questions.all():
            last = event.name
    return last == _ASKED
