"""Addresses of the pages of the clock."""

from django.urls import path

from requests_app.clock.views.due_date import DueDate
from requests_app.clock.views.events import (
    ReceiveClarification,
    ReceiveFee,
    RequestFee,
    SeekClarification,
    WithdrawClarification,
)
from requests_app.clock.views.extensions import ExtendTime, RecordClockFact
from requests_app.clock.views.undoing import UndoClockFact

_REQUEST = "requests/<reference:reference>"

urlpatterns = [
    path(f"{_REQUEST}/due-date/", DueDate.as_view(), name="due-date"),
    path(f"{_REQUEST}/extend-time/", ExtendTime.as_view(), name="extend-time"),
    path(
        f"{_REQUEST}/receive-clarification/",
        ReceiveClarification.as_view(),
        name="receive-clarification",
    ),
    path(f"{_REQUEST}/receive-fee/", ReceiveFee.as_view(), name="receive-fee"),
    path(
        f"{_REQUEST}/record-clock-fact/",
        RecordClockFact.as_view(),
        name="record-clock-fact",
    ),
    path(f"{_REQUEST}/request-fee/", RequestFee.as_view(), name="request-fee"),
    path(
        f"{_REQUEST}/seek-clarification/",
        SeekClarification.as_view(),
        name="seek-clarification",
    ),
    path(
        f"{_REQUEST}/undo-clock-fact/",
        UndoClockFact.as_view(),
        name="undo-clock-fact",
    ),
    path(
        f"{_REQUEST}/withdraw-clarification/",
        WithdrawClarification.as_view(),
        name="withdraw-clarification",
    ),
]
