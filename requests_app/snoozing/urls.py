"""Addresses of the pages of snoozing."""

from django.urls import path

from requests_app.snoozing.views import BringBack, SnoozeRequest

_REQUEST = "requests/<reference:reference>"

urlpatterns = [
    path(f"{_REQUEST}/snooze/", SnoozeRequest.as_view(), name="snooze-request"),
    path(f"{_REQUEST}/bring-back/", BringBack.as_view(), name="bring-back"),
]
