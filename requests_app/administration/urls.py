"""Addresses of the pages for administrators."""

from django.urls import path

from requests_app.administration.views.authorities import (
    ChangeAuthority,
    ChangeReferenceScheme,
)
from requests_app.administration.views.changes import Changes, ExportChanges
from requests_app.administration.views.founding import Authorities, FoundAuthority
from requests_app.administration.views.index import Administration
from requests_app.administration.views.parts import (
    AddDepartment,
    AddTeam,
    ChangeDepartment,
    ChangeTeam,
    CloseDepartment,
    CloseTeam,
    Departments,
    MergeDepartment,
    Teams,
)
from requests_app.administration.views.requester_types import (
    AddRequesterType,
    BringBackRequesterType,
    RenameRequesterType,
    RequesterTypes,
    RetireRequesterType,
)

_AUTHORITY = "administration/authorities/<int:authority>"
_TYPES = "administration/requester-types"
_TEAMS = "administration/teams"
_DEPARTMENTS = "administration/departments"

urlpatterns = [
    path("administration/authorities/", Authorities.as_view(), name="authorities"),
    path(
        "administration/authorities/add/",
        FoundAuthority.as_view(),
        name="found-authority",
    ),
    path("administration/", Administration.as_view(), name="administration"),
    path("administration/changes/", Changes.as_view(), name="administration-changes"),
    path(
        "administration/changes/export/",
        ExportChanges.as_view(),
        name="export-administration-changes",
    ),
    path(f"{_AUTHORITY}/details/", ChangeAuthority.as_view(), name="change-authority"),
    path(
        f"{_AUTHORITY}/references/",
        ChangeReferenceScheme.as_view(),
        name="change-reference-scheme",
    ),
    path(f"{_TYPES}/", RequesterTypes.as_view(), name="requester-types"),
    path(f"{_TYPES}/add/", AddRequesterType.as_view(), name="add-requester-type"),
    path(
        f"{_TYPES}/<int:requester_type>/",
        RenameRequesterType.as_view(),
        name="rename-requester-type",
    ),
    path(
        f"{_TYPES}/<int:requester_type>/retire/",
        RetireRequesterType.as_view(),
        name="retire-requester-type",
    ),
    path(
        f"{_TYPES}/<int:requester_type>/bring-back/",
        BringBackRequesterType.as_view(),
        name="bring-back-requester-type",
    ),
    path(f"{_TEAMS}/", Teams.as_view(), name="teams"),
    path(f"{_TEAMS}/add/", AddTeam.as_view(), name="add-team"),
    path(f"{_TEAMS}/<int:team>/", ChangeTeam.as_view(), name="change-team"),
    path(f"{_TEAMS}/<int:team>/close/", CloseTeam.as_view(), name="close-team"),
    path(f"{_DEPARTMENTS}/", Departments.as_view(), name="departments"),
    path(f"{_DEPARTMENTS}/add/", AddDepartment.as_view(), name="add-department"),
    path(
        f"{_DEPARTMENTS}/<int:department>/",
        ChangeDepartment.as_view(),
        name="change-department",
    ),
    path(
        f"{_DEPARTMENTS}/<int:department>/close/",
        CloseDepartment.as_view(),
        name="close-department",
    ),
    path(
        f"{_DEPARTMENTS}/<int:department>/merge/",
        MergeDepartment.as_view(),
        name="merge-department",
    ),
]
