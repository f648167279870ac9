"""Addresses of the pages of mailboxes."""

from django.urls import path

from mail.fetching import views

_MAILBOXES = "administration/mailboxes/"
_MAILBOX = f"{_MAILBOXES}<int:mailbox>/"

urlpatterns = [
    path(_MAILBOXES, views.Mailboxes.as_view(), name="mailboxes"),
    path(f"{_MAILBOXES}add/", views.AddMailbox.as_view(), name="add-mailbox"),
    path(_MAILBOX, views.ChangeMailbox.as_view(), name="change-mailbox"),
    path(f"{_MAILBOX}on/", views.SwitchMailboxOn.as_view(), name="switch-mailbox-on"),
    path(
        f"{_MAILBOX}off/", views.SwitchMailboxOff.as_view(), name="switch-mailbox-off"
    ),
    path(f"{_MAILBOX}try/", views.TryMailbox.as_view(), name="try-mailbox"),
    path(f"{_MAILBOX}again/", views.FetchAgain.as_view(), name="fetch-again"),
    path(f"{_MAILBOX}remove/", views.RemoveMailbox.as_view(), name="remove-mailbox"),
]
