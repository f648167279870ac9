"""Compose a letter with text an officer is still typing. Nothing is saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from documents.richtext.cleaning import clean
from requests_app.models import FOIRequest, Question
from responses.models import Answer, Citation, NCNDStatement, ResponseDraft
from responses.models.answers import OUTCOME_LABELS, AnsweredQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """The unsaved values of a form, any of which may be missing.

    Attributes:
        question_id: The question being answered.
        answer: Fields of the answer: "text" as HTML, "outcome".
        answer_facts: The facts of the answer, such as its searches, as stored.
        letter_text: Fields of the words around the answers, as HTML, and what changed.
        provision_key: The provision being cited for the answer.
        citation: Fields of the citation.
        statement: Fields of the statement on other information.
        reasons: The reason for each provision of the statement, by its key.
        stated: The facts of each provision of the statement, by its key.
    """

    question_id: int | None = None
    answer: dict[str, str] = field(default_factory=dict)
    answer_facts: dict[str, Any] = field(default_factory=dict)
    letter_text: dict[str, str] = field(default_factory=dict)
    provision_key: str = ""
    citation: dict[str, Any] = field(default_factory=dict)
    statement: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    stated: dict[str, dict[str, Any]] = field(default_factory=dict)

    def in_answers(
        self,
        answers: list[Answer],
        questions: Iterable[Question],
        foi_request: FOIRequest,
    ) -> list[Answer]:
        """Return the answers as if these values were saved."""
        asked = {question.pk for question in questions}
        is_written = self.answer or self.provision_key
        if not is_written or self.question_id not in asked:
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
        if self.provision_key:
            self._cite(answer)
            return answers
        answer.text = clean(self.answer.get("text", answer.text))
        outcome = self.answer.get("outcome", answer.outcome)
        answer.outcome = outcome if outcome in OUTCOME_LABELS else ""
        answer.facts = self.answer_facts
        return answers

    def in_draft(self, draft: ResponseDraft | None) -> ResponseDraft | None:
        """Return the words around the answers as if these values were saved."""
        if not self.letter_text:
            return draft
        draft = draft or ResponseDraft()
        for name in ("opening", "ending"):
            if name in self.letter_text:
                setattr(draft, name, clean(self.letter_text[name]))
        draft.what_changed = self.letter_text.get("what_changed", draft.what_changed)
        return draft

    def in_statement(self, statement: NCNDStatement | None) -> NCNDStatement | None:
        """Return the statement on other information as if these values were saved."""
        if not self.statement.get("scope"):
            return statement
        statement = statement or NCNDStatement(pk=0)
        for name, words in self.statement.items():
            setattr(statement, name, words)
        _read(
            statement,
            citations=[
                Citation(
                    pk=0,
                    provision_key=key,
                    why_applies=why,
                    facts=self.stated.get(key, {}),
                )
                for key, why in self.reasons.items()
            ],
        )
        return statement

    def _cite(self, answer: Answer) -> None:
        citations = list(answer.citations.all())
        key = self.provision_key
        cited = next((one for one in citations if one.provision_key == key), None)
        if cited is None:
            cited = Citation(pk=0, provision_key=key)
            _read(answer, citations=[*citations, cited])
        for name, said in self.citation.items():
            setattr(cited, name, said)

    def _new(self, foi_request: FOIRequest) -> Answer:
        answer = Answer(pk=0, foi_request=foi_request)
        link = AnsweredQuestion(answer=answer, question_id=self.question_id or 0)
        _read(answer, answered_questions=[link], citations=[])
        return answer


def _read(row: Answer | NCNDStatement, **related: list[Any]) -> None:
    """Set related rows as if prefetched, because they are not in the database."""
    before = getattr(row, "_prefetched_objects_cache", {})
    setattr(row, "_prefetched_objects_cache", {**before, **related})  # noqa: B010
