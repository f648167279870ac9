"""The form to record a later letter."""

from django import forms
from django.core.validators import MaxLengthValidator

from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm


class RecordLaterLetterForm(ActionForm):
    button = "Record letter"

    on = DayField(
        label="Date the letter arrived",
        help_text="The day it reached the authority, on an evening or a weekend too. "
        "For example, 27 3 2026",
    )
    letter = forms.CharField(
        label="What the requester wrote",
        # No `max_length`: by it a browser would cut what is pasted.
        validators=[MaxLengthValidator(500_000)],
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Word for word. On the next page you put it into the questions.",
        error_messages={"required": "Enter what the requester wrote"},
    )
