"""Words that somebody is typing, as the letter would have them; nothing is saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from requests_app.models import FOIRequest, Question
from responses import richtext
from responses.models import Answer, ResponseDraft
from responses.models.answers import AnsweredQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """What stands in a form: any of it may be missing.

    Attributes:
        question_id: The question whose answer is being written.
        answer: Fields of the answer: "text" as HTML, "outcome".
        letter_text: Fields of the words around the answers, as HTML.
    """

    question_id: int | None = None
    answer: dict[str, str] = field(default_factory=dict)
    letter_text: dict[str, str] = field(default_factory=dict)

    def in_answers(
        self,
        answers: list[Answer],
        questions: Iterable[Question],
        foi_request: FOIRequest,
    ) -> list[Answer]:
        """Return the answers as they would be if this were saved."""
        asked = {question.pk for question in questions}
        if not self.answer or self.question_id not in asked:
            return answers
        answer = next(
            (
                one
                for one in answers
                if self.question_id
                in {link.question_id for link in one.answered_questions.all()}
            ),
            None,
        )
        if answer is None:
            answer = self._new(foi_request)
            answers = [*answers, answer]
        answer.text = richtext.clean(self.answer.get("text", answer.text))
        outcome = self.answer.get("outcome", answer.outcome)
        answer.outcome = outcome if outcome in Answer.Outcome.values else ""
        return answers

    def in_draft(self, draft: ResponseDraft | None) -> ResponseDraft | None:
        """Return the words around the answers as they would be."""
        if not self.letter_text:
            return draft
        draft = draft or ResponseDraft()
        for name in ("opening", "ending"):
            if name in self.letter_text:
                setattr(draft, name, richtext.clean(self.letter_text[name]))
        return draft

    def _new(self, foi_request: FOIRequest) -> Answer:
        answer = Answer(pk=0, foi_request=foi_request)
        link = AnsweredQuestion(answer=answer, question_id=self.question_id or 0)
        # Asked for as though they had been read: nothing of this is in the database.
        prefetched = {"answered_questions": [link], "citations": []}
        setattr(answer, "_prefetched_objects_cache", prefetched)  # noqa: B010
        return answer
