"""Forms for enclosures."""

from django import forms

from requests_app.files.forms import (
    MISSING,
    FilesForm,
    OneFileInput,
    SeveralFilesField,
)
from requests_app.forms.plain import PlainForm


class AddEnclosureForm(FilesForm):
    file_field = "chosen"
    chosen = SeveralFilesField(
        label="Choose files, or drop them here", error_messages={"required": MISSING}
    )
    title = forms.CharField(
        label="Title in the letter",
        help_text="Only if you add a single file. Leave empty to use the file’s name.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )


class ReplaceEnclosureForm(FilesForm):
    file_field = "file"
    file = forms.FileField(
        label="Corrected file",
        widget=OneFileInput,
        allow_empty_file=True,
        error_messages={"required": MISSING, "missing": MISSING},
    )


class RenameEnclosureForm(PlainForm):
    title = forms.CharField(
        label="Title in the letter",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
        error_messages={"required": "Enter the title of this file in the letter."},
    )

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("title", instance.title)


class AcceptEnclosureForm(PlainForm):
    reason = forms.CharField(
        label="Reason for sending the file as it is",
        help_text="Kept in the history, and shown to the approver.",
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 3}),
        error_messages={"required": "Give the reason for sending this file as it is."},
    )
    sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("sha256", instance.sha256)


class FileShownForm(PlainForm):
    """A decision about the file shown on the page, and no other."""

    sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("sha256", instance.sha256)
