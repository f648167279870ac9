"""Addresses of the pages of time spent."""

from django.urls import path

from requests_app.time_spent.views import ChangeTime, RecordTime

_REQUEST = "requests/<reference:reference>"

urlpatterns = [
    path(f"{_REQUEST}/record-time/", RecordTime.as_view(), name="record-time"),
    path(f"{_REQUEST}/time/<int:time>/", ChangeTime.as_view(), name="change-time"),
]
