"""Addresses of the pages of sending."""

from django.urls import path

from responses.sending.views.post import PostQueue, PrintRunFile, PrintRunPage
from responses.sending.views.receipts import NotifyReceipts
from responses.sending.views.sending import (
    ConfirmDelivered,
    CorrectLetter,
    RecordReturned,
    ResendUnconfirmed,
    SendLetter,
    UndoSend,
    WithdrawLetter,
)

_LETTER = "requests/<reference:reference>/letters/<int:number>"
_DISPATCH = f"{_LETTER}/dispatches/<int:dispatch>"

urlpatterns = [
    path("notify/receipts/", NotifyReceipts.as_view(), name="notify-receipts"),
    path(f"{_LETTER}/send/", SendLetter.as_view(), name="send-letter"),
    path(f"{_LETTER}/withdraw/", WithdrawLetter.as_view(), name="withdraw-letter"),
    path(f"{_LETTER}/correct/", CorrectLetter.as_view(), name="correct-letter"),
    path(f"{_DISPATCH}/undo-send/", UndoSend.as_view(), name="undo-send"),
    path(
        f"{_DISPATCH}/delivered/", ConfirmDelivered.as_view(), name="confirm-delivered"
    ),
    path(
        f"{_DISPATCH}/resend/", ResendUnconfirmed.as_view(), name="resend-unconfirmed"
    ),
    path(f"{_DISPATCH}/returned/", RecordReturned.as_view(), name="record-returned"),
    path("post/", PostQueue.as_view(), name="post"),
    path("post/<int:print_run>/", PrintRunPage.as_view(), name="print-run"),
    path("post/<int:print_run>/pdf/", PrintRunFile.as_view(), name="print-run-pdf"),
]
