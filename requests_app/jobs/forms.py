"""The form to cancel a job."""

from django import forms

from requests_app.forms.helper import ActionForm


class CancelJobForm(ActionForm):
    button = "Cancel job"
    is_final = True

    reason = forms.CharField(
        label="Reason for cancelling",
        help_text="For example, the recipient has been told by telephone.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
