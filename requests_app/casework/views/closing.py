"""Views to close a request without an answer, and to reopen it."""

from requests_app.casework.closing import (
    lapse_request,
    may_become_valid,
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
from requests_app.workflow import State

_AS_IF_NEVER_CLOSED = (
    "The time for answering runs as if the request had never been closed, so the "
    "request may be overdue at once."
)
# The reason for which a request was closed decides what its clock does.
_REOPENING = {
    **dict.fromkeys(State, ""),
    State.ANSWERED: (
        "Use this when the answer was not complete, or must be given again. "
        f"{_AS_IF_NEVER_CLOSED}"
    ),
    State.NOT_VALID: (
        "The time for answering runs from the day on which a valid request arrived: "
        "in writing, with a name and an address, and saying what is wanted. The day of "
        "the first letter stays on record."
    ),
    State.WITHDRAWN: (
        "Use this when the withdrawal was recorded in error. If the requester withdrew "
        "and now asks again, record a new request instead. "
        f"{_AS_IF_NEVER_CLOSED}"
    ),
    State.LAPSED: (
        "The request waits for its requester again. No time runs until the "
        "clarification or the payment is recorded."
    ),
}


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
    done = "Request reopened."

    @property
    def explanation(self):
        state = State(self.foi_request.state)
        if state == State.NOT_VALID and not may_become_valid(self.foi_request):
            return _AS_IF_NEVER_CLOSED
        return _REOPENING[state]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}
