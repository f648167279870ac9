"""Addresses of pages of figures."""

from django.urls import path

from requests_app.dashboard.views import Dashboard

urlpatterns = [
    path("dashboard/", Dashboard.as_view(), name="dashboard"),
]
