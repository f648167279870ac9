"""Views to record clarification and fees."""

from requests_app.clock.events import (
    receive_clarification,
    receive_fee,
    request_fee,
    seek_clarification,
)
from requests_app.clock.forms.events import (
    ReceiveClarificationForm,
    ReceiveFeeForm,
    RequestFeeForm,
    SeekClarificationForm,
)
from requests_app.pages.action_view import RequestActionView


class SeekClarification(RequestActionView):
    form_class = SeekClarificationForm
    service = staticmethod(seek_clarification)
    explanation = (
        "Ask only where you reasonably need to know more to find what is wanted, and "
        "offer help. No time runs until the requester answers; when they do, the time "
        "for answering starts afresh."
    )
    done = "Clarification sought. No time runs until the requester answers."


class ReceiveClarification(RequestActionView):
    form_class = ReceiveClarificationForm
    service = staticmethod(receive_clarification)
    explanation = (
        "The day the clarification arrived counts as the day of receipt: the time for "
        "answering starts afresh on the working day after it."
    )
    done = "Clarification recorded. The request has a new due date."


class RequestFee(RequestActionView):
    form_class = RequestFeeForm
    service = staticmethod(request_fee)
    explanation = (
        "A fees notice must be given within the time for answering. From that day "
        "until the fee is paid, no time runs."
    )
    done = "Fees notice recorded. No time runs until the fee is paid."


class ReceiveFee(RequestActionView):
    form_class = ReceiveFeeForm
    service = staticmethod(receive_fee)
    explanation = (
        "The days from the notice to the payment, both included, do not count. The "
        "time for answering goes on where it stood."
    )
    done = "Payment recorded. The time for answering runs on."
