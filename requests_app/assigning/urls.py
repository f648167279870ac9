"""Addresses of the pages of assigning."""

from django.urls import path

from requests_app.assigning.views.hand_over import HandOverProgress, HandOverRequests
from requests_app.assigning.views.leave import (
    ChangeLeave,
    EndLeave,
    LeavePage,
    RecordLeave,
)
from requests_app.assigning.views.requests import (
    AssignRequest,
    GiveBackRequest,
    PassOnRequest,
    Queue,
    TakeRequest,
)
from requests_app.assigning.views.rules import (
    AddAssignmentRule,
    AssignmentRules,
    ChangeAssignmentRule,
    DeleteAssignmentRule,
    MoveAssignmentRuleUp,
)

_ACTIONS = {
    "assign-request": AssignRequest,
    "take-request": TakeRequest,
    "pass-on-request": PassOnRequest,
    "give-back-request": GiveBackRequest,
}

urlpatterns = [
    path("queue/", Queue.as_view(), name="queue"),
    path("hand-over/", HandOverRequests.as_view(), name="hand-over"),
    path(
        "hand-over/<int:hand_over>/",
        HandOverProgress.as_view(),
        name="hand-over-progress",
    ),
    path("leave/", LeavePage.as_view(), name="leave"),
    path("leave/record/", RecordLeave.as_view(), name="record-leave"),
    path("leave/<int:leave>/", ChangeLeave.as_view(), name="change-leave"),
    path("leave/<int:leave>/end/", EndLeave.as_view(), name="end-leave"),
    path(
        "administration/assignment-rules/",
        AssignmentRules.as_view(),
        name="assignment-rules",
    ),
    path(
        "administration/assignment-rules/add/",
        AddAssignmentRule.as_view(),
        name="add-assignment-rule",
    ),
    path(
        "administration/assignment-rules/<int:rule>/",
        ChangeAssignmentRule.as_view(),
        name="change-assignment-rule",
    ),
    path(
        "administration/assignment-rules/<int:rule>/up/",
        MoveAssignmentRuleUp.as_view(),
        name="move-assignment-rule-up",
    ),
    path(
        "administration/assignment-rules/<int:rule>/delete/",
        DeleteAssignmentRule.as_view(),
        name="delete-assignment-rule",
    ),
    *(
        path(f"{place}/{name}/", view.as_view(), name=name)
        for place in ("requests/<reference:reference>", "intake/<int:foi_request>")
        for name, view in _ACTIONS.items()
    ),
]
