"""Addresses of the pages of letterheads."""

from django.urls import path

from responses.letterheads.views.letterheads import LetterheadPicture, SaveLetterhead
from responses.letterheads.views.wording import (
    ChangeWording,
    RestoreWording,
    WordingPage,
)

_WORDING = "administration/authorities/<int:authority>/wording/<slug:language>"

urlpatterns = [
    path(
        "administration/authorities/<int:authority>/letterhead/",
        SaveLetterhead.as_view(),
        name="letterhead",
    ),
    path(f"{_WORDING}/", WordingPage.as_view(), name="wording"),
    path(f"{_WORDING}/<str:key>/", ChangeWording.as_view(), name="change-wording"),
    path(
        f"{_WORDING}/<str:key>/versions/<int:version>/restore/",
        RestoreWording.as_view(),
        name="restore-wording",
    ),
    path(
        "letterheads/<str:picture>",
        LetterheadPicture.as_view(),
        name="letterhead-picture",
    ),
]
