"""Addresses of the pages of dated facts of the law."""

from django.urls import path

from requests_app.dated_law.views import (
    AddDatedEntry,
    DatedLaw,
    WithdrawDatedEntry,
)

urlpatterns = [
    path("administration/law/", DatedLaw.as_view(), name="dated-law"),
    path(
        "administration/law/<str:fact>/add/",
        AddDatedEntry.as_view(),
        name="add-dated-entry",
    ),
    path(
        "administration/law/entries/<int:entry>/withdraw/",
        WithdrawDatedEntry.as_view(),
        name="withdraw-dated-entry",
    ),
]
