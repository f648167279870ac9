"""The form that takes a table of past requests."""

from django import forms

from requests_app.files.forms import OneFileInput
from requests_app.forms.helper import ActionForm


class UploadTableForm(ActionForm):
    """A table to check."""

    button = "Check the table"

    file = forms.FileField(
        label="Table of past requests",
        help_text="CSV or an Excel workbook (.xlsx), at most 50 MB. It is checked "
        "first: nothing is imported yet.",
        widget=OneFileInput(
            attrs={
                "accept": ".csv,.txt,.xlsx,text/csv,application/"
                "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
    )
