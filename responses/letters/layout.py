"""Lay out answers under their questions, in the order of the request."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from requests_app.models import Question
from requests_app.questions.numbering.lists import Words, cite, numbers
from requests_app.questions.numbering.paths import Path
from responses.letters import prose
from responses.letters.answered import (
    Answered,
    Asked,
    Item,
    Reference,
    Restated,
    SeeAbove,
    Stem,
)
from responses.letters.facts import answer_said, held_of
from responses.letters.grounds import Citing
from responses.letters.places import by_order
from responses.letters.tables import LongTables
from responses.letters.wording.letter_wording import LetterWording
from responses.models import Answer
from statute.notices import Outcome


class Layout:
    """Lay out answers under their questions, in the order of the request."""

    def __init__(
        self,
        questions: Sequence[Question],
        answers: Sequence[Answer],
        paths: Mapping[int, Path],
        wording: LetterWording,
        *,
        has_headings: bool = True,
        reference: str = "",
    ) -> None:
        """Prepare a letter's body.

        Args:
            questions: All questions of the request, in order.
            answers: The answers to these questions.
            paths: The citation paths of the questions.
            wording: The sentences of the letter.
            has_headings: Whether headings say "Question 2(b)", or only "2(b)".
            reference: The request's reference, for the names of files made from the
                letter.
        """
        self.citing = Citing()
        self._wording = wording
        self.tables = LongTables(reference, wording)
        self._has_headings = has_headings
        self._questions = questions
        self._paths = paths
        self._by_key = {question.pk: question for question in questions}
        self._answers = {
            link.question_id: answer
            for answer in answers
            for link in answer.answered_questions.all()
        }
        self._together: dict[int, list[Question]] = defaultdict(list)
        self._places = {question.pk: at for at, question in enumerate(questions)}
        for question in questions:
            if answer := self.answer_of(question):
                self._together[answer.pk].append(question)
        self._placed: dict[int, Answered] = {}
        self._parents = {question.parent_id for question in questions}

    def items(self) -> Iterator[Item]:
        """Yield the parts of the letter from the first question to the last."""
        for item in list(self._in_order()):
            yield self._referring(item) if isinstance(item, Answered) else item

    def _referring(self, item: Answered) -> Answered:
        """Return an answer with its reference to another, once all are laid out."""
        answer = self._answers.get(item.asked[0].question_id)
        other = self._answers.get(answer.as_question or 0) if answer else None
        block = self._placed.get(other.pk) if other else None
        if block is None or block.anchor == item.anchor:
            return item
        return replace(
            item,
            outcome=block.outcome,
            held=block.held,
            grounds=(),
            refers_to=Reference(answer=block, questions=self._called_within(block)),
        )

    def _in_order(self) -> Iterator[Item]:
        waiting: list[Question] = []
        for question in self._questions:
            while waiting and not self._is_within(question, waiting[-1]):
                yield self._after(waiting.pop())
            yield from self._item(question)
            if question.after:
                waiting.append(question)
        while waiting:
            yield self._after(waiting.pop())

    def request(self) -> Iterator[Restated]:
        """Yield the whole request as asked."""
        waiting: list[Question] = []
        for question in self._questions:
            while waiting and not self._is_within(question, waiting[-1]):
                yield self._restated_after(waiting.pop())
            yield self._restated(question)
            if question.after:
                waiting.append(question)
        while waiting:
            yield self._restated_after(waiting.pop())

    def answer_of(self, question: Question) -> Answer | None:
        """Return the answer to a question, or None."""
        return self._answers.get(question.pk)

    def is_stem(self, question: Question) -> bool:
        """Whether the question only introduces others, and needs no answer."""
        is_parent = question.pk in self._parents
        return is_parent and question.only_leads_in and self.answer_of(question) is None

    def _item(self, question: Question) -> Iterator[Item]:
        answer = self.answer_of(question)
        if question.kind != Question.Kind.QUESTION:
            yield self._stem(question, str(question.kind))
        elif self.is_stem(question):
            yield self._stem(question, "stem")
        elif answer is None:
            yield self._answered([question], None)
        elif answer.pk not in self._placed:
            together = self._together[answer.pk]
            self._placed[answer.pk] = self._answered(together, answer)
            yield self._placed[answer.pk]
        elif not self._follows_its_answer(question, answer):
            block = self._placed[answer.pk]
            yield SeeAbove(
                heading=self._heading([question]),
                is_nested=self._is_nested(question),
                anchor=block.anchor,
                under=self._called_within(block),
            )

    def _follows_its_answer(self, question: Question, answer: Answer) -> bool:
        """Whether every node since the answer's first question shares the answer."""
        together = self._together[answer.pk]
        last = self._places[question.pk]
        return last - self._places[together[0].pk] == together.index(question)

    def _answered(self, together: list[Question], answer: Answer | None) -> Answered:
        called = self._called(together)
        text, words = self.tables.set(answer.text if answer else "", called)
        return Answered(
            anchor=f"answer-{together[0].order}",
            heading=self._heading(together),
            called=called,
            is_nested=self._is_nested(together[0]),
            asked=tuple(
                Asked(
                    question_id=question.pk,
                    path=self._paths[question.pk],
                    is_numbered=self._paths[question.pk].is_numbered,
                    words=prose.paragraphs(question.text),
                    due_on=question.due_on,
                )
                for question in together
            ),
            outcome=answer.outcome if answer else "",
            text=text,
            words=words,
            grounds=(
                self.citing.grounds(
                    answer.citations.all(),
                    called_within(together, self._paths, self._wording),
                )
                if answer
                else ()
            ),
            says=answer_said(answer.facts) if answer else (),
            held=_held(answer) if answer else "",
        )

    def _called_within(self, block: Answered) -> str:
        asked = [self._by_key[one.question_id] for one in block.asked]
        return called_within(asked, self._paths, self._wording)

    def _called(self, questions: Sequence[Question]) -> str:
        return called(questions, self._paths, self._wording)

    def _heading(self, questions: Sequence[Question]) -> str:
        """Return the heading of an answer: "Question 2(b)", or "2(b)"."""
        keys = [question.pk for question in questions]
        if self._has_headings or not all(self._paths[key].is_numbered for key in keys):
            return self._called(questions)
        return numbers(self._paths, keys, Joining(self._wording))

    def _stem(self, question: Question, kind: str) -> Stem:
        heading = {
            "stem": self._heading([question]),
            "heading": " ".join(filter(None, [question.label, question.text])),
        }.get(kind, "")
        return Stem(
            kind=kind,
            heading=" ".join(heading.split()),
            is_nested=self._is_nested(question),
            words=prose.paragraphs(question.text) if kind != "heading" else (),
        )

    def _restated(self, question: Question) -> Restated:
        path = self._paths[question.pk]
        is_heading = question.kind == Question.Kind.HEADING
        is_question = question.kind == Question.Kind.QUESTION
        words = prose.paragraphs(question.text)
        if is_heading:
            words = (" ".join(f"{question.label} {question.text}".split()),)
        return Restated(
            path=path if is_question and path.is_numbered else "",
            words=words,
            is_nested=self._is_nested(question),
            is_heading=is_heading,
        )

    def _restated_after(self, question: Question) -> Restated:
        return Restated(
            path="",
            words=prose.paragraphs(question.after),
            is_nested=self._is_nested(question),
            is_heading=False,
        )

    def _after(self, question: Question) -> Stem:
        return Stem(
            kind="note",
            heading="",
            is_nested=self._is_nested(question),
            words=prose.paragraphs(question.after),
        )

    def _is_nested(self, question: Question) -> bool:
        parent = self._by_key.get(question.parent_id or 0)
        return parent is not None and parent.kind == Question.Kind.QUESTION

    def _is_within(self, question: Question, other: Question) -> bool:
        node: Question | None = question
        while node is not None:
            if node.pk == other.pk:
                return True
            node = self._by_key.get(node.parent_id or 0)
        return False


