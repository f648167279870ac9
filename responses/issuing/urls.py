"""Addresses of the pages of issuing."""

from django.urls import path

from responses.issuing.views.copies import LetterArchive, LetterInWord
from responses.issuing.views.letters import IssueResponse, LetterPage, LetterPDF
from responses.issuing.views.publication import LetterForPublication

_LETTER = "requests/<reference:reference>/letters/<int:number>"

urlpatterns = [
    path(
        "requests/<reference:reference>/issue/",
        IssueResponse.as_view(),
        name="issue-response",
    ),
    path(
        f"{_LETTER}/for-publication/",
        LetterForPublication.as_view(),
        name="letter-for-publication",
    ),
    path(f"{_LETTER}/", LetterPage.as_view(), name="letter"),
    path(f"{_LETTER}/pdf/", LetterPDF.as_view(), name="letter-pdf"),
    path(f"{_LETTER}/word/", LetterInWord.as_view(), name="letter-in-word"),
    path(f"{_LETTER}/archive/", LetterArchive.as_view(), name="letter-archive"),
]
