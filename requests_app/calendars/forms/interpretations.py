"""Forms for the interpretations of disputed points, and for school closures."""

import json
import re
from datetime import time

from crispy_forms_gds.choices import Choice
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import SchoolClosure
from requests_app.forms.fields import DayField, HourField, SeenField, asks_for
from requests_app.forms.helper import ActionForm, ActionHelper
from statute.deadlines.disputed import points
from statute.regimes import INFORMATION_REGIMES

_REGIMES = frozenset(INFORMATION_REGIMES)


def points_of(authority):
    """Return the disputed points relevant to an authority's requests."""
    scottish = {regime for regime in _REGIMES if regime.is_scottish}
    laws = frozenset(scottish if authority.is_scottish else _REGIMES - scottish)
    return [point for point in points() if point.matters_to(authority.kind, laws)]


class DaysField(forms.CharField):
    """Numbers of working days, separated by commas."""

    def __init__(self, *, point, **kwargs):
        super().__init__(**kwargs)
        self.point = point

    def prepare_value(self, value):
        """Format a list for the input."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value):
        """Return the numbers, sorted and without repeats."""
        words = re.split(r"[\s,;]+", super().clean(value).strip())
        numbers = {int(word) if word.isdecimal() else 0 for word in words if word}
        least, most = self.point.at_least, self.point.at_most
        if any(not least <= number <= most for number in numbers):
            raise ValidationError(
                f"Enter working days from {least} to {most}, with commas between them"
            )
        return sorted(numbers)


class ChangeInterpretationsForm(ActionForm):
    button = "Save interpretations"

    # The interpretations when the page was opened.
    seen = SeenField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Reason for the change",
        help_text="For example: decided by the information governance board in May. "
        "The reason is kept with the change.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        self.authority = authority
        self.points = points_of(authority)
        now = authority.interpretations
        for point in self.points:
            self.fields[point.field] = _field_for(point)
            self.initial.setdefault(point.field, now.get(point.field, point.default))
        self.initial.setdefault("seen", now)
        self.fields["reason"] = self.fields.pop("reason")
        self.helper = ActionHelper(self, button=self.button)

    def see_again(self, seen):
        """Accept the form again once another user's change has been shown."""
        self.data = self.data.copy()
        self.data["seen"] = json.dumps(seen)

    @property
    def interpretations(self):
        """The interpretations as chosen; points not on the form stay unchanged."""
        chosen = {point.field: self.cleaned_data[point.field] for point in self.points}
        times = {
            name: value.isoformat("minutes")
            for name, value in chosen.items()
            if isinstance(value, time)
        }
        return {**self.authority.interpretations, **chosen, **times}


def _field_for(point):
    """Return the form field for a disputed point."""
    told = {
        "label": point.question,
        "help_text": f"{point.explanation} Source: {point.source}.",
    }
    if point.choices:
        return forms.ChoiceField(
            choices=[
                Choice(choice.value, choice.label, hint=choice.hint or None)
                for choice in point.choices
            ],
            widget=forms.RadioSelect,
            error_messages={"required": asks_for("Choose", point.title)},
            **told,
        )
    if isinstance(point.default, list):
        return DaysField(point=point, required=False, **told)
    if isinstance(point.default, int):
        return forms.IntegerField(
            min_value=point.at_least,
            max_value=point.at_most,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}
            ),
            **told,
        )
    return HourField(**told)


class RecordClosureForm(ActionForm):
    button = "Add days without a session"

    kind = forms.ChoiceField(
        label="Why there is no session",
        choices=[
            Choice(
                SchoolClosure.Kind.SCHOOL_CLOSED,
                SchoolClosure.Kind.SCHOOL_CLOSED.label,
                hint="Holidays between terms, half-terms, snow days.",
            ),
            Choice(
                SchoolClosure.Kind.NON_PUPIL_DAY,
                SchoolClosure.Kind.NON_PUPIL_DAY.label,
            ),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="Name of these days",
        max_length=120,
        help_text="For example, Christmas holidays",
    )
    first_on = DayField(label="First day")
    last_on = DayField(label="Last day", help_text="This day is included")


class WithdrawClosureForm(ActionForm):
    button = "Withdraw these days"
    is_final = True

    reason = forms.CharField(
        label="Why these days are wrong", widget=forms.Textarea(attrs={"rows": 3})
    )
