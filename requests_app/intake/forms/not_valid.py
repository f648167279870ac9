"""The form to find a request not valid."""

from django import forms

from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm


class MarkNotValidForm(ActionForm):
    button = "Mark as not valid"
    is_final = True

    on = DayField(label="Date the request was found not valid")
    reason = forms.CharField(
        label="What the request lacks",
        help_text="For example, a name, an address for an answer, or a description of "
        "the information wanted.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
