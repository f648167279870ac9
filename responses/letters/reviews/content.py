"""What the outcome of a review says, as one value that never changes."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from responses.letters.content import Answered, Asked, LetterContent
from responses.models import ReviewPoint
from statute.exemptions import Provision

_Decision = ReviewPoint.Decision
# After these the authority had not done as the law requires.
FAILING = frozenset({_Decision.PARTLY_UPHELD, _Decision.OVERTURNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The request under review; `answered_on` is None where nothing was answered."""

    reference: str
    received_on: date
    due_on: date | None
    answered_on: date | None

    @property
    def was_late(self) -> bool:
        """Whether it was answered after the last day the law allowed."""
        return bool(self.due_on and self.answered_on and self.answered_on > self.due_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a review.

    Attributes:
        anchor: What its heading is called within the letter.
        heading: "Question 2"; the handling has one of its own.
        asked: The question; None for the handling.
        said: The outcome of the answer under review; "" where there was none.
        said_grounds: The provisions that answer rested on.
        decision: One of `ReviewPoint.Decision`; "" while undecided.
        reasons: Why.
        words: The same as plain text.
        remedy: What will be done, besides what the letter gives.
        remedy_by: By when.
        answer: What is answered now; None where nothing.
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
        """Whether it is about how the request was handled."""
        return self.asked is None

    @property
    def is_failure(self) -> bool:
        """Whether it finds that the law was not complied with."""
        return self.decision in FAILING

    @property
    def is_first_decision(self) -> bool:
        """Whether nothing had been decided on it."""
        return self.decision == _Decision.NOT_DECIDED_BEFORE

    @property
    def path(self) -> str:
        """How checks name it: the question's path, or nothing."""
        return self.asked.path if self.asked else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewContent(LetterContent):
    """The outcome of a review. Its items are the answers it gives.

    Attributes:
        reviewed: The request under review.
        points: What is decided, the handling last.
        reviewer: Who decided; "" while nobody has been given the review.
        deciders: Who took the decision under review.
        relied_before: The keys of the provisions that decision rested on.
    """

    reviewed: Reviewed
    points: tuple[Point, ...]
    reviewer: str
    deciders: tuple[str, ...]
    relied_before: frozenset[str]

    @property
    def is_review(self) -> bool:
        """Whether it is about a review."""
        return True

    @property
    def template(self) -> str:
        """The page it is set in."""
        return "letters/review_outcome.html"

    @property
    def title(self) -> str:
        """The letter's heading."""
        return self.wording.text("review.title")

    @property
    def is_interim(self) -> bool:
        """A review ends with its letter: nothing is put off to another."""
        return False

    @property
    def has_failure(self) -> bool:
        """Whether any point finds that the law was not complied with."""
        return any(point.is_failure for point in self.points)

    @property
    def law_key(self) -> str:
        """How sentences that differ from law to law are named."""
        return self.regime.lower()
