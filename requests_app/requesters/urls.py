"""Addresses of the pages of requesters."""

from django.urls import path

from requests_app.requesters.views.linking import LinkRequester
from requests_app.requesters.views.merging import (
    EraseRequester,
    MergeRequesters,
    SplitRequester,
    UndoMerge,
)
from requests_app.requesters.views.records import (
    ChangeRequester,
    RequesterPage,
    Requesters,
)

_RECORD = "requesters/<int:requester>"

urlpatterns = [
    path("requesters/", Requesters.as_view(), name="requesters"),
    path(f"{_RECORD}/", RequesterPage.as_view(), name="requester"),
    path(f"{_RECORD}/change/", ChangeRequester.as_view(), name="change-requester"),
    path(f"{_RECORD}/merge/", MergeRequesters.as_view(), name="merge-requesters"),
    path(f"{_RECORD}/undo-merge/<int:entry>/", UndoMerge.as_view(), name="undo-merge"),
    path(f"{_RECORD}/split/", SplitRequester.as_view(), name="split-requester"),
    path(f"{_RECORD}/erase/", EraseRequester.as_view(), name="erase-requester"),
    *(
        path(f"{of}/link-requester/", LinkRequester.as_view(), name="link-requester")
        for of in ("requests/<reference:reference>", "intake/<int:foi_request>")
    ),
]
