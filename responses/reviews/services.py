"""Decide a review, point by point."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from requests_app.history.record import record
from requests_app.models import FOIRequest, Question
from requests_app.put_aside.still_asked import check_still_asked
from responses.drafting.permitted import (
    DraftingRefused,
    check_questions,
    clean_rich_text,
    normalise_text,
    open_draft,
    question_reference,
)
from responses.models import ReviewedProvision, ReviewPoint
from responses.reviews.fates import CHOICES, lines_of
from responses.reviews.history import ReviewsHistory
from responses.searching.services import index_answers

# The fields of a decision, compared where two users edited the same point.
POINT_SAYS = ("decision", "reasons", "remedy", "remedy_by")


class NoReview(DraftingRefused):
    """The request is not a review, so it has no points to decide."""


class FateNotPossible(DraftingRefused):
    """What is said of a provision cannot be, or says nothing new."""


class PointChanged(DraftingRefused):
    """Another user saved the point after this text was begun.

    Attributes:
        point: The point as now stored.
    """

    def __init__(self, point: ReviewPoint) -> None:
        super().__init__(
            f"{point.updated_by} saved this point after you opened this page. Your "
            "text is kept: compare both versions below, then save the right one."
        )
        self.point = point


@transaction.atomic
def decide_review_point(
    *,
    foi_request: FOIRequest,
    question: Question | None,
    decision: str,
    reasons: str,
    remedy: str,
    remedy_by: date | None,
    version: int,
    by: User,
    on: date,
    is_autosave: bool = False,
) -> ReviewPoint:
    """Save a review's decision on one question, or on the handling of the request.

    Args:
        foi_request: A review in the state "answering".
        question: One of its questions; None for the handling.
        decision: One of `ReviewPoint.Decision`, or "" while undecided.
        reasons: Rich text; cleaned here.
        remedy: What will be done to put a failure right; "" for nothing further.
        remedy_by: The last day for the remedy; only with a remedy.
        version: The version on the page; 0 where there was none yet.
        by: The officer deciding, who took no part in the answer under review.
        on: The London day.
        is_autosave: Whether the page saved automatically. History then records only the
            start of the work, once a day for each officer.

    Returns:
        The point as stored. A point without any content is returned unsaved.

    Raises:
        NoReview: The request is not a review.
        DraftNotOpen: The review is not being answered.
        TookPart: `by` took part in the decision under review.
        PointChanged: Another user saved the point since.
        NotOfThisRequest: The question belongs to another request.
        QuestionGone: The question is no longer asked.
        TextNotTaken: The reasons are too large for a letter.

    Source: s.45 Code of Practice, part 5; EIR 2004 reg 11(3) and (5); FOISA 2002
    s.21(4) and (5); EISR 2004 reg 16(3) and (5).
    """
    check_questions(foi_request, [question] if question else [])
    after: dict[str, Any] = {
        "decision": ReviewPoint.Decision(decision).value if decision else "",
        "reasons": clean_rich_text(reasons),
        "remedy": normalise_text(remedy),
        "remedy_by": remedy_by if remedy.strip() else None,
    }
    locked = open_draft(foi_request, by=by)
    if not locked.is_review:
        raise NoReview("This request is not a review, so it has no points to decide.")
    check_still_asked(locked, [question] if question else [])
    point = (
        ReviewPoint.objects.select_related("updated_by")
        .filter(review=locked, question=question)
        .first()
    )
    if point is None:
        point = ReviewPoint(review=locked, question=question, version=0, updated_by=by)
    before = {name: getattr(point, name) for name in POINT_SAYS}
    if before == after:
        return point
    if point.version not in {0, version}:
        raise PointChanged(point)
    is_same_sitting = (
        point.version > 0
        and point.updated_by_id == by.pk
        and timezone.localtime(point.updated_at).date() == on
    )
    for name, value in after.items():
        setattr(point, name, value)
    point.updated_by, point.updated_at = by, Now()
    point.version += 1
    point.save()
    point.refresh_from_db(fields=["updated_at"])
    if not (
        is_autosave and is_same_sitting and before["decision"] == after["decision"]
    ):
        about = question_reference(locked, [question]) if question else "The handling"
        record(
            foi_request=locked,
            kind=ReviewsHistory.REVIEW_POINT_DECIDED,
            by=by,
            on=on,
            note=about,
            changes={
                name: [_history_value(before[name]), _history_value(after[name])]
                for name in POINT_SAYS
                if before[name] != after[name]
            },
        )
    if not is_autosave:
        index_answers(foi_request=locked)
    return point


@transaction.atomic
def decide_provisions(
    *, foi_request: FOIRequest, fates: Mapping[str, str], by: User, on: date
) -> FOIRequest:
    """Say how each provision of the answer under review fared.

    Returns count what is said here. Of a provision left open, they count what comparing
    both letters tells.

    Args:
        foi_request: A review in the state "answering".
        fates: Keys of provisions, with a value of `ReviewedProvision.Fate`, or "".
        by: The officer deciding, who took no part in the answer under review.
        on: The London day.

    Raises:
        NoReview: The request is not a review.
        DraftNotOpen: The review is not being answered.
        TookPart: `by` took part in the decision under review.
        FateNotPossible: The answer did not rely on the provision, or nothing changes.
    """
    locked = open_draft(foi_request, by=by)
    if not locked.is_review:
        raise NoReview("This request is not a review, so no provision was reviewed.")
    lines = {line.key: line for line in lines_of(locked) if not line.is_new}
    if unknown := fates.keys() - lines.keys():
        raise FateNotPossible(
            f"The answer under review does not rely on {min(unknown)}. Open the page "
            "again."
        )
    if not {*fates.values()} <= {"", *CHOICES}:
        raise FateNotPossible("Choose how each provision fared from the list.")
    changes = {
        key: [lines[key].stated, fate]
        for key, fate in fates.items()
        if fate != lines[key].stated
    }
    if not changes:
        raise FateNotPossible("Nothing was changed: this is on record already.")
    for key, (_, fate) in changes.items():
        if fate:
            locked.reviewed_provisions.update_or_create(
                provision=key, defaults={"fate": fate, "is_stated": True}
            )
        else:
            locked.reviewed_provisions.filter(provision=key).delete()
    record(
        foi_request=locked,
        kind=ReviewsHistory.PROVISIONS_REVIEWED,
        by=by,
        on=on,
        changes={
            lines[key].title: [_fate_in_words(each) for each in values]
            for key, values in changes.items()
        },
    )
    return locked


def _fate_in_words(fate: str) -> str:
    return str(ReviewedProvision.Fate(fate).label) if fate else ""


def _history_value(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
