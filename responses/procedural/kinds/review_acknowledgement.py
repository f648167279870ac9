"""Acknowledge a request for review: name the reviewer and the due date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from responses.letters import prose
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Field, Said, Words
from responses.procedural.kinds.kind import ProceduralKind
from statute.notices import LetterType


@dataclass(frozen=True, kw_only=True)
class ReviewProceduralContent(ProceduralContent):
    """Content of all letters about a review: the request reviewed, and the reviewer."""

    reviewed: str
    reviewer: str

    @property
    def is_review(self) -> bool:
        """Whether the letter is about a review."""
        return True


@dataclass(frozen=True, kw_only=True)
class ReviewAcknowledgementContent(ReviewProceduralContent):
    """Content of an acknowledgement of a review.

    `recorded_due_on` is the due date in the register, as stated in the letter.
    """

    recorded_due_on: date | None
    remarks: SafeString

    @property
    def title(self) -> str:
        """Heading of the letter, in the words of the law."""
        return self.wording.text(f"{self.type}.title_{self.regime.lower()}")

    def parts(self) -> Iterator[str]:
        """Yield the day of the outcome and the reviewer, where known."""
        if self.recorded_due_on:
            yield "target_date"
        if self.reviewer:
            yield "reviewer"

    def facts(self) -> dict[str, Any]:
        """Return the due date as stated and as recalculated."""
        if self.recorded_due_on is None or self.due_on is None:
            return {}
        name = "last day for the review"
        return {
            "reviewer": self.reviewer,
            "stated_dates": {name: self.recorded_due_on},
            "computed_dates": {name: self.due_on},
        }


class ReviewAcknowledgement(ProceduralKind):
    """Acknowledge a request for review, once for each review.

    This is good practice: s.45 Code of Practice, part 5.
    """

    type = LetterType.REVIEW_ACKNOWLEDGEMENT
    action = "Acknowledge the request for review"
    about = (
        "Confirms receipt, and says who decides the review and by when. Assign the "
        "review first: the letter names the reviewer."
    )
    effect = "The review stays as it is."
    content = ReviewAcknowledgementContent
    is_of_review = True

    def is_possible(self, case: Case) -> bool:
        """Whether time runs, with no acknowledgement issued yet."""
        return case.is_running and self.type not in case.told

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return a field for remarks."""
        return (
            Words(
                name="remarks",
                label="Anything to add",
                hint="Leave empty if there is nothing to add.",
            ),
        )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the request under review, the reviewer and the due date."""
        return {
            **about_review(case),
            "recorded_due_on": case.foi_request.due_on,
            "remarks": prose.set_plain_text(said["remarks"]),
        }


def about_review(case: Case) -> dict[str, str]:
    """Return the content common to all letters about a review."""
    review = case.foi_request
    return {
        "reviewed": str(review.review_of),
        "reviewer": str(review.officer) if review.officer else "",
    }
