"""Addresses of the pages of lists."""

from django.urls import path

from requests_app.lists.views.columns import ChooseColumns
from requests_app.lists.views.dashboard import Figures
from requests_app.lists.views.lists import (
    CountRequests,
    FilterRequests,
    FOIRequests,
)

urlpatterns = [
    path("requests/", FOIRequests.as_view(), name="foi-requests"),
    path("requests/count/", CountRequests.as_view(), name="count-requests"),
    path("requests/filter/", FilterRequests.as_view(), name="filter-requests"),
    path("requests/columns/", ChooseColumns.as_view(), name="choose-columns"),
    path("dashboard/figures/", Figures.as_view(), name="figures"),
]
