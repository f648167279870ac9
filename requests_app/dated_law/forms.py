"""Forms for dated facts of the law, with a field for each detail."""

from crispy_forms_gds.choices import Choice
from django import forms

from requests_app.forms.fields import DayField, PoundsField, asks_for
from requests_app.forms.helper import ActionForm, ActionHelper
from statute.dated import Form

_NARROW = {"class": "govuk-input--width-5", "inputmode": "decimal"}


class LinesField(forms.CharField):
    """Lines of text, one below the other."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value):
        """Format lines for the input."""
        return value if isinstance(value, str) else "\n".join(value or ())

    def clean(self, value):
        """Return the lines, without empty lines."""
        typed = super().clean(value).splitlines()
        return tuple(line.strip() for line in typed if line.strip())


class AddDatedEntryForm(ActionForm):
    button = "Add entry"

    from_on = DayField(label="First day on which this holds")
    source = forms.CharField(
        label="Source",
        help_text="Where you read this, such as the number of the regulations or the "
        "address of the page.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label="Reason for the entry",
        help_text="Kept with the entry.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, fact, **kwargs):
        self.fact = fact
        super().__init__(*args, **kwargs)
        about = {detail.name: _field_for(detail) for detail in fact.details}
        ends = {name: self.fields.pop(name) for name in ("source", "reason")}
        doubts = forms.MultipleChoiceField(
            label="Not confirmed",
            help_text="Details that you could not read in a source. Officers are told "
            "before a letter with such a detail is issued.",
            choices=[Choice(detail.name, detail.label) for detail in fact.details],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields |= about | {"unverified": doubts} | ends
        self.helper = ActionHelper(self, button=self.button)

    @property
    def values(self):
        """The details entered, by name."""
        names = [detail.name for detail in self.fact.details]
        return {name: self.cleaned_data[name] for name in names}


class WithdrawDatedEntryForm(ActionForm):
    button = "Withdraw this entry"
    is_final = True

    reason = forms.CharField(
        label="Why this entry is wrong",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _field_for(detail):
    label = detail.asked
    missing = asks_for("Enter", label)
    told = {
        "label": label,
        "help_text": detail.hint,
        "error_messages": {"required": missing},
    }
    match detail.form:
        case Form.LINES:
            return LinesField(max_length=500, **told)
        case Form.EMAIL:
            return forms.EmailField(**told)
        case Form.WEB:
            return forms.URLField(assume_scheme="https", max_length=300, **told)
        case Form.PENCE:
            return _Pounds(widget=forms.TextInput(attrs=_NARROW), **told)
        case Form.PERCENT:
            return forms.IntegerField(
                min_value=0,
                max_value=100,
                widget=forms.TextInput(attrs=_NARROW),
                **told,
            )
    return forms.CharField(max_length=200, **told)


class _Pounds(PoundsField):
    """An amount that begins as pence."""

    def prepare_value(self, value):
        """Format pence for the input: 450.00."""
        return f"{value / 100:.2f}" if isinstance(value, int) else value
