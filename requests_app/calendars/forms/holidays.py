"""Forms for bank holidays and for recalculations."""

from django import forms

from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm
from statute.working_days import Division

_DIVISIONS = [(part.value, str(part.full_name)) for part in Division]


def _reason(label, help_text=""):
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DivisionsField(forms.TypedMultipleChoiceField):
    """A choice of parts of the United Kingdom."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(
            choices=_DIVISIONS,
            coerce=Division,
            error_messages={"required": "Choose at least one part of the country"},
            **kwargs,
        )


class AddHolidayForm(ActionForm):
    button = "Add bank holiday"

    on = DayField(label="Day of the holiday")
    name = forms.CharField(
        label="What it is called",
        max_length=120,
        help_text="As the working of a date shall show it to a requester.",
    )
    divisions = DivisionsField(
        label="Where it is kept",
        help_text="FOIA and EIR leave out a bank holiday of any part. FOISA and EISR "
        "leave out Scotland’s alone.",
    )
    reason = _reason(
        "How this is known",
        "For example: proclaimed on 12 February 2026, and where that was published.",
    )


class RemoveHolidayForm(ActionForm):
    button = "Strike out"
    is_final = True

    divisions = DivisionsField(label="Where it is not kept")
    reason = _reason("How this is known")

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["divisions"].choices = [
            (value, name) for value, name in _DIVISIONS if value in known.kept_in
        ]


class RestoreHolidayForm(ActionForm):
    button = "Keep the day as published"

    reason = _reason("Why the change was wrong")


class CompleteYearForm(ActionForm):
    button = "Declare the year complete"

    reason = _reason(
        "Where these holidays were taken from",
        "For example: the list on GOV.UK as of today, and the proclamations in the "
        "London and Edinburgh Gazettes.",
    )


class RequestRecalculationForm(ActionForm):
    button = "Work out every due date afresh"

    reason = _reason(
        "What it is for",
        "For example: a new release corrected a bank holiday.",
    )
