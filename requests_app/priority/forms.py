"""Forms of priority."""

from django import forms

from requests_app.forms.helper import ActionForm


def _reason(label, *, is_required=True, hint="The reason stays in the history."):
    return forms.CharField(
        label=label,
        required=is_required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=hint,
    )


class AskForPriorityForm(ActionForm):
    button = "Ask for priority"

    reason = _reason("Why, and until when")


class DecidePriorityForm(ActionForm):
    button = "Save decision"

    decision = forms.ChoiceField(
        label="Decision",
        choices=[("granted", "Grant priority"), ("declined", "Decline")],
        widget=forms.RadioSelect,
    )
    reason = _reason(
        "Reason (optional)",
        is_required=False,
        hint="Needed to decline. The person who asked is told, and it stays in the "
        "history.",
    )


class WithdrawPriorityForm(ActionForm):
    button = "Withdraw priority"

    reason = _reason("Why")
