"""The form to put a request off one's own desk."""

from crispy_forms_gds.fields import DateInputField
from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.models import Snooze

DAY = "day"


class SnoozeRequestForm(ActionForm):
    button = "Snooze request"

    until = forms.ChoiceField(
        label="Until when",
        choices=[
            (DAY, "Until a day"),
            *((e.value, f"Until {e.label}") for e in Snooze.Event),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a day or an event"},
    )
    until_on = DateInputField(
        label="Day",
        required=False,
        help_text="Only for “Until a day”. On this day the request is back on your "
        "desk.",
    )

    def clean(self):
        cleaned = super().clean()
        is_missing = "until_on" not in self.errors and not cleaned.get("until_on")
        if cleaned.get("until") == DAY and is_missing:
            self.add_error("until_on", "Enter the day for the request to come back")
        return cleaned
