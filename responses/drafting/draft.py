"""The draft of a response for its page: questions, answers and progress."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import Path, paths_of
from responses.comments.threads import OpenComments
from responses.models import (
    Answer,
    Enclosure,
    NCNDStatement,
    PartReturn,
    ResponseDraft,
    Suggestion,
)
from responses.outcome import RolledUp, roll_up
from responses.standing.progress import (
    Progress,
    missing_from_statement,
    progress_of,
)
from responses.standing.standing import QuestionStanding, Standing, standing_with


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question, heading or note of the request, with the progress of its answer.

    Attributes:
        question: The node.
        path: The reference by which letters cite it: "1(b)".
        depth: The number of questions above it, for indenting.
        is_asked: Whether it is to be answered; False for headings and notes.
        is_stem: Whether it only introduces the questions beneath it.
        answer: Its answer, if there is one.
        is_first: Whether no question before it has the same answer.
        progress: How far the answer is.
        missing: What is still to be done about it.
        standing: How the question stands; None where it needs no answer of its own.
        refers_to: The question whose answer its answer refers to: "question 2"; "" for
            none.
    """

    question: Question
    path: Path
    depth: int
    is_asked: bool
    is_stem: bool
    answer: Answer | None
    is_first: bool
    progress: Progress
    missing: Sequence[str]
    standing: QuestionStanding | None
    refers_to: str

    @property
    def counts(self) -> bool:
        """Whether the response needs an answer to this line."""
        return self.is_asked and not self.is_stem

    @property
    def title(self) -> str:
        """The title of the question's page: "Question 1(b)"."""
        title = f"Question {self.path}" if self.path.is_numbered else str(self.path)
        return title[:1].upper() + title[1:]


