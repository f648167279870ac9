"""Content of the outcome of a review, as an immutable value."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from responses.letters.answered import Answered, Asked
from responses.letters.content import LetterContent
from responses.models import ReviewPoint
from statute.deadlines.rules import RULES
from statute.exemptions import Provision

_Decision = ReviewPoint.Decision
# With these decisions the authority had not complied with the law.
FAILING = frozenset({_Decision.PARTLY_UPHELD, _Decision.OVERTURNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The request under review; `answered_on` is None without an answer."""

    reference: str
    received_on: date
    due_on: date | None
    answered_on: date | None

    @property
    def was_late(self) -> bool:
        """Whether the answer was later than the last day allowed by law."""
        return bool(self.due_on and self.answered_on and self.answered_on > self.due_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a review, as composed.

    Attributes:
        anchor: The anchor of its heading within the letter.
        heading: "Question 2"; the handling has a heading of its own.
        asked: The question; None for the handling.
        said: The outcome of the answer under review; "" where there was none.
        said_grounds: The provisions relied on in that answer.
        decision: One of `ReviewPoint.Decision`; "" while undecided.
        reasons: The reasons for the decision.
        words: The reasons as plain text.
        remedy: The promised action, besides the answer in the letter.
        remedy_by: The last day for the action.
        answer: The new answer; None where none is given.
    """

    anchor: str
    heading: str
    asked: Asked | None
    said: str
    said_grounds: tuple[Provision, ...]
    decision: str
    reasons: SafeString
    words: str
    remedy: str
    remedy_by: date | None
    answer: Answered | None

    @property
    def is_about_handling(self) -> bool:
        """Whether the point is about the handling of the request."""
        return self.asked is None

    @property
    def is_failure(self) -> bool:
        """Whether the point finds a failure to comply with the law."""
        return self.decision in FAILING

    @property
    def is_first_decision(self) -> bool:
        """Whether the point had not been decided before."""
        return self.decision == _Decision.NOT_DECIDED_BEFORE

    @property
    def path(self) -> str:
        """Name of the point in checks: the question's path, or ""."""
        return self.asked.path if self.asked else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewContent(LetterContent):
    """The outcome of a review. Its items are the new answers.

    Attributes:
        reviewed: The request under review.
        points: The decisions, the handling last.
        reviewer: The officer deciding the review; "" while unassigned.
        deciders: The officers behind the decision under review.
        relied_before: The keys of the provisions relied on in that decision.
    """

    reviewed: Reviewed
    points: tuple[Point, ...]
    reviewer: str
    deciders: tuple[str, ...]
    relied_before: frozenset[str]

    @property
    def is_review(self) -> bool:
        """Whether the letter is about a review."""
        return True

    @property
    def template(self) -> str:
        """Template of the letter's page."""
        return "letters/review_outcome.html"

    @property
    def title(self) -> str:
        """Heading of the letter."""
        return self.wording.text(f"review.title_{self.law_key}")

    @property
    def is_interim(self) -> bool:
        """Always false: the letter ends the review, with no answer to follow."""
        return False

    @property
    def has_failure(self) -> bool:
        """Whether any point finds a failure to comply with the law."""
        return any(point.is_failure for point in self.points)

    @property
    def complain_weeks(self) -> int:
        """How soon the regulator for FOIA and EIR asks for a complaint."""
        return RULES[f"{self.regime}.regulator_complaint"].calendar_days // 7

    @property
    def complain_by(self) -> date | None:
        """Last day of these weeks; None where the letter has no date."""
        if self.issued_on is None:
            return None
        return self.issued_on + timedelta(weeks=self.complain_weeks)

    @property
    def law_key(self) -> str:
        """Part of a sentence's key that depends on the law."""
        return self.regime.lower()
