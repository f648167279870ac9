"""Extend time for an exceptional review, as only the s.45 Code of Practice allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.models import FOIRequest
from requests_app.reviews.services import extend_review
from responses.letters import prose
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Day, Field, Said, Words
from responses.procedural.kinds.kind import ProceduralKind
from responses.procedural.kinds.review_acknowledgement import (
    ReviewProceduralContent,
    about_review,
)
from statute.deadlines import Task
from statute.deadlines.rules import RULES
from statute.notices import LetterType
from statute.working_days import format_date


@dataclass(frozen=True, kw_only=True)
class ReviewExtensionContent(ReviewProceduralContent):
    """Content of a review extension.

    `latest_on` is the fortieth working day.
    """

    reason: SafeString
    until: date | None
    latest_on: date | None

    @property
    def ordinary_days(self) -> int:
        """Working days that a review takes."""
        return RULES["FOIA.review_response"].working_days

    @property
    def most_days(self) -> int:
        """Working days that an exceptional review takes at most."""
        return RULES["FOIA.review_response_exceptional"].working_days

    def parts(self) -> Iterator[str]:
        """Yield the reason, the new date, and the right to complain meanwhile."""
        yield "regulator_right"
        if self.is_late:
            yield "apology"
        if self.reason:
            yield "reason"
        if self.until:
            yield "new_date"

    def facts(self) -> dict[str, Any]:
        """Return the limits of the new date."""
        return {"new_date_on": self.until, "latest_on": self.latest_on}


class ReviewExtension(ProceduralKind):
    """Extend a review to forty working days, in exceptional cases.

    Source: s.45 Code of Practice, part 5.
    """

    type = LetterType.REVIEW_EXTENSION
    action = "Extend the time for the review"
    about = (
        "Use this only in an exceptional case: a review takes twenty working days, "
        "and forty at the very most."
    )
    effect = "The review is due by the new date."
    recorded_by = "extend-review"
    content = ReviewExtensionContent
    is_of_review = True

    def is_possible(self, case: Case) -> bool:
        """Whether the forty days are not given yet."""
        latest, due = self._latest(case), case.due_on
        return bool(latest and due and due < latest and case.on < latest)

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return fields for the reason and the new date."""
        latest = self._latest(case)
        return (
            Words(
                name="reason",
                label="What makes the case exceptional",
                hint="In words for the requester.",
            ),
            Day(
                name="until",
                label="New date for the outcome",
                hint=f"{format_date(latest)} at the latest." if latest else "",
                offered=latest,
            ),
        )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the reason and the dates."""
        return {
            **about_review(case),
            "reason": prose.set_plain_text(said["reason"]),
            "until": said["until"],
            "latest_on": self._latest(case),
        }

    def move(
        self, foi_request: FOIRequest, content: Any, said: Said, *, by: User, on: date
    ) -> None:
        """Set the new due date."""
        extend_review(
            foi_request=foi_request,
            until=content.until,
            reason=said["reason"],
            by=by,
            on=on,
            today=on,
        )

    def _latest(self, case: Case) -> date | None:
        return case.day(Task.IR_RESPONSE_DUE_EXCEPTIONAL)
