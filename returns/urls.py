"""Addresses of the pages of returns."""

from django.urls import path

from returns.views import (
    BuildTable,
    ChooseRows,
    CompareSnapshot,
    CountedRequests,
    DeleteTable,
    KeepSnapshot,
    ReturnFile,
    ReturnPage,
    Returns,
    ReturnSchema,
    SaveTable,
    SnapshotFile,
    SnapshotPage,
)

urlpatterns = [
    path("returns/", Returns.as_view(), name="returns"),
    path("returns/schema.json", ReturnSchema.as_view(), name="return-schema"),
    path("returns/build/", BuildTable.as_view(), name="build-table"),
    path("returns/build/save/", SaveTable.as_view(), name="save-table"),
    path(
        "returns/snapshots/<int:pk>/",
        SnapshotPage.as_view(),
        name="return-snapshot",
    ),
    path(
        "returns/snapshots/<int:pk>/compare/",
        CompareSnapshot.as_view(),
        name="compare-snapshot",
    ),
    path(
        "returns/snapshots/<int:pk>/file/<str:ending>/",
        SnapshotFile.as_view(),
        name="snapshot-file",
    ),
    path("returns/<str:key>/", ReturnPage.as_view(), name="return"),
    path(
        "returns/<str:key>/requests/",
        CountedRequests.as_view(),
        name="counted-requests",
    ),
    path(
        "returns/<str:key>/file/<str:ending>/",
        ReturnFile.as_view(),
        name="return-file",
    ),
    path("returns/<str:key>/keep/", KeepSnapshot.as_view(), name="keep-snapshot"),
    path("returns/<str:key>/rows/", ChooseRows.as_view(), name="choose-rows"),
    path("returns/<str:key>/delete/", DeleteTable.as_view(), name="delete-table"),
]
