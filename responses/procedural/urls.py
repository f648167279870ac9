"""Addresses of the pages of procedural."""

from django.urls import path

from responses.procedural.views import (
    AutosaveProceduralLetter,
    DiscardProceduralLetter,
    IssueProceduralLetter,
    SaveProceduralLetter,
)

_NEW_LETTER = "requests/<reference:reference>/letters/new/<slug:kind>"

urlpatterns = [
    path(
        f"{_NEW_LETTER}/", SaveProceduralLetter.as_view(), name="save-procedural-letter"
    ),
    path(
        f"{_NEW_LETTER}/autosave/",
        AutosaveProceduralLetter.as_view(),
        name="autosave-procedural-letter",
    ),
    path(
        f"{_NEW_LETTER}/discard/",
        DiscardProceduralLetter.as_view(),
        name="discard-procedural-letter",
    ),
    path(
        f"{_NEW_LETTER}/issue/",
        IssueProceduralLetter.as_view(),
        name="issue-procedural-letter",
    ),
]
