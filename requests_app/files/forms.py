"""Forms with files."""

from django import forms
from django.conf import settings

from requests_app.files.keeping import too_large
from requests_app.files.names import safe_name
from requests_app.forms.plain import PlainForm

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
