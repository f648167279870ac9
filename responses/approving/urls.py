"""Addresses of the approver's desk."""

from django.urls import path

from responses.approving.views.deciding import (
    ClearResponse,
    ClearWithAmendments,
    ReturnResponse,
)
from responses.approving.views.desk import (
    ApproveParts,
    ClearanceDesk,
    ClearancePart,
    NoteLooks,
    WithdrawApproval,
)
from responses.approving.views.parts import CommentOnPart, SuggestAmendment

_REQUEST = "requests/<reference:reference>"
_DESK = f"{_REQUEST}/clearance"
_PART = f"{_DESK}/parts/<slug:part>"

urlpatterns = [
    path(f"{_DESK}/", ClearanceDesk.as_view(), name="clearance-desk"),
    path(f"{_DESK}/approve/", ApproveParts.as_view(), name="approve-parts"),
    path(f"{_DESK}/withdraw/", WithdrawApproval.as_view(), name="withdraw-approval"),
    path(f"{_DESK}/read/", NoteLooks.as_view(), name="note-looks"),
    path(f"{_PART}/", ClearancePart.as_view(), name="clearance-part"),
    path(f"{_PART}/comment/", CommentOnPart.as_view(), name="comment-on-part"),
    path(f"{_PART}/amend/", SuggestAmendment.as_view(), name="suggest-amendment"),
    path(f"{_REQUEST}/clear/", ClearResponse.as_view(), name="clear-response"),
    path(f"{_REQUEST}/return/", ReturnResponse.as_view(), name="return-response"),
    path(
        f"{_DESK}/amendments/",
        ClearWithAmendments.as_view(),
        name="clear-with-amendments",
    ),
]
