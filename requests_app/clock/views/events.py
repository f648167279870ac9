"""Views to record clarification and fees."""

from django.urls import reverse

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
from requests_app.workflow import State
from statute.working_days import format_date


class _AboutQuestions(RequestActionView):
    """An action that may concern only some of the questions."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}


class SeekClarification(RemarkingView, _AboutQuestions):
    form_class = SeekClarificationForm
    service = staticmethod(seek_clarification)
    explanation = (
        "Ask only if you reasonably need to know more to find the information, and "
        "offer help. The time for answering what is unclear stops until the requester "
        "replies, then starts again from the beginning."
    )

    @property
    def done(self):
        if self.made.state == State.ANSWERING:
            return (
                "Clarification sought. The time of the other questions runs on: they "
                f"are due by {format_date(self.made.due_on)}."
            )
        return (
            "Clarification sought. The time for answering stops until the requester "
            "replies."
        )


class ReceiveClarification(_AboutQuestions):
    form_class = ReceiveClarificationForm
    service = staticmethod(receive_clarification)
    explanation = (
        "The day the clarification arrived counts as the day of receipt: the time "
        "for answering starts again on the next working day."
    )
    done = (
        "Clarification recorded. Now put what the requester wrote into the questions."
    )

    def get_success_url(self):
        return reverse("correct-questions", args=[self.made.reference])


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
        "answering stops from that day until the fee is paid. The law knows a fee for "
        "the request only, not for part of it: all that is still owed waits."
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
