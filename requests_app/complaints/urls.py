"""Addresses of the pages of complaints."""

from django.urls import path

from requests_app.complaints.views import ChangeComplaint, RecordComplaint

_REQUEST = "requests/<reference:reference>"

urlpatterns = [
    path(
        f"{_REQUEST}/record-complaint/",
        RecordComplaint.as_view(),
        name="record-complaint",
    ),
    path(
        f"{_REQUEST}/complaints/<int:complaint>/",
        ChangeComplaint.as_view(),
        name="change-complaint",
    ),
]
