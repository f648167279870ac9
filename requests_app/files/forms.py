"""Forms with files."""

from django import forms
from django.conf import settings

from requests_app.files.keeping import too_large
from requests_app.files.names import safe_name
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.forms.plain import PlainForm
from requests_app.models import RequestFile

MOST_AT_ONCE = 20
MISSING = "Choose a file."


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True
    template_name = "components/file_input.html"


class OneFileInput(forms.FileInput):
    template_name = "components/file_input.html"


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
            refusal = too_large(safe_name(name), settings.MOST_BYTES_PER_FILE)
            self.add_error(self.file_field, str(refusal))

    def clean(self):
        if self.too_large:
            # The field looks empty only because the upload of a large file stopped.
            self.errors.pop(self.file_field, None)
            self.refuse_too_large()
        return super().clean()


class AddFilesForm(FilesForm):
    file_field = "chosen"

    chosen = SeveralFilesField(
        label="Choose files, or drop them here", error_messages={"required": MISSING}
    )
    source = forms.ChoiceField(
        label="Where the files are from",
        choices=RequestFile.Source.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="What the files are (optional)",
        help_text="A few words for your colleagues, such as “Plans of the yard”.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        most_mb = settings.MOST_BYTES_PER_FILE // 1_000_000
        self.fields["chosen"].help_text = f"Up to {most_mb} MB each, of any kind."
        self.helper = ActionHelper(self, button="Add files")


class RemoveFileForm(ActionForm):
    button = "Remove file"
    is_final = True

    reason = forms.CharField(
        label="Why the file does not belong to the request",
        help_text="Kept in the history of the request.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the file does not belong to the request"},
    )
