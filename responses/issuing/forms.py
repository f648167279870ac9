"""Issue a cleared response."""

from django import forms
from django.urls import reverse

from requests_app.forms.helper import ActionForm
from responses.sending.forms.sending import SendingFields


class IssueResponseForm(SendingFields, ActionForm):
    button = "Issue the letter"

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout.fields[:-1] = ["number", self.sending_fields]
        self.helper.form_action = reverse(
            "issue-response", kwargs={"reference": self.foi_request.reference}
        )
