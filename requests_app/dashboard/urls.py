"""Addresses of pages of figures."""

from django.urls import path

from requests_app.dashboard.views import OverTime

urlpatterns = [
    path("dashboard/over-time/", OverTime.as_view(), name="over-time"),
]