def _held(answer: Answer) -> str:
    if answer.outcome != Outcome.COST:
        return ""
    cited = answer.citations.all()
    return held_of({one.provision_key: one.reasons.facts for one in cited})


def called(
    questions: Sequence[Question], paths: Mapping[int, Path], wording: LetterWording
) -> str:
    """Return the citation of some questions: "Questions 1(b) to 1(f)"."""
    if sum(path.is_question for path in paths.values()) == 1:
        return wording.text("words.your_question")
    keys = [question.pk for question in questions]
    cited = cite(paths, keys, Joining(wording))
    return by_order(cited, wording) if wording.is_welsh else cited


def called_within(
    questions: Sequence[Question], paths: Mapping[int, Path], wording: LetterWording
) -> str:
    """Return a citation within a sentence: "questions 1 and 2", "the first question".

    What is cited by its place alone needs its article.
    """
    within = in_sentence(called(questions, paths, wording))
    has_number = any(paths[question.pk].is_numbered for question in questions)
    is_only = within == in_sentence(wording.text("words.your_question"))
    if has_number or is_only or wording.is_welsh or not questions:
        return within
    return f"the {within.removeprefix('the ')}"


class Joining(Words):
    """Join the numbers of questions in the words of a letter."""

    def __init__(self, wording: LetterWording) -> None:
        self._wording = wording

    def one(self, number: str) -> str:
        """Return "Question 2"."""
        return self._wording.text("words.question", number=number)

    def several(self, numbers: str) -> str:
        """Return "Questions 1 and 2"."""
        return self._wording.text("words.questions", numbers=numbers)

    def to(self, first: str, last: str) -> str:
        """Return "1(b) to 1(f)"."""
        return self._wording.text("words.to", first=first, last=last)

    def listed(self, words: Sequence[str]) -> str:
        """Return "1, 2 and 4" for three words."""
        return self._wording.listed(words)


def in_sentence(heading: str) -> str:
    """Return a heading for use within a sentence: "questions 1(b) to 1(f)"."""
    return heading[:1].lower() + heading[1:]
