"""Addresses of the pages of precedents."""

from django.urls import path

from responses.precedents.views import (
    DiscardPreviousResponse,
    ImportLetters,
    PreviousResponseFile,
    PreviousResponsePage,
    PreviousResponses,
)

urlpatterns = [
    path("past-letters/", PreviousResponses.as_view(), name="previous-responses"),
    path("past-letters/bring-in/", ImportLetters.as_view(), name="import-letters"),
    path(
        "past-letters/<int:previous_response>/",
        PreviousResponsePage.as_view(),
        name="previous-response",
    ),
    path(
        "past-letters/<int:previous_response>/file/",
        PreviousResponseFile.as_view(),
        name="previous-response-file",
    ),
    path(
        "past-letters/<int:previous_response>/discard/",
        DiscardPreviousResponse.as_view(),
        name="discard-previous-response",
    ),
]
