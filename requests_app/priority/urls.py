"""Addresses of the pages of priority."""

from django.urls import path

from requests_app.priority.views import AskForPriority, DecidePriority, WithdrawPriority

_PAGES = {
    "ask-for-priority": AskForPriority,
    "decide-priority": DecidePriority,
    "withdraw-priority": WithdrawPriority,
}

urlpatterns = [
    path(f"{request}/{name}/", view.as_view(), name=name)
    for name, view in _PAGES.items()
    for request in ("requests/<reference:reference>", "intake/<int:foi_request>")
]
