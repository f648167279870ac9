"""Addresses of the messages of a request."""

from django.urls import path

from mail.threads.views import messages

_MESSAGES = "requests/<reference:reference>/messages"
_MESSAGE = f"{_MESSAGES}/<int:message>"

urlpatterns = [
    path(f"{_MESSAGES}/", messages.Messages.as_view(), name="messages"),
    path(f"{_MESSAGE}/", messages.MessagePage.as_view(), name="message"),
    path(f"{_MESSAGE}/read/", messages.MarkMessageRead.as_view(), name="mark-read"),
    path(f"{_MESSAGE}/move/", messages.MoveMessage.as_view(), name="move-message"),
    path(
        f"{_MESSAGE}/clarification/",
        messages.ClarificationFromMessage.as_view(),
        name="clarification-from-message",
    ),
    path(
        f"{_MESSAGE}/original/",
        messages.MessageOriginal.as_view(),
        name="message-original",
    ),
]
