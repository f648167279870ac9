"""The form to find requests. Its values are in the URL of the list."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, Model, OuterRef, Q

from accounts import policy
from accounts.models import Team, User
from requests_app.forms.plain import PlainForm
from requests_app.lists.queries import (
    ALL,
    CLOSED,
    HELD_BY_NOBODY,
    IN_TIME,
    LATE,
    NOBODY,
    OPEN,
    REQUESTS,
    REVIEWS,
    SORTS,
)
from requests_app.models import FOIRequest
from requests_app.querysets import DueBand
from requests_app.workflow import State
from statute.regimes import INFORMATION_REGIMES

_STATES = [
    (OPEN, "All open requests"),
    (CLOSED, "All closed requests"),
    (ALL, "All"),
    *State.choices,
]
_KINDS = [(REQUESTS, "Requests"), (REVIEWS, "Internal reviews")]
_TIMELINESS = [(IN_TIME, "In time"), (LATE, "Late")]
_LONGEST_SEARCH = 200
_SPANS = [("received_from", "received_to"), ("closed_from", "closed_to")]
# A search by any of these includes closed requests.
_OF_ALL = (
    "q",
    "answered",
    "answered_from",
    "answered_to",
    "closed_from",
    "closed_to",
)


def _whole_words(text: str) -> str:
    """Return the part of a text to search for, cut at the end of a word."""
    if len(text) <= _LONGEST_SEARCH:
        return text
    return text[:_LONGEST_SEARCH].rpartition(" ")[0] or text[:_LONGEST_SEARCH]


def _any(choices: Iterable[tuple[Any, str]]) -> list[tuple[Any, str]]:
    return [("", "Any"), *choices]


class DayInput(forms.TextInput):
    """A day as 27/3/2026. A browser's own date field follows the browser's country."""

    def __init__(self):
        super().__init__(attrs={"class": "govuk-input", "autocomplete": "off"})

    def format_value(self, value):
        """Show a day of the URL, 2026-03-27, as a person writes it."""
        with suppress(ValueError):
            day = date.fromisoformat(str(value))
            return f"{day.day}/{day.month}/{day.year}"
        return super().format_value(value)


class FilterDayField(forms.DateField):
    widget = DayInput

    def __init__(self, label):
        super().__init__(
            label=label,
            required=False,
            input_formats=[
                "%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y",
                "%d/%m/%y",
            ],
            error_messages={"invalid": f"“{label}” is not a date, such as 27/3/2026"},
        )  # fmt: skip


class FindRequestsForm(PlainForm):
    q = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        choices=[(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")],
        required=False,
        widget=forms.HiddenInput,
    )
    state = forms.ChoiceField(choices=_STATES)
    band = forms.ChoiceField(choices=_any(DueBand.choices), required=False, label="Due")
    officer = forms.ChoiceField(required=False)
    team = forms.ChoiceField(required=False)
    regime = forms.ChoiceField(
        choices=_any((regime.value, regime.value) for regime in INFORMATION_REGIMES),
        required=False,
    )
    kind = forms.ChoiceField(choices=_any(_KINDS), required=False, label="Kind")
    answered = forms.ChoiceField(choices=_any(_TIMELINESS), required=False)
    received_from = FilterDayField("Received from")
    received_to = FilterDayField("Received to")
    answered_from = FilterDayField("First answered from")
    answered_to = FilterDayField("First answered to")
    closed_from = FilterDayField("Closed from")
    closed_to = FilterDayField("Closed to")

    def __init__(self, data, *, user):
        data = data.copy()
        # Search only for the beginning of a long text, as the search box shows.
        data["q"] = _whole_words(data.get("q", ""))
        if not data.get("state"):
            means_all = any(data.get(name) for name in _OF_ALL)
            data["state"] = ALL if means_all else OPEN
        super().__init__(data, auto_id="filter_%s")
        self.fields["officer"].choices = [
            *_with_none("Unassigned", _officers(user)),
            (HELD_BY_NOBODY, "Held by nobody who can act"),
        ]
        self.fields["team"].choices = _with_none(
            "No team", Team.everything.filter(authority_id=user.authority_id)
        )
        for field in self.fields.values():
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "govuk-select"
        for name, field in self.fields.items():
            if self[name].errors:
                field.widget.attrs["aria-describedby"] = f"filter_{name}_error"

    def clean(self):
        """Leave out a last day before the first day, and say so."""
        found = super().clean()
        for first, last in _SPANS:
            begins, ends = found.get(first), found.get(last)
            if begins and ends and ends < begins:
                labels = self.fields[last].label, self.fields[first].label
                self.add_error(last, "“{}” is before “{}”".format(*labels))
        return found

    @property
    def wanted(self):
        """The valid filters in the URL. Invalid ones are ignored."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _with_none(label: str, choices: Iterable[Model]) -> list[tuple[str, str]]:
    named = ((str(each.pk), str(each)) for each in choices)
    return _any([(NOBODY, label), *named])


def _officers(user):
    """Return people who may handle requests, and people with requests assigned."""
    roles = [
        role
        for role, allowed in policy.ROLE_PERMISSIONS.items()
        if policy.DRAFT_RESPONSE in allowed
    ]
    return User.objects.filter(
        Q(roles__overlap=roles)
        | Exists(FOIRequest.objects.filter(officer=OuterRef("pk"))),
        authority_id=user.authority_id,
    ).order_by("last_name", "first_name", "pk")
