"""Addresses of the rules for incoming messages."""

from django.urls import path

from mail.rules import views

_RULES = "administration/incoming-rules"

urlpatterns = [
    path(f"{_RULES}/", views.IncomingRules.as_view(), name="incoming-rules"),
    path(f"{_RULES}/add/", views.AddIncomingRule.as_view(), name="add-incoming-rule"),
    path(
        f"{_RULES}/<int:rule>/",
        views.ChangeIncomingRule.as_view(),
        name="change-incoming-rule",
    ),
    path(
        f"{_RULES}/<int:rule>/delete/",
        views.DeleteIncomingRule.as_view(),
        name="delete-incoming-rule",
    ),
]
