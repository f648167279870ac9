"""How a request and each of its questions stand, for every page alike.

The draft, the page of the request, home, the gate and the next step all ask here. What
was answered and what is owed by when stands in the rows of the questions, from which
`requests_app.left` tells lists the same.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import Path, paths_of
from responses.models import Answer
from responses.standing.facts import Facts, Saying, Waiting, answers_of, facts_of
from responses.standing.progress import (
    Progress,
    missing_from_answer,
    missing_from_reference,
    progress_of,
    promised_by,
)
from responses.standing.said import sha256_of_answer
from statute.notices import Outcome
from statute.working_days import format_date


class Stands(StrEnum):
    """How a question stands."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    DEPARTMENT = "department"
    REQUESTER = "requester"
    READY = "ready"
    TO_FOLLOW = "to_follow"
    GIVEN = "given"

    @property
    def label(self) -> str:
        """The words shown on a page."""
        return _LABELS[self]

    @property
    def is_waiting(self) -> bool:
        """Whether another person must act before the officer can answer."""
        return self in {Stands.REQUESTER, Stands.DEPARTMENT}


_LABELS = {
    Stands.NOT_BEGUN: "No answer yet",
    Stands.BEGUN: "In progress",
    Stands.DEPARTMENT: "Waits for a department",
    Stands.REQUESTER: "Waits for the requester",
    Stands.READY: "Ready",
    Stands.TO_FOLLOW: "To follow",
    Stands.GIVEN: "Answered",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionStanding:
    """How one question stands.

    Attributes:
        question: The question.
        path: The reference by which letters cite it.
        stands: How it stands.
        missing: What its answer still lacks, as tasks.
        waits: The departments it waits for, with their days.
        is_told_to_follow: Whether a letter said that its answer is to follow.
        is_unclear: Whether the requester was asked to clarify it, and has not replied.
        follows_by: The day by which an answer that is to follow is promised or due.
        contradictions: What about it cannot be right, or must be looked at, in
            sentences.
    """

    question: Question
    path: Path
    stands: Stands
    missing: Sequence[str]
    waits: Sequence[Waiting]
    is_told_to_follow: bool
    is_unclear: bool
    follows_by: date | None
    contradictions: Sequence[str]

    @property
    def is_settled(self) -> bool:
        """Whether the next letter can go out as far as this question is concerned.

        That an answer is to follow can be said once, unless the requester is to clarify
        the question first.
        """
        if self.stands is Stands.TO_FOLLOW:
            return self.is_unclear or not self.is_told_to_follow
        return self.stands in {Stands.READY, Stands.GIVEN}

    @property
    def words(self) -> str:
        """How the question stands, with its day or its department."""
        question = self.question
        match self.stands:
            case Stands.GIVEN if question.answered_on:
                return f"Answered on {format_date(question.answered_on)}"
            case Stands.TO_FOLLOW if self.is_unclear:
                return "To follow once the requester has clarified it"
            case Stands.TO_FOLLOW if self.follows_by:
                return f"To follow by {format_date(self.follows_by)}"
            case Stands.DEPARTMENT:
                told = "; ".join(one.words for one in self.waits)
                return f"{'Waits for' if self.is_late else 'With'} {told}"
        return self.stands.label

    @property
    def departments(self) -> Sequence[str]:
        """The names of the departments it waits for, each once."""
        return tuple(dict.fromkeys(one.department for one in self.waits))

    @property
    def is_late(self) -> bool:
        """Whether a department it waits for is late."""
        is_waiting = self.stands is Stands.DEPARTMENT
        return is_waiting and any(one.days_late for one in self.waits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a request stands.

    Attributes:
        questions: The questions that need an answer, in order.
        others: What cannot be right, or is left to do, beyond single questions.
    """

    questions: tuple[QuestionStanding, ...]
    others: tuple[str, ...] = ()

    def count(self, *stands: Stands) -> int:
        """Return how many questions stand in one of these ways."""
        return sum(one.stands in stands for one in self.questions)

    @property
    def unsettled(self) -> list[QuestionStanding]:
        """The questions still to be answered for the next letter."""
        return [one for one in self.questions if not one.is_settled]

    @property
    def settled(self) -> int:
        """The number of questions done as far as the next letter goes."""
        return len(self.questions) - len(self.unsettled)

    @property
    def answered(self) -> str:
        """How many questions have an answer: "9 of 14 answered, 2 to follow by …"."""
        words = f"{self.count(Stands.GIVEN, Stands.READY)} of {len(self.questions)}"
        return ", ".join(filter(None, [f"{words} answered", self.following]))

    @property
    def following(self) -> str:
        """The answers to follow: "6 to follow by 18 January 2027"; "" for none."""
        later = [one for one in self.questions if one.stands is Stands.TO_FOLLOW]
        days = {one.follows_by for one in later if not one.is_unclear}
        if not later or None in days or not days:
            return f"{len(later)} to follow" if later else ""
        first = format_date(min(day for day in days if day))
        is_same = len(days) == 1 and not any(one.is_unclear for one in later)
        return f"{len(later)} to follow{'' if is_same else ', the first'} by {first}"

    @property
    def waiting(self) -> str:
        """The questions waiting for others, such as "1 waits for the requester"."""
        counts = (
            (self.count(Stands.REQUESTER), "the requester"),
            (self.count(Stands.DEPARTMENT), "a department"),
        )
        return ", ".join(
            f"{number} {'waits' if number == 1 else 'wait'} for {person}"
            for number, person in counts
            if number
        )

    @property
    def words(self) -> str:
        """The questions to answer now, and the waiting ones, as every page says it."""
        number, left = len(self.questions), len(self.unsettled)
        if not number:
            return "The request has no question yet"
        if not left:
            return self._settled_words
        now = sum(not one.stands.is_waiting for one in self.unsettled)
        if not now:
            return f"Nothing to answer now; {self.waiting}"
        asked = "1 question" if number == 1 else f"{number} questions"
        if now == number:
            words = f"Answer {asked}"
        elif left == number:
            words = f"Answer {now} of {asked}"
        else:
            words = f"Answer {now} more of {asked}"
        return "; ".join(filter(None, (words, self.waiting)))

    @property
    def _settled_words(self) -> str:
        """The part answered by the next letter, and the part to follow."""
        number, later = len(self.questions), self.count(Stands.TO_FOLLOW)
        if not later:
            return "Every question is answered"
        if later == number:
            return "Every answer is to follow"
        verb = "is" if number - later == 1 else "are"
        return (
            f"{number - later} of {number} questions {verb} answered, {self.following}"
        )

    @property
    def counted(self) -> str:
        """How many questions stand how, such as "6 answered, 2 ready, 4 to do"."""
        done = (Stands.GIVEN, Stands.READY, Stands.TO_FOLLOW)
        waiting = (Stands.REQUESTER, Stands.DEPARTMENT)
        counts = (
            (self.count(Stands.GIVEN), "answered"),
            (self.count(Stands.READY), "ready"),
        )
        told = [f"{number} {words}" for number, words in counts if number]
        left = len(self.questions) - self.count(*done, *waiting)
        to_do = f"{left} to do" if left else ""
        return ", ".join(filter(None, (*told, self.following, to_do, self.waiting)))

    @property
    def contradictions(self) -> list[str]:
        """Every sentence on a contradiction, in order."""
        told = (words for one in self.questions for words in one.contradictions)
        return list(dict.fromkeys((*told, *self.others)))


def standing_of(foi_request: FOIRequest) -> Standing:
    """Return how one request stands, in a few queries."""
    return standings_of([foi_request])[foi_request.pk]


def standings_of(foi_requests: Collection[FOIRequest]) -> dict[int, Standing]:
    """Return how each request stands; the number of queries does not grow."""
    keys = [each.pk for each in foi_requests]
    questions: dict[int, list[Question]] = {key: [] for key in keys}
    for question in Question.objects.filter(foi_request__in=keys).order_by("order"):
        questions[question.foi_request_id].append(question)
    answers = answers_of(keys)
    facts = facts_of(keys)
    return {
        key: Standing(
            questions=tuple(_questions(questions[key], answers, facts[key])),
            others=tuple(_others(questions[key], answers, facts[key])),
        )
        for key in keys
    }


def standing_with(
    foi_request: FOIRequest,
    questions: Sequence[Question],
    answers: Mapping[int, Answer],
) -> Standing:
    """Return how a request stands, its questions and answers loaded already."""
    facts = facts_of([foi_request.pk])[foi_request.pk]
    return Standing(
        questions=tuple(_questions(questions, answers, facts)),
        others=tuple(_others(questions, answers, facts)),
    )


def needing_answers(
    questions: Sequence[Question], answers: Mapping[int, Answer]
) -> Iterator[Question]:
    """Yield the questions needing an answer of their own.

    A text that only introduces the questions beneath it needs none, unless it was
    given one.
    """
    asks = Question.Kind.QUESTION
    parents = {each.parent_id for each in questions if each.kind == asks}
    for each in questions:
        is_stem = each.pk in parents and each.only_leads_in and each.pk not in answers
        if each.kind == asks and not is_stem:
            yield each


def _questions(
    questions: Sequence[Question], answers: Mapping[int, Answer], facts: Facts
) -> Iterator[QuestionStanding]:
    paths = paths_of(questions)
    for question in needing_answers(questions, answers):
        answer = answers.get(question.pk)
        said = facts.said.get(question.pk)
        changed = _is_changed(answer, said) if question.answered_on else False
        missing = _missing(answer, answers, paths)
        progress = progress_of(answer, missing=missing)
        yield QuestionStanding(
            question=question,
            path=paths[question.pk],
            stands=_stands(question, answer, facts, progress, is_changed=changed),
            missing=missing,
            waits=facts.departments.get(question.pk, ()),
            is_told_to_follow=said is not None and said.outcome == Outcome.TO_FOLLOW,
            is_unclear=question.pk in facts.unclear,
            follows_by=promised_by(answer, question) if answer else None,
            contradictions=tuple(
                _contradictions(
                    question, answer, facts, paths=paths, is_changed=changed
                )
            ),
        )


def _missing(
    answer: Answer | None, answers: Mapping[int, Answer], paths: Mapping[int, Path]
) -> Sequence[str]:
    if answer is None:
        return ()
    if answer.as_question is None:
        return missing_from_answer(answer)
    return missing_from_reference(answer, answers, paths)


def _is_changed(answer: Answer | None, said: Saying | None) -> bool:
    if said is None or not said.sha256:
        return False
    return answer is None or sha256_of_answer(answer) != said.sha256


def _stands(
    question: Question,
    answer: Answer | None,
    facts: Facts,
    progress: Progress,
    *,
    is_changed: bool,
) -> Stands:
    is_complete = progress is Progress.COMPLETE
    if question.answered_on and (is_complete or not is_changed):
        return Stands.GIVEN
    if answer is not None and is_complete:
        is_to_follow = answer.outcome == Outcome.TO_FOLLOW
        return Stands.TO_FOLLOW if is_to_follow else Stands.READY
    if question.pk in facts.unclear:
        return Stands.REQUESTER
    if question.pk in facts.departments:
        return Stands.DEPARTMENT
    return Stands.NOT_BEGUN if progress is Progress.NOT_BEGUN else Stands.BEGUN


def _contradictions(
    question: Question,
    answer: Answer | None,
    facts: Facts,
    *,
    paths: Mapping[int, Path],
    is_changed: bool,
) -> Iterator[str]:
    called = cite(paths, [question.pk])
    is_to_follow = answer is not None and answer.outcome == Outcome.TO_FOLLOW
    if question.answered_on:
        given = format_date(question.answered_on)
        if is_to_follow:
            yield f"{called} was answered on {given}, and is now said to follow."
        elif answer is None or not answer.outcome:
            if question.pk in facts.said:
                yield f"{called} was answered on {given}, and now has no outcome."
        elif is_changed:
            yield (
                f"{called} was answered on {given}. The answer was changed since: the "
                "next letter replaces what was said."
            )
        for event in facts.extensions.get(question.pk, ()):
            if event > question.answered_on:
                yield (
                    f"{called} was answered on {given}, and the notice of "
                    f"{format_date(event)} extends the time again."
                )


def _others(
    questions: Sequence[Question], answers: Mapping[int, Answer], facts: Facts
) -> Iterator[str]:
    paths = paths_of(questions)
    for question in questions:
        if question.kind != Question.Kind.QUESTION and question.pk in answers:
            yield (
                f"{cite(paths, [question.pk])} is a {question.kind} and has an answer: "
                "no letter prints the answer. Change the type back to question."
            )
    for unread in facts.unread:
        why = "in a later letter" if unread.is_unasked else "to clarify the request"
        yield (
            "Check that the questions say what the requester wrote on "
            f"{format_date(unread.received_on)} {why}, then say that they are up to "
            "date."
        )
