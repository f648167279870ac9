"""Addresses of the pages of enclosures."""

from django.urls import path

from responses.enclosures.views.copies import (
    OriginalFileOfCopy,
    PictureOfPage,
    SafeCopyFilePage,
    SafeCopyPage,
    UseOriginal,
    UseSafeCopy,
)
from responses.enclosures.views.draft import (
    AcceptEnclosure,
    AddEnclosure,
    MoveEnclosure,
    RemoveEnclosure,
    RenameEnclosure,
    ReplaceEnclosure,
)
from responses.enclosures.views.file import EnclosureFile
from responses.enclosures.views.tables import FillTable

_FILE = "requests/<reference:reference>/draft/files/<int:enclosure>"

urlpatterns = [
    path(
        "requests/<reference:reference>/draft/files/",
        AddEnclosure.as_view(),
        name="add-enclosure",
    ),
    path(
        "requests/<reference:reference>/draft/workbooks/<int:table>/fill/",
        FillTable.as_view(),
        name="fill-table",
    ),
    path(f"{_FILE}/", RenameEnclosure.as_view(), name="rename-enclosure"),
    path(f"{_FILE}/replace/", ReplaceEnclosure.as_view(), name="replace-enclosure"),
    path(f"{_FILE}/accept/", AcceptEnclosure.as_view(), name="accept-enclosure"),
    path(f"{_FILE}/move/", MoveEnclosure.as_view(), name="move-enclosure"),
    path(f"{_FILE}/remove/", RemoveEnclosure.as_view(), name="remove-enclosure"),
    path(f"{_FILE}/copies/<str:way>/", SafeCopyPage.as_view(), name="safe-copy"),
    path(f"{_FILE}/copies/<str:way>/use/", UseSafeCopy.as_view(), name="use-safe-copy"),
    path(
        f"{_FILE}/copies/<str:way>/<int:position>/",
        SafeCopyFilePage.as_view(),
        name="safe-copy-file",
    ),
    path(
        f"{_FILE}/copies/<str:way>/<str:side>/<int:number>/",
        PictureOfPage.as_view(),
        name="safe-copy-picture",
    ),
    path(f"{_FILE}/original/", UseOriginal.as_view(), name="use-original"),
    path(
        f"{_FILE}/original/file/",
        OriginalFileOfCopy.as_view(),
        name="original-file",
    ),
    path(
        "requests/<reference:reference>/files/<int:enclosure>/",
        EnclosureFile.as_view(),
        name="enclosure-file",
    ),
]
