"""Addresses of the pages of casework."""

from django.urls import path

from requests_app.casework.views.classifying import ClassifyRequest, ExplainLateness
from requests_app.casework.views.closing import (
    LapseRequest,
    ReopenRequest,
    TransferRequest,
    WithdrawRequest,
)
from requests_app.casework.views.doubles import MarkDouble, UndoDouble
from requests_app.casework.views.handling import (
    AddNote,
    DealWithPutAside,
    RestrictRequest,
    UnrestrictRequest,
)
from requests_app.casework.views.later_letters import RecordLaterLetter
from requests_app.casework.views.printing import ChoosePrintSize

_RECEIVED = "intake/<int:foi_request>"
_REQUEST = "requests/<reference:reference>"

urlpatterns = [
    path(
        f"{_REQUEST}/classify-request/",
        ClassifyRequest.as_view(),
        name="classify-request",
    ),
    path(
        f"{_REQUEST}/choose-print-size/",
        ChoosePrintSize.as_view(),
        name="choose-print-size",
    ),
    path(
        f"{_RECEIVED}/choose-print-size/",
        ChoosePrintSize.as_view(),
        name="choose-print-size",
    ),
    path(
        f"{_RECEIVED}/classify-request/",
        ClassifyRequest.as_view(),
        name="classify-request",
    ),
    path(
        f"{_REQUEST}/explain-lateness/",
        ExplainLateness.as_view(),
        name="explain-lateness",
    ),
    path(f"{_REQUEST}/add-note/", AddNote.as_view(), name="add-note"),
    path(f"{_REQUEST}/reopen-request/", ReopenRequest.as_view(), name="reopen-request"),
    path(
        f"{_REQUEST}/restrict-request/",
        RestrictRequest.as_view(),
        name="restrict-request",
    ),
    path(
        f"{_REQUEST}/unrestrict-request/",
        UnrestrictRequest.as_view(),
        name="unrestrict-request",
    ),
    path(f"{_REQUEST}/lapse-request/", LapseRequest.as_view(), name="lapse-request"),
    path(
        f"{_REQUEST}/record-later-letter/",
        RecordLaterLetter.as_view(),
        name="record-later-letter",
    ),
    path(
        f"{_REQUEST}/transfer-request/",
        TransferRequest.as_view(),
        name="transfer-request",
    ),
    path(
        f"{_REQUEST}/withdraw-request/",
        WithdrawRequest.as_view(),
        name="withdraw-request",
    ),
    *(
        path(f"{of}/{name}/", view.as_view(), name=name)
        for of in (_REQUEST, _RECEIVED)
        for name, view in (("mark-double", MarkDouble), ("undo-double", UndoDouble))
    ),
    path(f"{_RECEIVED}/add-note/", AddNote.as_view(), name="add-note"),
    path(
        f"{_RECEIVED}/reopen-request/", ReopenRequest.as_view(), name="reopen-request"
    ),
    path(
        f"{_RECEIVED}/restrict-request/",
        RestrictRequest.as_view(),
        name="restrict-request",
    ),
    path(
        f"{_RECEIVED}/unrestrict-request/",
        UnrestrictRequest.as_view(),
        name="unrestrict-request",
    ),
    path(
        f"{_REQUEST}/put-aside/<int:aside>/",
        DealWithPutAside.as_view(),
        name="deal-with-put-aside",
    ),
    path(
        f"{_RECEIVED}/put-aside/<int:aside>/",
        DealWithPutAside.as_view(),
        name="deal-with-put-aside",
    ),
]
