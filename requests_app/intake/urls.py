"""Addresses of the pages of intake."""

from django.urls import path

from requests_app.intake.views.carrying import CarryAddress, CarryAddressOfRecord
from requests_app.intake.views.intake import (
    ChangeDetails,
    MarkNotValid,
    ReadRequest,
)
from requests_app.intake.views.received_text import ReceivedText, ReceivedTextFile

_RECEIVED = "intake/<int:foi_request>"
_REQUEST = "requests/<reference:reference>"

urlpatterns = [
    path(f"{_RECEIVED}/", ReadRequest.as_view(), name="read-request"),
    path(f"{_REQUEST}/change-details/", ChangeDetails.as_view(), name="change-details"),
    path(f"{_REQUEST}/mark-not-valid/", MarkNotValid.as_view(), name="mark-not-valid"),
    *(
        path(f"{of}/{name}/", view.as_view(), name=name)
        for of in (_REQUEST, _RECEIVED)
        for name, view in (
            ("received-text", ReceivedText),
            ("received-text-file", ReceivedTextFile),
        )
    ),
    *(
        path(
            f"{of}/carry-address/<int:entry>/",
            CarryAddress.as_view(),
            name="carry-address",
        )
        for of in (_REQUEST, _RECEIVED)
    ),
    path(
        "requesters/<int:requester>/carry-address/<int:entry>/",
        CarryAddressOfRecord.as_view(),
        name="carry-address-of-record",
    ),
    path(
        f"{_RECEIVED}/change-details/", ChangeDetails.as_view(), name="change-details"
    ),
    path(f"{_RECEIVED}/mark-not-valid/", MarkNotValid.as_view(), name="mark-not-valid"),
]
