"""Forms of procedural letters, built from the fields of each kind."""

from decimal import Decimal

from crispy_forms_gds.choices import Choice as Radio
from crispy_forms_gds.layout import HTML, Field
from django import forms

from requests_app.forms.fields import DayField, PoundsField
from requests_app.forms.helper import ActionForm
from requests_app.forms.plain import PlainForm
from responses.drafting.forms.draft import DraftHelper, VersionField
from responses.procedural.kinds.fields import (
    Choice,
    Day,
    Number,
    Part,
    Pounds,
    Provisions,
    Reliance,
    Words,
    kept,
)
from responses.sending.forms.sending import SendingFields

MOST_TYPED = 20_000
_IN_A_LINE = 300


class SaveProceduralLetterForm(PlainForm):
    """Show the fields of one kind of letter. Nothing is required to save.

    Args:
        fields: The fields, as returned by `ProceduralKind.fields`.
        reliances: The provisions named on the page, each a `Reliance`.
        slips: Returns each value that cannot be right, by the name of its field, with a
            sentence; None for a kind whose values are not checked together.
    """

    version = VersionField()

    def __init__(self, *args, fields, reliances=(), slips=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked, self.named, self.slips = fields, reliances, slips
        self.provisions = None
        layout = []
        for field in fields:
            if isinstance(field, Provisions):
                self._ask_for_provisions(field)
                layout.append(
                    HTML('{% include "responses/procedural/provisions.html" %}')
                )
                continue
            self.fields[field.name] = _form_field(field)
            layout.append(
                Field.radios(field.name, small=True)
                if isinstance(field, Choice)
                else field.name
            )
        self.helper = DraftHelper(*layout, "version")

    def _ask_for_provisions(self, field):
        self.provisions = field
        for one in self.named:
            if field.questions:
                about = _form_field(field.questions)
                about.initial = list(one.questions)
                self.fields[f"about {one.key}"] = about
            self.fields[f"why {one.key}"] = forms.CharField(
                label="Why the exemption applies",
                required=False,
                max_length=MOST_TYPED,
                initial=one.why,
                widget=forms.Textarea(attrs={"rows": 4, "class": "govuk-textarea"}),
            )

    @property
    def reliances(self):
        """Provisions on the page, with their form fields."""
        known = {one.key: one for one in self.provisions.choices}
        return [
            (
                known[one.key],
                self[f"about {one.key}"] if self.provisions.questions else None,
                self[f"why {one.key}"],
            )
            for one in self.named
        ]

    @property
    def others(self):
        """Provisions not yet named, for the list of choices."""
        named = {one.key for one in self.named}
        return [
            (one.key, f"{one.citation} – {one.title}")
            for one in self.provisions.choices
            if one.key not in named
        ]

    def clean(self):
        """Refuse values that do not fit together."""
        cleaned = super().clean()
        if self.slips is not None and not self.errors:
            for name, sentence in self.slips(self.values()):
                self.add_error(name, sentence)
        return cleaned

    def details(self):
        """Return the values for the draft's `details`."""
        return kept(self.asked, self.values())

    def values(self):
        """Return the values entered, by field name."""
        values = dict(self.cleaned_data)
        if self.provisions is not None:
            values[self.provisions.name] = tuple(
                Reliance(
                    key=one.key,
                    questions=tuple(values.get(f"about {one.key}", ())),
                    why=_lines(values.get(f"why {one.key}", "")),
                )
                for one in self.named
            )
        return {
            field.name: _lines(values[field.name])
            if isinstance(values[field.name], str)
            else values[field.name]
            for field in self.asked
        }


class IssueProceduralLetterForm(SendingFields, ActionForm):
    button = "Issue the letter"

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    page_sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hidden = ["number", "page_sha256"]
        self.helper.layout.fields[:-1] = [*hidden, self.sending_fields]


def _form_field(field):
    shared = {"label": field.label, "help_text": field.hint, "required": False}
    match field:
        case Choice():
            return forms.ChoiceField(
                **{**shared, "required": True},
                choices=[
                    Radio(key, words, hint=why) for key, words, why in field.choices
                ],
                widget=forms.RadioSelect,
            )
        case Part():
            boxes = forms.CheckboxSelectMultiple({"class": "govuk-checkboxes__input"})
            return forms.MultipleChoiceField(
                **shared, choices=field.choices, widget=boxes
            )
        case Day():
            if not field.hint:
                del shared["help_text"]
            return DayField(**shared)
        case Number():
            return forms.DecimalField(
                **shared,
                min_value=Decimal("0.01"),
                max_digits=8,
                decimal_places=2,
                error_messages={
                    "invalid": "Enter a number, such as 12 or 7.5",
                    "min_value": "Enter more than 0",
                },
                widget=forms.TextInput(
                    attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}
                ),
            )
        case Pounds():
            return PoundsField(
                **shared,
                error_messages={
                    "invalid": "Enter pounds and pence, such as 45.50",
                    "min_value": "Enter more than £0",
                },
                widget=forms.TextInput(
                    attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}
                ),
            )
        case Words():
            widget = forms.Textarea(attrs={"rows": field.rows})
            return forms.CharField(**shared, max_length=MOST_TYPED, widget=widget)
    return forms.CharField(**shared, max_length=_IN_A_LINE)


def _lines(text):
    return text.replace("\r\n", "\n").strip()
