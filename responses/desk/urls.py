"""Addresses of the pages of desk."""

from django.urls import path

from responses.desk.views.dashboard import OverTime
from responses.desk.views.home import Home
from responses.desk.views.intake import RecordRequest, RegisterRequest
from responses.desk.views.landing import Landing
from responses.desk.views.letters import LettersNotGiven
from responses.desk.views.palette import Palette
from responses.desk.views.request_page import FOIRequestPage
from responses.desk.views.search import NarrowSearch, Search
from responses.desk.views.warnings import OverrideWarning, RemoveOverride

_WARNING = "requests/<reference:reference>/warnings/<slug:draft>/<slug:fingerprint>"

urlpatterns = [
    path(f"{_WARNING}/override/", OverrideWarning.as_view(), name="override-warning"),
    path(
        f"{_WARNING}/remove-override/",
        RemoveOverride.as_view(),
        name="remove-override",
    ),
    path("search/", Search.as_view(), name="search"),
    path("search/narrower/", NarrowSearch.as_view(), name="narrow-search"),
    path("palette/", Palette.as_view(), name="palette"),
    path("", Landing.as_view(), name="landing"),
    path("my-day/", Home.as_view(), name="home"),
    path("letters-not-given/", LettersNotGiven.as_view(), name="letters-not-given"),
    path("dashboard/over-time/", OverTime.as_view(), name="over-time"),
    path("intake/", RecordRequest.as_view(), name="record-request"),
    path(
        "intake/<int:foi_request>/register-request/",
        RegisterRequest.as_view(),
        name="register-request",
    ),
    path(
        "requests/<reference:reference>/", FOIRequestPage.as_view(), name="foi-request"
    ),
]
