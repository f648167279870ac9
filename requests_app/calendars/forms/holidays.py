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
        label="Name of the holiday",
        max_length=120,
        help_text="This name is shown where a due date is explained to a requester.",
    )
    divisions = DivisionsField(
        label="Where the holiday applies",
        help_text="FOIA and EIR leave out a bank holiday of any part. FOISA and EISR "
        "leave out Scotland’s alone.",
    )
    reason = _reason(
        "Source",
        "For example: proclaimed on 12 February 2026, and where that was published.",
    )


class RemoveHolidayForm(ActionForm):
    button = "Remove holiday"
    is_final = True

    divisions = DivisionsField(label="Where the day is not a holiday")
    reason = _reason("Source")

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["divisions"].choices = [
            (value, name) for value, name in _DIVISIONS if value in known.kept_in
        ]


class RestoreHolidayForm(ActionForm):
    button = "Restore day as published"

    reason = _reason("Reason for restoring the day")


class CompleteYearForm(ActionForm):
    button = "Declare year complete"

    reason = _reason(
        "Source of these holidays",
        "For example: the list on GOV.UK as of today, and the proclamations in the "
        "London and Edinburgh Gazettes.",
    )


class RequestRecalculationForm(ActionForm):
    button = "Recalculate all due dates"

    reason = _reason(
        "Reason for recalculating",
        "For example: a new release corrected a bank holiday.",
    )
