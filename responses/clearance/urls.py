"""Addresses of the pages of clearance."""

from django.urls import path

from responses.clearance.views.clearance import (
    PreviewResponse,
    RecallFromClearance,
    SendForClearance,
)
from responses.clearance.views.figures import ClearanceFigures, ExportBypassed
from responses.clearance.views.preview import (
    AskForDraftPDF,
    DraftPDFFile,
    DraftPDFPage,
    PreviewPane,
)
from responses.clearance.views.routes import (
    AddRoute,
    AddRule,
    AddStep,
    AddUsualRoutes,
    ChangeRoute,
    ChangeRule,
    ChangeStep,
    ClearanceRoutes,
    RemoveRule,
    RemoveStep,
    RetireRoute,
)
from responses.clearance.views.steps import (
    BypassStep,
    ClaimResponse,
    ClearanceQueue,
    NameForStep,
    ReleaseResponse,
)

_REQUEST = "requests/<reference:reference>"
_ROUTES = "administration/clearance-routes"
_PREVIEW = f"{_REQUEST}/preview"

urlpatterns = [
    path("dashboard/clearance/", ClearanceFigures.as_view(), name="clearance-figures"),
    path(
        "dashboard/clearance/bypassed.csv",
        ExportBypassed.as_view(),
        name="export-bypassed",
    ),
    path("clearance/", ClearanceQueue.as_view(), name="clearance-queue"),
    path(f"{_PREVIEW}/", PreviewResponse.as_view(), name="preview-response"),
    path(
        f"{_REQUEST}/send-for-clearance/",
        SendForClearance.as_view(),
        name="send-for-clearance",
    ),
    path(f"{_REQUEST}/clear/take/", ClaimResponse.as_view(), name="claim-response"),
    path(
        f"{_REQUEST}/clear/give-back/",
        ReleaseResponse.as_view(),
        name="release-response",
    ),
    path(
        f"{_REQUEST}/clear/steps/<int:step>/name/",
        NameForStep.as_view(),
        name="name-for-step",
    ),
    path(
        f"{_REQUEST}/clear/steps/<int:step>/bypass/",
        BypassStep.as_view(),
        name="bypass-step",
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
    path(f"{_ROUTES}/", ClearanceRoutes.as_view(), name="clearance-routes"),
    path(f"{_ROUTES}/add/", AddRoute.as_view(), name="add-route"),
    path(f"{_ROUTES}/usual/", AddUsualRoutes.as_view(), name="add-usual-routes"),
    path(f"{_ROUTES}/<int:route>/", ChangeRoute.as_view(), name="change-route"),
    path(f"{_ROUTES}/<int:route>/retire/", RetireRoute.as_view(), name="retire-route"),
    path(f"{_ROUTES}/<int:route>/add-step/", AddStep.as_view(), name="add-route-step"),
    path(
        f"{_ROUTES}/steps/<int:step>/", ChangeStep.as_view(), name="change-route-step"
    ),
    path(
        f"{_ROUTES}/steps/<int:step>/remove/",
        RemoveStep.as_view(),
        name="remove-route-step",
    ),
    path(f"{_ROUTES}/rules/add/", AddRule.as_view(), name="add-route-rule"),
    path(
        f"{_ROUTES}/rules/<int:rule>/", ChangeRule.as_view(), name="change-route-rule"
    ),
    path(
        f"{_ROUTES}/rules/<int:rule>/remove/",
        RemoveRule.as_view(),
        name="remove-route-rule",
    ),
]
