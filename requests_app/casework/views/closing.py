"""Views to close a request without an answer, and to reopen it."""

from requests_app.casework.closing import (
    lapse_request,
    reopen_request,
    transfer_request,
    withdraw_request,
)
from requests_app.casework.forms.closing import (
    LapseRequestForm,
    ReopenRequestForm,
    TransferRequestForm,
    WithdrawRequestForm,
)
from requests_app.pages.action_view import RequestActionView


class TransferRequest(RequestActionView):
    form_class = TransferRequestForm
    service = staticmethod(transfer_request)
    explanation = (
        "For a request whose information another authority holds. The request is "
        "closed here and cannot be reopened: pass on what you hold of it, and tell the "
        "requester, before you record it."
    )
    done = "Transfer recorded. The request is closed."


class WithdrawRequest(RequestActionView):
    form_class = WithdrawRequestForm
    service = staticmethod(withdraw_request)
    explanation = (
        "For a requester who has said that they no longer want an answer. Silence is "
        "not a withdrawal."
    )
    done = "Withdrawal recorded. The request is closed."


class LapseRequest(RequestActionView):
    form_class = LapseRequestForm
    service = staticmethod(lapse_request)
    explanation = (
        "For a requester who never sent the clarification or the fee that was asked "
        "for. If it arrives later, reopen the request."
    )
    done = "The request is closed as lapsed."


class ReopenRequest(RequestActionView):
    form_class = ReopenRequestForm
    service = staticmethod(reopen_request)
    explanation = (
        "The request goes back to where it stood, and its clock runs as though it had "
        "never been closed. It may be overdue at once."
    )
    done = "The request is open again."
