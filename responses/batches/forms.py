"""Forms to write the same letter about many requests, and to reprint letters."""

import uuid

from crispy_forms_gds.choices import Choice
from django import forms

from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm
from requests_app.forms.plain import PlainForm
from responses.batches.queueing import BATCH_KINDS
from responses.procedural.forms import SaveProceduralLetterForm

SENT, KEPT = "sent", "kept"
_ADDRESSED = "By e-mail where an address is on record, and by post otherwise"


class ChooseRequestsForm(PlainForm):
    """Choose a kind of letter, and the requests for it.

    Args:
        foi_requests: The requests to choose from.
    """

    kind = forms.ChoiceField(
        label="Which letter",
        choices=[(kind.type.value, kind.action) for kind in BATCH_KINDS.values()],
    )
    chosen: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=None,
        error_messages={
            "required": "Choose at least one request",
            "invalid_choice": "One of these requests can no longer be chosen",
        },
    )

    def __init__(self, *args, foi_requests, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = foi_requests


class WriteToManyForm(SaveProceduralLetterForm):
    """The fields of a letter, filled in once for all requests, and the sending."""

    form_key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    send = forms.ChoiceField(
        label="How to send the letters",
        choices=[
            Choice(SENT, _ADDRESSED),
            Choice(KEPT, "Do not send now; home lists each letter until you send it"),
        ],
        initial=SENT,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout.fields += ["send", "form_key"]


class ReprintForm(ActionForm):
    button = "Create print file"

    first_on = DayField(label="First day of issue")
    last_on = DayField(label="Last day of issue")
    form_key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def clean(self):
        first_on, last_on = map(self.cleaned_data.get, ("first_on", "last_on"))
        if first_on and last_on and last_on < first_on:
            self.add_error("last_on", "This day must not be before the first")
        return self.cleaned_data
