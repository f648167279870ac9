"""The form that asks for an export."""

from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.models import Export


class ExportForm(ActionForm):
    button = "Make the file"

    of = forms.ChoiceField(
        label="Rows", choices=Export.Of, initial=Export.Of.REQUESTS,
        widget=forms.RadioSelect,
    )  # fmt: skip
    format = forms.ChoiceField(
        label="Format", choices=Export.Format, initial=Export.Format.XLSX,
        widget=forms.RadioSelect,
    )  # fmt: skip
    has_requesters = forms.BooleanField(
        label="With names and organisations of requesters",
        required=False,
        help_text="Only where you need them: the file leaves this system.",
    )
