"""Form for the look of letters and the address they are sent from."""

from crispy_forms_gds.layout import Button, Fieldset, Layout
from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.models import FOIRequest
from responses.models import Letterhead

_FILE = {"accept": "image/png,image/jpeg"}


class SaveLetterheadForm(ActionForm):
    button = "Save letterhead"

    logo = forms.FileField(
        label="Logo",
        help_text="PNG or JPEG, 2 MB or smaller. It is printed at most 70 mm wide.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs=_FILE),
    )
    logo_text = forms.CharField(
        label="Text alternative for the logo",
        help_text="Read out by screen readers. If you leave this empty: “Logo of” "
        "and the authority’s name.",
        max_length=120,
        required=False,
    )
    remove_logo = forms.BooleanField(label="Remove the logo", required=False)
    signature = forms.FileField(
        label="Picture of a signature",
        help_text="PNG or JPEG, 2 MB or smaller. It is printed above the "
        "signatory’s name.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs=_FILE),
    )
    remove_signature = forms.BooleanField(label="Remove the signature", required=False)
    layout = forms.ChoiceField(
        label="Where the requester’s questions are quoted",
        choices=Letterhead.Layout,
        widget=forms.RadioSelect,
    )
    envelope = forms.ChoiceField(
        label="Envelopes for letters by post",
        help_text="Letters for window envelopes go into envelopes without a window "
        "too.",
        choices=Letterhead.Envelope,
        widget=forms.RadioSelect,
    )
    has_headings = forms.BooleanField(
        label="Head answers “Question 2(b)” instead of “2(b)”", required=False
    )
    language = forms.ChoiceField(
        label="Language of letters, unless a request says otherwise",
        choices=FOIRequest.Language,
        widget=forms.RadioSelect,
    )
    sends_from = forms.EmailField(
        label="Address that e-mails are sent from",
        help_text=(
            "If you leave this empty, the default address of this installation is used."
        ),
        required=False,
    )
    undo_minutes = forms.IntegerField(
        label="Minutes in which sending can be undone after issue",
        min_value=0,
        max_value=24 * 60,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}
        ),
    )
    archive = forms.ChoiceField(
        label="Archive copy of each letter",
        choices=Letterhead.Archive,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, letterhead, **kwargs):
        super().__init__(*args, **kwargs)
        for picture in ("logo", "signature"):
            if not getattr(letterhead, picture).name:
                del self.fields[f"remove_{picture}"]
        names = [name for name in self.fields if name != "version"]
        looks = names[: names.index("layout")]
        self.helper.layout = Layout(
            Fieldset(*looks, legend="Logo and signature", legend_size="m"),
            Fieldset(
                "envelope",
                "layout",
                "has_headings",
                "language",
                legend="Layout of letters",
                legend_size="m",
            ),
            Fieldset(
                "sends_from",
                "undo_minutes",
                "archive",
                legend="Sending and filing",
                legend_size="m",
            ),
            "version",
            Button.primary("act", self.button),
        )
