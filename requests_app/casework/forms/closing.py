"""Forms to close a request without an answer, and to reopen it."""

from django import forms

from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm


class TransferRequestForm(ActionForm):
    button = "Record transfer"
    is_final = True

    on = DayField(label="Date it was passed on")
    to = forms.CharField(label="Authority it was passed to", max_length=200)
    reason = forms.CharField(
        label="Why they hold the information",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WithdrawRequestForm(ActionForm):
    button = "Record withdrawal"
    is_final = True

    on = DayField(label="Date the requester withdrew it")
    reason = forms.CharField(
        label="What the requester said", widget=forms.Textarea(attrs={"rows": 4})
    )


class LapseRequestForm(ActionForm):
    button = "Close as lapsed"
    is_final = True

    on = DayField(label="Date it lapsed")
    reason = forms.CharField(
        label="What was tried",
        help_text="For example, when the requester was reminded.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReopenRequestForm(ActionForm):
    button = "Reopen request"

    reason = forms.CharField(
        label="Why it is taken up again", widget=forms.Textarea(attrs={"rows": 4})
    )
