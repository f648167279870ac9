"""Addresses of the pages of clearance."""

from django.urls import path

from responses.clearance.views.clearance import (
    ClearanceQueue,
    PreviewResponse,
    RecallFromClearance,
    SendForClearance,
)
from responses.clearance.views.preview import (
    AskForDraftPDF,
    DraftPDFFile,
    DraftPDFPage,
    PreviewPane,
)

_REQUEST = "requests/<reference:reference>"
_PREVIEW = f"{_REQUEST}/preview"

urlpatterns = [
    path("clearance/", ClearanceQueue.as_view(), name="clearance-queue"),
    path(f"{_PREVIEW}/", PreviewResponse.as_view(), name="preview-response"),
    path(
        f"{_REQUEST}/send-for-clearance/",
        SendForClearance.as_view(),
        name="send-for-clearance",
    ),
    path(
        f"{_REQUEST}/recall/",
        RecallFromClearance.as_view(),
        name="recall-from-clearance",
    ),
    path(f"{_PREVIEW}/beside/", PreviewPane.as_view(), name="preview-pane"),
    path(f"{_PREVIEW}/pdf/", AskForDraftPDF.as_view(), name="ask-for-draft-pdf"),
    path(f"{_PREVIEW}/pdf/<int:draft_pdf>/", DraftPDFPage.as_view(), name="draft-pdf"),
    path(
        f"{_PREVIEW}/pdf/<int:draft_pdf>/file/",
        DraftPDFFile.as_view(),
        name="draft-pdf-file",
    ),
]
