"""Forms to import, find, confirm and reuse previous responses."""

from crispy_forms_gds.layout import Button, Layout
from django import forms

from requests_app.forms.fields import DayField
from requests_app.forms.filters import FilterForm
from requests_app.forms.helper import ActionForm
from requests_app.models import FOIRequest
from responses.models.answers import OUTCOME_LABELS

MOST_FILES = 50
# In bytes, for a file to be stored. Reading a file has limits of its own.
LARGEST_KEPT_BYTES = 100 * 1024 * 1024


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Accept one file or several."""

    widget = _Files

    def clean(self, data, initial=None):
        """Return a list of the files, empty for no file."""
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Choose at most {MOST_FILES} files at a time")
        kept = []
        for each in files:
            if not each:
                continue
            if each.size > LARGEST_KEPT_BYTES:
                raise forms.ValidationError(
                    f"“{each.name}” is larger than {LARGEST_KEPT_BYTES // 1024**2} MB"
                )
            kept.append(each)
        return kept


class ImportLettersForm(ActionForm):
    button = "Import letters"

    letters = FilesField(
        label="Files",
        required=False,
        help_text=f"PDF, Word (.docx) or plain text; up to {MOST_FILES} at a time.",
    )
    text = forms.CharField(
        label="Or paste the text of one letter",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean(self):
        data = super().clean()
        is_empty = not data.get("letters") and not data.get("text", "").strip()
        if is_empty and not self.errors:
            self.add_error("letters", "Choose a file, or paste a letter")
        return data


class ConfirmPreviousResponseForm(ActionForm):
    button = "Confirm letter"

    reference = forms.CharField(label="Reference on the letter", max_length=60)
    issued_on = DayField(label="Date of the letter")
    subject = forms.CharField(label="Subject", max_length=200)
    request_reference = forms.CharField(
        label="Request it answers",
        max_length=60,
        required=False,
        help_text=(
            "The request’s reference in this system. Leave empty if the request is "
            "not on record."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for name in ("reference", "request_reference"):
            self.fields[name].widget.attrs["class"] = "govuk-input--width-20"

    def clean_request_reference(self):
        typed = self.cleaned_data["request_reference"].strip()
        if not typed:
            return None
        visible = FOIRequest.objects.visible_to(self.user)
        found = visible.filter(
            reference__in={typed, typed.upper(), typed.lower()}
        ).first()
        if found is None:
            raise forms.ValidationError(
                f"No request {typed} is on record. Check the reference, or leave "
                "this field empty"
            )
        return found

    def said(self):
        """Return the arguments for the service."""
        told = dict(self.cleaned_data)
        told["foi_request"] = told.pop("request_reference")
        return told


class FindPreviousResponsesForm(FilterForm):
    """The filters of the list of previous responses, taken from the address."""

    q = forms.CharField(required=False, max_length=200)
    provision = forms.CharField(required=False, max_length=40, label="Provision")
    outcome = forms.ChoiceField(
        required=False, choices=[("", "Any"), *OUTCOME_LABELS.items()]
    )
    standing = forms.ChoiceField(
        required=False,
        label="Status",
        choices=[
            ("", "Any"),
            ("waiting", "Waiting to be read"),
            ("read", "To be confirmed"),
            ("confirmed", "Confirmed"),
            ("unreadable", "Could not be read"),
        ],
    )


class AdaptAnswerForm(ActionForm):
    button = "Add to the answer"

    is_period_checked = forms.BooleanField(
        label="The earlier answer covers the dates asked about now",
        error_messages={"required": "Confirm that the dates fit"},
    )
    is_holding_checked = forms.BooleanField(
        label="The information held is still as this answer says",
        error_messages={"required": "Confirm that what is held has not changed"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class DiscardPreviousResponseForm(ActionForm):
    button = "Remove the letter"
    is_final = True

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("version", Button.warning("act", self.button))


class KeepDifferenceForm(ActionForm):
    button = "Keep both"

    reason = forms.CharField(
        label="Why both answers stay as they are",
        help_text="For example, that the law or the facts changed between them.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the answers differ"},
    )
