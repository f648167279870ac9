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
        "Use this when another authority holds the information. Pass the request on "
        "and tell the requester before you record the transfer. The request is then "
        "closed and cannot be reopened."
    )
    done = "Transfer recorded. The request is closed."


class WithdrawRequest(RequestActionView):
    form_class = WithdrawRequestForm
    service = staticmethod(withdraw_request)
    explanation = (
        "Use this when the requester has said that they no longer want an answer. "
        "Silence is not a withdrawal."
    )
    done = "Withdrawal recorded. The request is closed."


class LapseRequest(RequestActionView):
    form_class = LapseRequestForm
    service = staticmethod(lapse_request)
    explanation = (
        "Use this when the requester has not sent the clarification or the fee that "
        "you asked for. If it arrives later, reopen the request."
    )
    done = "Request closed as lapsed."


class ReopenRequest(RequestActionView):
    form_class = ReopenRequestForm
    service = staticmethod(reopen_request)
    explanation = (
        "The request returns to its earlier state. Its time for answering runs as "
        "if the request had never been closed, so the request may be overdue at "
        "once."
    )
    done = "Request reopened."
