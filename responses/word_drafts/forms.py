"""The form to take back a draft from Word."""

from django import forms

from documents.word_drafts.reader import LARGEST_BYTES
from requests_app.forms.helper import ActionForm

_MOST_MB = LARGEST_BYTES // 1024**2


class TakeBackWordDraftForm(ActionForm):
    button = "Take back"

    file = forms.FileField(
        label="Word document that came back",
        help_text=f"A .docx file of up to {_MOST_MB} MB, downloaded here as a draft.",
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".docx"}),
        error_messages={"required": "Choose the Word document that came back."},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(
                f"“{file.name}” is larger than {_MOST_MB} MB. A draft is smaller: "
                "remove pictures, and choose the file again."
            )
        return file
