"""Addresses of the pages of groups of requests alike."""

from django.urls import path

from responses.round_robins.views import (
    AddToRoundRobin,
    ChangeRoundRobin,
    InsertCommonLine,
    MakeRoundRobin,
    RemoveFromRoundRobin,
    RoundRobinPage,
    RoundRobins,
)

_GROUP = "round-robins/<int:group>"

urlpatterns = [
    path("round-robins/", RoundRobins.as_view(), name="round-robins"),
    path(f"{_GROUP}/", RoundRobinPage.as_view(), name="round-robin"),
    path(f"{_GROUP}/change/", ChangeRoundRobin.as_view(), name="change-round-robin"),
    path(f"{_GROUP}/add/", AddToRoundRobin.as_view(), name="add-to-round-robin"),
    path(
        f"{_GROUP}/remove/",
        RemoveFromRoundRobin.as_view(),
        name="remove-from-round-robin",
    ),
    path(f"{_GROUP}/insert/", InsertCommonLine.as_view(), name="insert-common-line"),
    path(
        "requests/<reference:reference>/round-robin/",
        MakeRoundRobin.as_view(),
        name="make-round-robin",
    ),
]
