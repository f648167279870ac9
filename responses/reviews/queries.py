"""A review as shown on its pages: the answers under review, and the decisions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from requests_app.models import FOIRequest, Question
from responses.drafting.draft import Draft
from responses.models import Answer, ReviewPoint
from responses.models.answers import AnsweredQuestion
from responses.standing.progress import Progress, missing_from_answer
from statute.notices import Outcome
from statute.regimes import Regime

_Decision = ReviewPoint.Decision
HANDLING = "How the request was handled"
# Names of the decisions: on an answer, and on the handling.
OF_ANSWERS = {
    _Decision.UPHELD: "Upheld: the answer stands",
    _Decision.PARTLY_UPHELD: "Partly upheld: the answer changes in part",
    _Decision.OVERTURNED: "Overturned: another answer takes its place",
    _Decision.NOT_DECIDED_BEFORE: "Decided for the first time: there was no answer",
}
OF_HANDLING = {
    _Decision.UPHELD: "The request was handled as the law requires",
    _Decision.PARTLY_UPHELD: "The request was partly not handled as the law requires",
    _Decision.OVERTURNED: "The request was not handled as the law requires",
}
# After these decisions the letter gives a new answer, or promises a remedy.
CHANGING = frozenset(
    {_Decision.PARTLY_UPHELD, _Decision.OVERTURNED, _Decision.NOT_DECIDED_BEFORE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLine:
    """One point of a review, with its progress.

    Attributes:
        question: The question concerned; None for the handling.
        title: The title on pages: "Question 2".
        point: The decision; None until an officer begins.
        said: The answer under review; None where none was given.
        now: The review's own answer; None where none is given.
        missing: The steps still to do.
    """

    question: Question | None
    title: str
    point: ReviewPoint | None
    said: Answer | None
    now: Answer | None
    missing: Sequence[str]

    @property
    def choices(self) -> dict[ReviewPoint.Decision, str]:
        """Decisions available for this point, with their names."""
        if self.question is None:
            return OF_HANDLING
        was_decided = self.said is not None and self.said.outcome not in {
            "",
            Outcome.TO_FOLLOW,
        }
        return {
            decision: name
            for decision, name in OF_ANSWERS.items()
            if (decision is _Decision.NOT_DECIDED_BEFORE) != was_decided
            or (self.point and self.point.decision == decision)
        }

    @property
    def decision(self) -> str:
        """Decision in a word or two; "" while undecided."""
        if self.point is None or not self.point.decision:
            return ""
        names = OF_HANDLING if self.question is None else OF_ANSWERS
        return names[_Decision(self.point.decision)].partition(":")[0]

    @property
    def progress(self) -> Progress:
        """Progress of this point."""
        if not self.missing:
            return Progress.COMPLETE
        is_begun = self.point is not None or self.now is not None
        return Progress.BEGUN if is_begun else Progress.NOT_BEGUN


class ReviewDraft:
    """The decisions made so far in one review, read in a handful of queries."""

    def __init__(self, review: FOIRequest) -> None:
        self.review = review
        self.draft = Draft(review)

    @cached_property
    def points(self) -> list[PointLine]:
        """Questions under review, in order, then the handling."""
        return list(self._points())

    @property
    def left(self) -> list[PointLine]:
        """Points still to be completed."""
        return [one for one in self.points if one.progress is not Progress.COMPLETE]

    def line_of(self, key: int | None) -> PointLine | None:
        """Return the point about the question with this key; None for the handling."""
        for one in self.points:
            if (one.question.pk if one.question else None) == key:
                return one
        return None

    def after(self, line: PointLine) -> PointLine | None:
        """Return the next point, or None after the last."""
        at = self.points.index(line) + 1
        return self.points[at] if at < len(self.points) else None

    def _points(self) -> Iterator[PointLine]:
        rows = self.review.review_points.select_related("updated_by")
        decided = {row.question_id: row for row in rows}
        lines = self.draft.lines
        ties = AnsweredQuestion.objects.filter(
            question__in=[one.question.asked_before_id for one in lines]
        )
        ties = ties.select_related("answer").prefetch_related("answer__citations")
        said = {tie.question_id: tie.answer for tie in ties}
        for line in lines:
            point = decided.get(line.question.pk)
            yield PointLine(
                question=line.question,
                title=line.title,
                point=point,
                said=said.get(line.question.asked_before_id or 0),
                now=line.answer,
                missing=tuple(self._missing(point, line.answer, is_answer=True)),
            )
        handling = decided.get(None)
        yield PointLine(
            question=None,
            title=HANDLING,
            point=handling,
            said=None,
            now=None,
            missing=tuple(self._missing(handling, None, is_answer=False)),
        )

    def _missing(
        self, point: ReviewPoint | None, now: Answer | None, *, is_answer: bool
    ) -> Iterator[str]:
        if point is None or not point.decision:
            yield "decide the point"
        if point is None or not point.reasons:
            yield "give the reasons"
        is_changing = point is not None and point.decision in CHANGING
        has_remedy = point is not None and bool(point.remedy)
        if is_changing and is_answer and not now and not has_remedy:
            yield "say what is answered now, or what will be done"
        if now is not None:
            yield from missing_from_answer(now)
        if (
            point is not None
            and has_remedy
            and point.remedy_by is None
            # EISR reg 16(5) has no day: the steps are taken immediately.
            and Regime(self.review.regime) is Regime.EIR
        ):
            yield "say by when it will be done"
