"""Addresses of the pages for administrators."""

from django.urls import path

from requests_app.administration.views.changes import Changes, ExportChanges
from requests_app.administration.views.index import Administration

urlpatterns = [
    path("administration/", Administration.as_view(), name="administration"),
    path("administration/changes/", Changes.as_view(), name="administration-changes"),
    path(
        "administration/changes/export/",
        ExportChanges.as_view(),
        name="export-administration-changes",
    ),
]
