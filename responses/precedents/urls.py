"""Addresses of the pages of precedents."""

from django.urls import path

from responses.precedents.views import (
    DisagreeingAnswers,
    DiscardPreviousResponse,
    ImportLetters,
    KeepDifference,
    PreviousResponseFile,
    PreviousResponsePage,
    PreviousResponses,
)

urlpatterns = [
    path("previous-responses/", PreviousResponses.as_view(), name="previous-responses"),
    path("previous-responses/import/", ImportLetters.as_view(), name="import-letters"),
    path(
        "previous-responses/disagreeing/",
        DisagreeingAnswers.as_view(),
        name="disagreeing-answers",
    ),
    path(
        "previous-responses/disagreeing/<int:first>/<int:second>/",
        KeepDifference.as_view(),
        name="keep-difference",
    ),
    path(
        "previous-responses/<int:previous_response>/",
        PreviousResponsePage.as_view(),
        name="previous-response",
    ),
    path(
        "previous-responses/<int:previous_response>/file/",
        PreviousResponseFile.as_view(),
        name="previous-response-file",
    ),
    path(
        "previous-responses/<int:previous_response>/discard/",
        DiscardPreviousResponse.as_view(),
        name="discard-previous-response",
    ),
]
