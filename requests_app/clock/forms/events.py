"""Forms to record clarification and fees."""

from django import forms

from requests_app.actions.clarifications import awaiting_clarification
from requests_app.forms.fields import DayField, PoundsField
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.questions.forms import PartField


class SeekClarificationForm(ActionForm):
    button = "Record that clarification was sought"

    on = DayField(label="Date the requester was asked")
    questions = PartField(
        label="What is unclear",
        help_text="The time of the other questions runs on: answer them by their date.",
        error_messages={"required": "Choose the questions that are unclear"},
    )
    question = forms.CharField(
        label="What the requester was asked",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Use the exact words sent to the requester. Kept in the history.",
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.fields["questions"].offer(foi_request):
            del self.fields["questions"]
            self.helper = ActionHelper(self, button=self.button)


class ReceiveClarificationForm(ActionForm):
    button = "Record clarification"

    on = DayField(label="Date the clarification arrived")
    questions = PartField(
        label="What the requester clarified",
        help_text="Questions left out wait for the requester still.",
        error_messages={"required": "Choose the questions that were clarified"},
    )
    clarification = forms.CharField(
        label="What the requester wrote",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Word for word. On the next page you put it into the questions.",
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["questions"]
        waiting = awaiting_clarification(foi_request)
        if not field.offer(
            foi_request, waiting, every="Every question that waits for the requester"
        ):
            del self.fields["questions"]
            self.helper = ActionHelper(self, button=self.button)


class WithdrawClarificationForm(ActionForm):
    button = "Record that clarification is not needed"

    on = DayField(label="Date you found that it is not needed")
    reason = forms.CharField(
        label="Why it is not needed",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kept in the history.",
    )


class RequestFeeForm(ActionForm):
    button = "Record fees notice"

    on = DayField(label="Date the fees notice was given")
    amount_pence = PoundsField(
        label="Fee in pounds",
        help_text="For example, 45.50",
        error_messages={
            "required": "Enter the fee in pounds",
            "invalid": "Enter the fee in pounds and pence, such as 45.50",
            "min_value": "The fee must be more than £0",
        },
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}
        ),
    )


class ReceiveFeeForm(ActionForm):
    button = "Record payment"

    on = DayField(label="Date the payment was received")
