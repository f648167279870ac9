"""Forms to record clarification and fees."""

from django import forms

from requests_app.forms.fields import DayField, PoundsField
from requests_app.forms.helper import ActionForm


class SeekClarificationForm(ActionForm):
    button = "Record that clarification was sought"

    on = DayField(label="Date the requester was asked")
    question = forms.CharField(
        label="What the requester was asked",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Use the exact words sent to the requester. Kept in the history.",
    )


class ReceiveClarificationForm(ActionForm):
    button = "Record clarification"

    on = DayField(label="Date the clarification arrived")
    clarification = forms.CharField(
        label="What the requester wrote",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Word for word. Kept in the history.",
    )


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
