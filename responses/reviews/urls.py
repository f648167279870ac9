"""Addresses of the pages of reviews."""

from django.urls import path

from responses.reviews.views import (
    AutosaveReviewPoint,
    DecideProvisions,
    DecideReviewPoint,
    DraftReview,
)

_REVIEW = "requests/<reference:reference>/review"

urlpatterns = [
    path(f"{_REVIEW}/", DraftReview.as_view(), name="draft-review"),
    path(
        f"{_REVIEW}/provisions/", DecideProvisions.as_view(), name="decide-provisions"
    ),
    path(
        f"{_REVIEW}/handling/",
        DecideReviewPoint.as_view(),
        name="decide-review-handling",
    ),
    path(
        f"{_REVIEW}/handling/autosave/",
        AutosaveReviewPoint.as_view(),
        name="autosave-review-handling",
    ),
    path(
        f"{_REVIEW}/<int:question>/",
        DecideReviewPoint.as_view(),
        name="decide-review-point",
    ),
    path(
        f"{_REVIEW}/<int:question>/autosave/",
        AutosaveReviewPoint.as_view(),
        name="autosave-review-point",
    ),
]
