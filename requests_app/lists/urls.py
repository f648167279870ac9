"""Addresses of the pages of lists."""

from django.urls import path

from requests_app.lists.views.dashboard import Figures
from requests_app.lists.views.lists import ExportRequests, FOIRequests

urlpatterns = [
    path("requests/", FOIRequests.as_view(), name="foi-requests"),
    path("dashboard/figures/", Figures.as_view(), name="figures"),
    path("requests.csv", ExportRequests.as_view(), name="export-requests"),
]
