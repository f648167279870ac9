"""Forms of time spent."""

from typing import Final

from django import forms

from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm
from requests_app.models import TimeSpent
from requests_app.models.time_spent import MOST_MINUTES
from statute.money import Activity, counted_activities
from statute.regimes import Regime

_MINUTES: Final = {"inputmode": "numeric", "class": "govuk-input--width-5"}


class _TimeForm(ActionForm):
    """Ask for time on a request.

    Args:
        foi_request: The request: its law says which work is offered.
        chosen: The work of a record already made, offered in any case.
    """

    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs=_MINUTES),
    )
    work = forms.ChoiceField(label="What the work was", widget=forms.RadioSelect)
    on = DayField(label="Day of the work")
    note = forms.CharField(
        label="What you did (optional)", max_length=200, required=False
    )

    def __init__(self, *args, foi_request, chosen="", **kwargs):
        super().__init__(*args, **kwargs)
        counted = counted_activities(Regime(foi_request.regime))
        offered = counted or set(Activity) - {Activity.PROVIDING}
        self.fields["work"].choices = [
            (value, label)
            for value, label in TimeSpent.Work.choices
            if value in offered or value not in set(Activity) or value == chosen
        ]


class RecordTimeForm(_TimeForm):
    button = "Record time"

    form_key = forms.UUIDField(widget=forms.HiddenInput)


class ChangeTimeForm(_TimeForm):
    button = "Save time"

    minutes = forms.IntegerField(
        label="Minutes",
        help_text="Enter 0 to take this record out.",
        min_value=0,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs=_MINUTES),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
