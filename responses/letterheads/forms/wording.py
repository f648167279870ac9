"""Forms for the wording of letters."""

from crispy_forms_gds.layout import Button, Layout
from django import forms
from django.core.exceptions import ValidationError

from requests_app.forms.helper import ActionForm
from responses.letters.wording.filling import SentenceRefused


class SaveWordingForm(ActionForm):
    button = "Save as a new version"

    text = forms.CharField(
        label="The sentence",
        help_text="Two asterisks on either side make **words** bold.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "true"}),
        max_length=6000,
        error_messages={"required": "Write the sentence"},
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, sentence, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.sentence = sentence
        self.fields["text"].widget.attrs["lang"] = language
        self.helper.layout = Layout(
            "text",
            "number",
            Button.primary("act", self.button),
            Button.secondary("preview", "Show it in a letter"),
        )

    def clean_text(self):
        text = " ".join(self.cleaned_data["text"].split())
        try:
            self.sentence.check(text)
        except SentenceRefused as reason:
            raise ValidationError(str(reason)) from reason
        return text


class RestoreWordingForm(ActionForm):
    button = "Restore version"

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
