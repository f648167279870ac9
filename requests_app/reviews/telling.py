"""Tell people of internal reviews asked for and decided."""

from datetime import date

from accounts.models import User
from requests_app.models import FOIRequest, Notice
from requests_app.telling.recipients import managers_of
from requests_app.telling.services import tell
from statute.working_days import format_date


def tell_of_review(
    review: FOIRequest, *, has_reviewer: bool, by: User | None, on: date
) -> None:
    """Tell the officer of the request under review, and managers, of a new review.

    Args:
        review: The review, as recorded.
        has_reviewer: Whether a reviewer is chosen. If not, managers are told.
        by: The person who recorded the review.
        on: The London day of recording.
    """
    original = _reviewed(review)
    due = f" It is due on {format_date(review.due_on)}." if review.due_on else ""
    officer = [original.officer] if original.officer is not None else []
    tell(
        people=officer,
        kind=Notice.Kind.REVIEW,
        words=f"An internal review of request {original} was asked for.{due}",
        url=original.get_absolute_url(),
        key=f"review-asked-{review.pk}",
        foi_request=original,
        by=by,
        on=on,
    )
    if not has_reviewer:
        tell(
            people=managers_of(authority=review.authority, team=original.team),
            kind=Notice.Kind.REVIEW,
            words=f"Internal review {review} needs a reviewer.{due}",
            url=review.get_absolute_url(),
            key=f"review-without-reviewer-{review.pk}",
            foi_request=review,
            by=by,
            on=on,
        )


def tell_of_decision(review: FOIRequest, *, by: User | None, on: date) -> None:
    """Tell the officer of the request under review of the decision.

    Args:
        review: The review, as decided.
        by: The person who gave the decision; None for the system.
        on: The London day.
    """
    original = _reviewed(review)
    if original.officer is None:
        return
    tell(
        people=[original.officer],
        kind=Notice.Kind.REVIEW,
        words=f"Internal review {review} of request {original} was decided.",
        url=review.get_absolute_url(),
        key=f"review-decided-{review.pk}",
        foi_request=original,
        by=by,
        on=on,
    )


def _reviewed(review: FOIRequest) -> FOIRequest:
    assert review.review_of is not None  # noqa: S101 - a review is of a request
    return review.review_of
