"""Refuse questions that were merged or deleted after a page was opened."""

from collections.abc import Iterable

from requests_app.models import FOIRequest, Question
from requests_app.refusals import Refusal


class QuestionGone(Refusal):
    """The question was merged, deleted or turned into another kind of text."""

    keeps_words = True


def check_still_asked(foi_request: FOIRequest, questions: Iterable[Question]) -> None:
    """Read questions again, and refuse those no longer asked.

    Call this under the request's lock, before a row that points at a question is
    written: the database would refuse the row only when the transaction commits.

    Raises:
        QuestionGone: A question is no longer asked.
    """
    keys = {question.pk for question in questions}
    asked = Question.objects.filter(
        pk__in=keys, foi_request=foi_request, kind=Question.Kind.QUESTION
    )
    if asked.count() != len(keys):
        raise QuestionGone(
            "Another user corrected the questions after you opened this page, and this "
            "question is no longer asked. Nothing was saved in its place."
        )
