"""The acknowledgement of a review: who decides it afresh, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from responses.letters import prose
from responses.letters.procedural_content import ProceduralContent
from responses.models import Letter
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Field, Said, Words
from responses.procedural.kinds.kind import ProceduralKind


@dataclass(frozen=True, kw_only=True)
class ReviewProceduralContent(ProceduralContent):
    """What letters about a review say: which request it is of, and who reviews it."""

    reviewed: str
    reviewer: str

    @property
    def is_review(self) -> bool:
        """Whether it is about a review."""
        return True


@dataclass(frozen=True, kw_only=True)
class ReviewAcknowledgementContent(ReviewProceduralContent):
    """`recorded_due_on` is the day the register gives, and the letter with it."""

    recorded_due_on: date | None
    remarks: SafeString

    def parts(self) -> Iterator[str]:
        """Yield the day of the outcome and the reviewer, as far as they are known."""
        if self.recorded_due_on:
            yield "target_date"
        if self.reviewer:
            yield "reviewer"

    def facts(self) -> dict[str, Any]:
        """Return the day as stated and as worked out."""
        if self.recorded_due_on is None or self.due_on is None:
            return {}
        name = "last day for the review"
        return {
            "reviewer": self.reviewer,
            "stated_dates": {name: self.recorded_due_on},
            "computed_dates": {name: self.due_on},
        }


class ReviewAcknowledgement(ProceduralKind):
    """Good practice: s.45 Code of Practice, part 5. Once for each review."""

    type = Letter.Type.REVIEW_ACKNOWLEDGEMENT
    action = "Acknowledge the request for review"
    about = (
        "Says that the request for review has come, who decides it, and by when. Give "
        "the review to somebody first: the letter names them."
    )
    effect = "The review stays as it is."
    content = ReviewAcknowledgementContent
    is_of_review = True

    def is_possible(self, case: Case) -> bool:
        """Whether time runs, and none has gone out."""
        return case.is_running and self.type not in case.told

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return a place for a remark."""
        return (
            Words(
                name="remarks",
                label="Anything to add",
                hint="Leave it empty if there is nothing.",
            ),
        )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the request under review, the reviewer and the day."""
        return {
            **about_review(case),
            "recorded_due_on": case.foi_request.due_on,
            "remarks": prose.set_plain_text(said["remarks"]),
        }


def about_review(case: Case) -> dict[str, str]:
    """Return what every letter about a review says."""
    review = case.foi_request
    return {
        "reviewed": str(review.review_of),
        "reviewer": str(review.officer) if review.officer else "",
    }
