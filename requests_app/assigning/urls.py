"""Addresses of the pages of assigning."""

from django.urls import path

from requests_app.assigning.views.hand_over import HandOverProgress, HandOverRequests
from requests_app.assigning.views.requests import (
    AssignRequest,
    GiveBackRequest,
    PassOnRequest,
    Queue,
    TakeRequest,
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
    *(
        path(f"{place}/{name}/", view.as_view(), name=name)
        for place in ("requests/<reference:reference>", "intake/<int:foi_request>")
        for name, view in _ACTIONS.items()
    ),
]
