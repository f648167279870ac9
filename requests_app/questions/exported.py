"""The rows of an export of questions."""

from collections.abc import Collection
from itertools import groupby
from typing import Final

from requests_app.exports.columns import Rows
from requests_app.models import Question
from requests_app.questions.numbering.paths import paths_of


def _questions(keys: Collection[int]) -> list[Question]:
    nodes = Question.objects.filter(foi_request__in=keys)
    related = nodes.select_related("foi_request__team").order_by(
        "-foi_request_id", "order"
    )
    found: list[Question] = []
    for _, each in groupby(
        related.defer("foi_request__received_text"),
        key=lambda one: one.foi_request_id,
    ):
        of_request = list(each)
        paths = paths_of(of_request)
        for one in of_request:
            if one.kind == Question.Kind.QUESTION:
                # As letters cite it: "a" alone may stand for several.
                path = paths[one.pk]
                one.label = str(path) if path.is_numbered else ""
                found.append(one)
    return found


QUESTIONS: Final = Rows(
    {
        "The request": {
            "Reference": lambda one: one.foi_request.reference or "",
            "Received": lambda one: one.foi_request.received_on,
            "Law": lambda one: one.foi_request.regime,
            "Team": lambda one: str(one.foi_request.team or ""),
        },
        "The question": {
            "Number": lambda one: one.label,
            "Question": lambda one: one.text,
            "Due": lambda one: one.due_on,
            "Answered": lambda one: one.answered_on,
        },
    },
    _questions,
)
