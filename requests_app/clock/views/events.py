"""Views to record clarification and fees."""

from requests_app.clock.events import (
    receive_clarification,
    receive_fee,
    request_fee,
    seek_clarification,
    withdraw_clarification,
)
from requests_app.clock.forms.events import (
    ReceiveClarificationForm,
    ReceiveFeeForm,
    RequestFeeForm,
    SeekClarificationForm,
    WithdrawClarificationForm,
)
from requests_app.clock.views.remarking import RemarkingView
from requests_app.pages.action_view import RequestActionView


class SeekClarification(RemarkingView):
    form_class = SeekClarificationForm
    service = staticmethod(seek_clarification)
    explanation = (
        "Ask only if you reasonably need to know more to find the information, and "
        "offer help. The time for answering stops until the requester replies, then "
        "starts again from the beginning."
    )
    done = (
        "Clarification sought. The time for answering stops until the requester "
        "replies."
    )


class ReceiveClarification(RequestActionView):
    form_class = ReceiveClarificationForm
    service = staticmethod(receive_clarification)
    explanation = (
        "The day the clarification arrived counts as the day of receipt: the time "
        "for answering starts again on the next working day."
    )
    done = "Clarification recorded. The request has a new due date."


class WithdrawClarification(RequestActionView):
    form_class = WithdrawClarificationForm
    service = staticmethod(withdraw_clarification)
    explanation = (
        "Use this when the information can be found without an answer. The time for "
        "answering runs from the first day, as if nothing had been asked, so the "
        "request may be overdue at once. Write to the requester that no answer is "
        "needed."
    )
    done = "Recorded. The time for answering runs as if nothing had been asked."


class RequestFee(RequestActionView):
    form_class = RequestFeeForm
    service = staticmethod(request_fee)
    explanation = (
        "A fees notice must be given within the time for answering. The time for "
        "answering stops from that day until the fee is paid."
    )
    done = "Fees notice recorded. The time for answering stops until the fee is paid."


class ReceiveFee(RequestActionView):
    form_class = ReceiveFeeForm
    service = staticmethod(receive_fee)
    explanation = (
        "The days from the notice to the payment, both included, do not count. The "
        "time for answering then continues from where it stopped."
    )
    done = "Payment recorded. The time for answering is running again."
