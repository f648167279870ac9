"""Whether a quoted passage still stands among the words typed for the letter."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from requests_app.models import FOIRequest
from responses.models import Answer, Citation, Comment, NCNDStatement, ResponseDraft
from responses.models.citations import PART_FIELDS


class Passages:
    """The words typed for each part of a draft, read once."""

    def __init__(self, foi_request: FOIRequest) -> None:
        self._foi_request = foi_request

    def has(self, comment: Comment) -> bool:
        """Whether the passage quoted by a comment stands in its part of the draft."""
        quoted = _letters_of(comment.quoted)
        return any(quoted in _letters_of(text) for text in self._texts_of(comment))

    def has_changed(self, comment: Comment) -> bool:
        """Whether the passage stood in the draft once, and does not any more."""
        return comment.is_from_text and not self.has(comment)

    def _texts_of(self, comment: Comment) -> Iterable[str]:
        if comment.part == Comment.Part.ANSWER:
            return self._of_answers.get(comment.question_key or 0, ())
        if comment.part == Comment.Part.STATEMENT:
            return self._of_statement
        if comment.part == Comment.Part.LETTER_TEXT:
            return self._of_letter_text
        return [
            *(text for texts in self._of_answers.values() for text in texts),
            *self._of_statement,
            *self._of_letter_text,
        ]

    @cached_property
    def _of_answers(self) -> dict[int, list[str]]:
        """The texts of each question's answer, or of its point in a review."""
        answers = self._foi_request.answers.prefetch_related(
            "answered_questions", "citations"
        )
        found = {
            tie.question_id: list(_typed_in(answer))
            for answer in answers
            for tie in answer.answered_questions.all()
        }
        if self._foi_request.is_review:
            for point in self._foi_request.review_points.all():
                found[point.question_id or 0] = [point.reasons, point.remedy]
        return found

    @cached_property
    def _of_statement(self) -> list[str]:
        statements = NCNDStatement.objects.filter(foi_request=self._foi_request)
        return [
            text
            for statement in statements.prefetch_related("citations")
            for text in (
                *(statement.scope, statement.harm, statement.no_inference),
                *(statement.factors_for, statement.factors_against, statement.balance),
                *_reasons_in(statement.citations.all()),
            )
        ]

    @cached_property
    def _of_letter_text(self) -> list[str]:
        drafts = ResponseDraft.objects.filter(foi_request=self._foi_request)
        texts = drafts.values_list("opening", "ending", "what_changed")
        return [text for row in texts for text in row]


def _typed_in(answer: Answer) -> Iterator[str]:
    yield answer.text
    yield from _strings_in(answer.facts)
    yield from _reasons_in(answer.citations.all())


def _reasons_in(citations: Iterable[Citation]) -> Iterator[str]:
    for citation in citations:
        yield from (getattr(citation.reasons, name) for name in PART_FIELDS.values())
        yield from _strings_in(citation.reasons.facts)


def _strings_in(facts: Mapping[str, Any]) -> Iterator[str]:
    return (value for value in facts.values() if isinstance(value, str))


def _letters_of(text: str) -> str:
    """Return letters and figures alone: a browser marks lists and lines its own way."""
    words = unescape(strip_tags(text.replace("<", " <")))
    return "".join(filter(str.isalnum, words))
