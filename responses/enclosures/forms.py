"""Forms for enclosures."""

from django import forms
from django.conf import settings

from requests_app.files.names import safe_name
from requests_app.forms.plain import PlainForm
from responses.enclosures import adding

MOST_AT_ONCE = 20
MISSING = "Choose a file."


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True
    template_name = "responses/enclosures/enclosure_input.html"


class OneFileInput(forms.FileInput):
    template_name = "responses/enclosures/enclosure_input.html"


class SeveralFilesField(forms.FileField):
    widget = SeveralFilesInput

    def clean(self, data, initial=None):
        # The service refuses an empty file, with the same words everywhere.
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(f"Choose {MOST_AT_ONCE} files or fewer.")
        return list(files)


class FilesForm(PlainForm):
    """A form with files, including names of files refused during the upload."""

    file_field = ""

    def __init__(self, *args, too_large=(), instance=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def refuse_too_large(self):
        for name in self.too_large:
            refusal = adding.too_large(safe_name(name), settings.MOST_BYTES_PER_FILE)
            self.add_error(self.file_field, str(refusal))

    def clean(self):
        if self.too_large:
            # The field looks empty only because the upload of a large file stopped.
            self.errors.pop(self.file_field, None)
            self.refuse_too_large()
        return super().clean()


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
