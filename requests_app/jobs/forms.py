"""The form to cancel a job."""

from django import forms

from requests_app.forms.helper import ActionForm


class CancelJobForm(ActionForm):
    button = "Give it up"
    is_final = True

    reason = forms.CharField(
        label="Why it need not be done",
        help_text="For example, that the person has been told by telephone.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
