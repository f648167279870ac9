"""Addresses of the pages of incoming messages."""

from django.urls import path

from mail.queue.views import (
    bringing,
    deciding,
    files,
    incoming,
    registering,
    tables,
)

_ENTRY = "incoming/<int:entry>"
_FILE = f"{_ENTRY}/files/<int:file>"

urlpatterns = [
    path("incoming/", incoming.Incoming.as_view(), name="incoming"),
    path("incoming/add/", bringing.BringToQueue.as_view(), name="bring-messages"),
    path(
        "requests/<reference:reference>/messages/add/",
        bringing.BringToRequest.as_view(),
        name="bring-to-request",
    ),
    path("incoming/dealt/", incoming.Dealt.as_view(), name="incoming-dealt"),
    path(
        f"{_ENTRY}/",
        registering.IncomingMessage.as_view(),
        name="incoming-message",
    ),
    path(
        f"{_ENTRY}/questions/",
        registering.CorrectIncoming.as_view(),
        name="correct-incoming",
    ),
    path(
        f"{_ENTRY}/register/",
        registering.RegisterIncoming.as_view(),
        name="register-incoming",
    ),
    path(
        f"{_ENTRY}/date/",
        deciding.ChangeDayOfArrival.as_view(),
        name="change-day-of-arrival",
    ),
    path(
        f"{_ENTRY}/attach/", deciding.AttachIncoming.as_view(), name="attach-incoming"
    ),
    path(
        f"{_ENTRY}/not-a-request/",
        deciding.NotARequest.as_view(),
        name="not-a-request",
    ),
    path(f"{_ENTRY}/spam/", deciding.Spam.as_view(), name="spam"),
    path(f"{_ENTRY}/split/", deciding.SplitIncoming.as_view(), name="split-incoming"),
    path(f"{_ENTRY}/join/", deciding.JoinIncoming.as_view(), name="join-incoming"),
    path(
        f"{_ENTRY}/reply/", deciding.ReplyToIncoming.as_view(), name="reply-to-incoming"
    ),
    path(
        f"{_ENTRY}/subject-access/",
        deciding.HandOnIncoming.as_view(),
        name="hand-on-incoming",
    ),
    path(f"{_ENTRY}/claim/", deciding.ClaimIncoming.as_view(), name="claim-incoming"),
    path(
        f"{_ENTRY}/release/",
        deciding.ReleaseIncoming.as_view(),
        name="release-incoming",
    ),
    path(f"{_ENTRY}/undo/", deciding.UndoIncoming.as_view(), name="undo-incoming"),
    path(
        f"{_FILE}/", files.PreviewIncomingFile.as_view(), name="preview-incoming-file"
    ),
    path(
        f"{_FILE}/pages/<int:number>/",
        files.IncomingFilePage.as_view(),
        name="incoming-file-page",
    ),
    path(
        f"{_FILE}/questions/",
        tables.QuestionsOfFile.as_view(),
        name="questions-of-file",
    ),
    path(f"{_FILE}/download/", files.IncomingFile.as_view(), name="incoming-file"),
    path(f"{_FILE}/scan/", files.ScanIncomingFile.as_view(), name="scan-incoming-file"),
    path(f"{_ENTRY}/original/", deciding.RawIncoming.as_view(), name="raw-incoming"),
]