class Draft:
    """Everything drafted so far in reply to one request.

    The number of queries is small and does not grow with the number of questions.
    """

    def __init__(self, foi_request: FOIRequest) -> None:
        self.foi_request = foi_request
        self.questions = list(foi_request.questions.all())
        self.paths = paths_of(self.questions)
        answers = foi_request.answers.select_related("updated_by")
        self._tied: dict[int, Answer] = {}
        self._with: dict[int, list[int]] = defaultdict(list)
        for answer in answers.prefetch_related("answered_questions", "citations"):
            for tie in answer.answered_questions.all():
                self._tied[tie.question_id] = answer
                self._with[answer.pk].append(tie.question_id)

    @cached_property
    def lines(self) -> list[Line]:
        """Every node, in the order of the page."""
        return list(self._lines())

    @cached_property
    def standing(self) -> Standing:
        """How each question stands, and what cannot be right."""
        return standing_with(self.foi_request, self.questions, self._tied)

    @cached_property
    def statement(self) -> NCNDStatement | None:
        """The statement that neither confirms nor denies other information."""
        statements = NCNDStatement.objects.filter(foi_request=self.foi_request)
        return statements.prefetch_related("citations").first()

    @cached_property
    def suggested(self) -> Counter[int]:
        """The number of open suggestions, by answer."""
        found = Suggestion.objects.filter(
            state=Suggestion.State.OPEN, base__answer__foi_request=self.foi_request
        )
        return Counter(found.values_list("base__answer_id", flat=True))

    @property
    def missing_from_statement(self) -> list[str]:
        """What is still to be done about the statement."""
        return missing_from_statement(self.statement) if self.statement else []

    @cached_property
    def letter_text(self) -> ResponseDraft | None:
        """The letter's opening and ending, and the approver's decision."""
        return ResponseDraft.objects.filter(foi_request=self.foi_request).first()

    @cached_property
    def returns(self) -> list[PartReturn]:
        """The parts returned by an approver, until the draft is sent again."""
        text = self.letter_text
        if text is None or not text.return_reason:
            return []
        found = PartReturn.objects.filter(
            foi_request=self.foi_request,
            reasons=text.return_reason,
            done_at__isnull=True,
        )
        return list(found.select_related("by"))

    @cached_property
    def open_comments(self) -> OpenComments:
        """How many comments are open on each part of the draft."""
        return OpenComments(self.foi_request)

    @cached_property
    def enclosures(self) -> list[Enclosure]:
        """The files to be sent with the letter."""
        return list(
            Enclosure.objects.filter(
                foi_request=self.foi_request, letter__isnull=True
            ).select_related("added_by", "accepted_by")
        )

    @property
    def asked(self) -> list[Line]:
        """The questions to be answered."""
        return [line for line in self.lines if line.counts]

    @property
    def unsettled(self) -> list[Line]:
        """The questions that the next letter still needs an answer to.

        Those that wait for another person come last.
        """
        waits = {
            one.question.pk: one.stands.is_waiting for one in self.standing.unsettled
        }
        lines = [line for line in self.asked if line.question.pk in waits]
        return sorted(lines, key=lambda line: waits[line.question.pk])

    @property
    def rolled_up(self) -> RolledUp:
        """The outcome of the request as a whole, as far as the answers decide it."""
        outcomes = [line.answer.outcome if line.answer else "" for line in self.asked]
        return roll_up(outcomes, has_statement=self.statement is not None)

    def line_of(self, question: Question) -> Line:
        """Return the line of one question."""
        return next(line for line in self.lines if line.question.pk == question.pk)

    def lines_with(self, line: Line) -> list[Line]:
        """Return the lines sharing an answer with this line, which is included."""
        if line.answer is None:
            return [line]
        together = self._with[line.answer.pk]
        return [one for one in self.lines if one.question.pk in together]

    def around(self, line: Line) -> tuple[Line | None, Line | None]:
        """Return the lines before and after, skipping lines with the same answer."""
        asked = [one for one in self.lines if one.is_asked]
        own = {one.question.pk for one in self.lines_with(line)}
        places = [n for n, one in enumerate(asked) if one.question.pk in own]
        before = [one for one in asked[: places[0]] if one.counts]
        after = [
            one
            for one in asked[places[0] :]
            if one.counts and one.question.pk not in own
        ]
        return before[-1] if before else None, after[0] if after else None

    def above(self, line: Line) -> list[Line]:
        """Return the lines above a question in the tree, from the top down."""
        by_key = {one.question.pk: one for one in self.lines}
        found: list[Line] = []
        parent = line.question.parent_id
        while parent is not None:
            found.insert(0, by_key[parent])
            parent = by_key[parent].question.parent_id
        return found

    def cite(self, questions: Sequence[int]) -> str:
        """Return the reference of some questions: "Questions 1(b) to 1(f)"."""
        return cite(self.paths, questions)

    def called(self, question_id: int) -> str:
        """Return the reference of a question within a sentence: "question 2"."""
        if question_id not in self.paths:
            return "a question that is no longer asked"
        words = self.cite([question_id])
        return f"{words[:1].lower()}{words[1:]}"

    def _lines(self) -> Iterator[Line]:
        parents = {
            question.parent_id
            for question in self.questions
            if question.kind == Question.Kind.QUESTION
        }
        standing = {one.question.pk: one for one in self.standing.questions}
        for question in self.questions:
            answer = self._tied.get(question.pk)
            is_asked = question.kind == Question.Kind.QUESTION
            stands = standing.get(question.pk)
            missing = stands.missing if stands else ()
            yield Line(
                question=question,
                path=self.paths[question.pk],
                depth=self.paths[question.pk].depth,
                is_asked=is_asked,
                is_stem=is_asked
                and answer is None
                and question.pk in parents
                and question.only_leads_in,
                answer=answer,
                is_first=answer is None or self._with[answer.pk][0] == question.pk,
                progress=progress_of(answer, missing=missing),
                missing=missing,
                standing=stands,
                refers_to=(
                    self.called(answer.as_question)
                    if answer and answer.as_question
                    else ""
                ),
            )
