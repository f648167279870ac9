"""Forms of clearance: send, clear, return and recall a response."""

from crispy_forms_gds.layout import Button, Layout
from django import forms
from django.urls import reverse

from requests_app.forms.helper import ActionForm


class SendForClearanceForm(ActionForm):
    button = "Send for clearance"


class ClearResponseForm(ActionForm):
    button = "Clear the response"

    words_sha256 = forms.CharField(widget=forms.HiddenInput)


class ReturnResponseForm(ActionForm):
    """The second form on the approver's page, beside the form to clear."""

    button = "Return to the officer"

    reasons = forms.CharField(
        label="What has to change",
        help_text="The officer reads this as you write it.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what has to change"},
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        at = {"reference": foi_request.reference}
        self.helper.form_action = reverse("return-response", kwargs=at)
        self.helper.layout = Layout("reasons", Button.secondary("act", self.button))


class RecallFromClearanceForm(ActionForm):
    button = "Recall response"
    is_final = True
