"""Addresses of the messages of a request."""

from django.urls import path

from mail.threads.views import on_file

_MESSAGES = "requests/<reference:reference>/messages"
_MESSAGE = f"{_MESSAGES}/<int:message>"

urlpatterns = [
    path(f"{_MESSAGES}/", on_file.Messages.as_view(), name="messages"),
    path(f"{_MESSAGE}/", on_file.MessagePage.as_view(), name="message"),
    path(f"{_MESSAGE}/read/", on_file.MarkMessageRead.as_view(), name="mark-read"),
    path(f"{_MESSAGE}/move/", on_file.MoveMessage.as_view(), name="move-message"),
    path(
        f"{_MESSAGE}/clarification/",
        on_file.ClarificationFromMessage.as_view(),
        name="clarification-from-message",
    ),
    path(
        f"{_MESSAGE}/original/",
        on_file.MessageOriginal.as_view(),
        name="message-original",
    ),
]
