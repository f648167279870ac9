"""Name the parts of a draft in sentences about its comments."""

from collections.abc import Collection, Mapping

from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import Path, paths_of
from responses.models import Comment

_PARTS: Mapping[str, str] = {
    Comment.Part.STATEMENT: "the statement on other information",
    Comment.Part.LETTER_TEXT: "the opening and ending of the letter",
    Comment.Part.WHOLE: "the request as a whole",
}


class Places:
    """The places of a request's comments, as its questions now stand."""

    def __init__(self, questions: Collection[Question]) -> None:
        """Prepare the names.

        Args:
            questions: Every node of the request, in order.
        """
        self.paths: Mapping[int, Path] = paths_of(questions)
        self.asked = {
            each.pk: each for each in questions if each.kind == Question.Kind.QUESTION
        }

    def is_gone(self, comment: Comment) -> bool:
        """Whether the question commented on is no longer asked."""
        return (
            comment.question_key is not None and comment.question_key not in self.asked
        )

    def name_of(self, comment: Comment) -> str:
        """Return the place of a comment for a sentence: "question 2(b)"."""
        if comment.question_key is None:
            return _PARTS[comment.part]
        if self.is_gone(comment):
            return "a question that is no longer asked"
        cited = cite(self.paths, [comment.question_key])
        return f"{cited[:1].lower()}{cited[1:]}"


def places_of(foi_request: FOIRequest) -> Places:
    """Return the places of one request's comments."""
    return Places(list(foi_request.questions.all()))
