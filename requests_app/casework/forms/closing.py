"""Forms to close a request without an answer, and to reopen it."""

from crispy_forms_gds.choices import Choice
from django import forms

from requests_app.casework.closing import may_become_valid
from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm, ActionHelper


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

    validity = forms.ChoiceField(
        label="When the request was valid",
        widget=forms.RadioSelect,
        choices=[
            Choice("later", "What was missing arrived later"),
            Choice(
                "always",
                "The request was valid from the start",
                hint="It should not have been closed as not valid.",
            ),
        ],
    )
    became_valid_on = DayField(
        label="Date on which what was missing arrived",
        help_text="The time for answering is counted from this day. For example, "
        "27 3 2026",
        required=False,
    )
    reason = forms.CharField(
        label="Reason for reopening", widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_become_valid(foi_request):
            del self.fields["validity"], self.fields["became_valid_on"]
            self.helper = ActionHelper(self, button=self.button)

    def clean(self):
        """Require the day where what was missing arrived later, and only there."""
        data = super().clean() or self.cleaned_data
        validity, day = data.pop("validity", None), data.get("became_valid_on")
        if "became_valid_on" in self.errors:
            return data
        if validity == "later" and day is None:
            self.add_error(
                "became_valid_on", "Enter the date on which what was missing arrived"
            )
        if validity == "always" and day is not None:
            self.add_error(
                "became_valid_on",
                "Leave the date empty if the request was valid from the start",
            )
        return data
