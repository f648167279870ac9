"""Forms to close a request without an answer, and to reopen it."""

from django import forms

from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm


class TransferRequestForm(ActionForm):
    button = "Record transfer"
    is_final = True

    on = DayField(label="Date the request was passed on")
    to = forms.CharField(label="Authority the request was passed to", max_length=200)
    reason = forms.CharField(
        label="Why that authority holds the information",
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

    on = DayField(label="Date the request lapsed")
    reason = forms.CharField(
        label="Steps taken to reach the requester",
        help_text="For example, the dates of reminders.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReopenRequestForm(ActionForm):
    button = "Reopen request"

    reason = forms.CharField(
        label="Reason for reopening", widget=forms.Textarea(attrs={"rows": 4})
    )
