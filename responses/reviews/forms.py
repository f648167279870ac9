"""Forms to decide a review."""

from crispy_forms_gds.layout import HTML, Field
from django import forms

from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm
from requests_app.forms.plain import PlainForm
from responses.drafting.forms.draft import DraftHelper, VersionField
from responses.drafting.forms.rich_text import RichTextField
from responses.models import ReviewedProvision
from responses.reviews.fates import CHOICES

_FATES = ReviewedProvision.Fate


class DecideProvisionsForm(ActionForm):
    """A field for each provision that the answer under review relied on."""

    button = "Save"

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = {}
        for number, line in enumerate(lines):
            name = f"provision_{number}"
            self.keys[name] = line.key
            self.fields[name] = forms.ChoiceField(
                label=line.title,
                choices=[("", "Not decided yet"), *((f, f.label) for f in CHOICES)],
                widget=forms.RadioSelect,
                required=False,
                initial=line.fate,
                help_text=_told(line),
            )
        self.helper = self.make_helper()

    @property
    def fates(self):
        """The fate of each provision, by its key."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


def _told(line):
    if line.stated:
        return ""
    if line.suggested:
        said = _FATES(line.suggested).label.lower()
        return f"Comparing the letters suggests: {said}. Check, and save."
    return "The point of the review is not decided yet."


class DecideReviewPointForm(PlainForm):
    decision = forms.ChoiceField(
        label="Decision", widget=forms.RadioSelect, required=False
    )
    reasons = RichTextField(label="Reasons, as the letter gives them")
    remedy = forms.CharField(
        label="What you will do to put things right",
        help_text="This completes the sentence “We will …”. Leave empty if this "
        "letter itself puts things right, or nothing went wrong.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    remedy_by = DayField(label="Date by which you will do it", required=False)
    version = VersionField()

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("", "Not decided yet"), *choices.items()]
        self.helper = DraftHelper(
            Field.radios("decision", small=True),
            "reasons",
            HTML('{% include "responses/reviews/point_status.html" %}'),
            "remedy",
            "remedy_by",
            "version",
        )

    def clean_reasons(self):
        field = self.fields["reasons"]
        return field.clean_beside(self.cleaned_data["reasons"], self.initial["reasons"])

    def clean(self):
        """Require a remedy where a day for the remedy is given."""
        data = super().clean() or self.cleaned_data
        if data.get("remedy_by") and not (data.get("remedy") or "").strip():
            self.add_error("remedy", "Say what will be done by that day")
        return data
