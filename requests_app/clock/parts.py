"""The questions of a request that an event of the clock concerns."""

from collections.abc import Collection

from requests_app.calendars.question_dates import owed_among
from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import paths_of
from requests_app.refusals import Refusal


class PartNotPossible(Refusal):
    """These questions cannot be chosen for the event."""


def chosen_part(
    foi_request: FOIRequest, questions: Collection[Question]
) -> list[Question]:
    """Return the questions that an event is to name; none for the whole request.

    A part that is all that is owed counts as the whole request: what was answered
    before keeps its date.

    Raises:
        PartNotPossible: A question is not of this request, is answered already, or only
            introduces others.
    """
    chosen = {question.pk for question in questions}
    owed = owed_among(foi_request.questions.all())
    part = [question for question in owed if question.pk in chosen]
    if len(part) != len(chosen):
        raise PartNotPossible(
            "Choose questions of this request that are not answered yet."
        )
    return [] if len(part) == len(owed) else part


def about(foi_request: FOIRequest, part: Collection[Question]) -> str:
    """Return "Question 2: ", to begin a note; "" for the whole request."""
    if not part:
        return ""
    paths = paths_of(list(foi_request.questions.all()))
    return f"{cite(paths, [question.pk for question in part])}: "
