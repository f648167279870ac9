"""The form to find requests. Its values are in the URL of the list."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from accounts import policy
from accounts.models import Department, Team, User
from requests_app.forms.plain import PlainForm
from requests_app.lists.filters import FILTERS
from requests_app.lists.lateness import LateBand
from requests_app.lists.queries import (
    ALL,
    CLOSED,
    HELD_BY_NOBODY,
    IN_TIME,
    LATE,
    ME,
    NO,
    NOBODY,
    OPEN,
    REQUESTS,
    REVIEWS,
    YES,
)
from requests_app.lists.sorting import has_unknown_orders, read_orders
from requests_app.lists.unclear import MAY_BE_CLOSED
from requests_app.models import Complaint, FOIRequest, RequesterType
from requests_app.querysets import DueBand
from requests_app.workflow import State
from statute import exemptions
from statute.regimes import INFORMATION_REGIMES
from statute.working_days import format_date

_STATES = [
    (OPEN, "All open requests"),
    (CLOSED, "All closed requests"),
    (ALL, "All"),
    *State.choices,
]
_KINDS = [(REQUESTS, "Requests"), (REVIEWS, "Internal reviews")]
_TIMELINESS = [(IN_TIME, "In time"), (LATE, "Late")]
_YES_OR_NO = [(YES, "Yes"), (NO, "No")]
_LONGEST_SEARCH = 200
# No filter has a longer value, apart from keys of requests. None is written back.
LONGEST_VALUE = 1_000
# More values than any filter has are left unread.
_MOST_VALUES = 100
# The digits of the largest key.
_LONGEST_KEY = 18
SPANS = [
    ("received_from", "received_to"),
    ("due_from", "due_to"),
    ("answered_from", "answered_to"),
    ("closed_from", "closed_to"),
    ("extended_from", "extended_to"),
]
# A search by any of these includes closed requests.
_OF_ALL = (
    "q",
    "ticked",
    "answered",
    "answered_from",
    "answered_to",
    "closed_from",
    "closed_to",
    "extended_from",
    "extended_to",
    "letter",
    "requester",
    "outcome",
    "refusal_reason",
    "provision",
    "late_reason",
    "complaint",
    "complaint_outcome",
    "appeal_outcome",
)
# The filters shown above the list. The others are on a page of their own.
DAILY = ("state", "band", "officer", "team")
GROUPS = (
    (
        "Where the request stands",
        ("state", "kind", "waits", "band", "late", "likely", "extended", "unclear"),
    ),
    ("Who has it", ("officer", "team", "department")),
    ("Who asked", ("requester", "requester_type", "alike", "channel", "language")),
    ("What it is", ("regime", "flag", "restricted")),
    (
        "What was given",
        (
            "answered",
            "outcome",
            "refusal_reason",
            "provision",
            "letter",
            "late_reason",
        ),
    ),
    (
        "Complaints to the regulator",
        ("complaint", "complaint_outcome", "appeal_outcome"),
    ),
    ("Dates", tuple(name for span in SPANS for name in span)),
)


def _whole_words(text: str) -> str:
    """Return the part of a text to search for, cut at the end of a word."""
    if len(text) <= _LONGEST_SEARCH:
        return text
    return text[:_LONGEST_SEARCH].rpartition(" ")[0] or text[:_LONGEST_SEARCH]


def _given(data: Any, name: str) -> list[Any]:
    """Return each value that an address, or a mapping, has for a name."""
    return data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]


class DayInput(forms.TextInput):
    """A day as 27/3/2026. A browser's own date field follows the browser's country."""

    def __init__(self):
        super().__init__(attrs={"class": "govuk-input", "autocomplete": "off"})

    def format_value(self, value):
        """Show a day of the URL, 2026-03-27, as a person writes it."""
        with suppress(ValueError):
            day = date.fromisoformat(str(value))
            return f"{day.day}/{day.month}/{day.year}"
        return super().format_value(str(value or "")[:LONGEST_VALUE])


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


class _SeveralWidget(forms.CheckboxSelectMultiple):
    def value_from_datadict(self, data, files, name):
        """Return the values of an address, also of such as "1,2"."""
        every = [
            part.strip()
            for value in _given(data, name)
            for part in str(value or "").split(",")
        ]
        return list(dict.fromkeys(filter(None, every)))[:_MOST_VALUES]


class SeveralField(forms.MultipleChoiceField):
    """A filter of several values, each a tick box, or with commas between.

    The form says which values are unknown. The others count.
    """

    widget = _SeveralWidget
    # Whether keys are known only after the names were read.
    has_keys = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, required=False, **kwargs)

    def validate(self, value):
        """Leave it to the form to say which values are unknown."""


class KeysField(SeveralField):
    """A filter by people or parts of the office, whose names are read by the page."""

    has_keys = True


class ProvisionsField(forms.CharField):
    """Provisions in any spelling: "s31", "40(2) and 24(2)".

    A law named before a semicolon is not that of the provisions after it.
    """

    def __init__(self):
        super().__init__(
            label="Provision",
            required=False,
            max_length=_LONGEST_SEARCH,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def clean(self, value):
        """Return the keys of the provisions.

        Raises:
            ValidationError: The words name no provision.
        """
        typed = super().clean(value)
        found = [one.key for part in typed.split(";") for one in exemptions.find(part)]
        if typed and not found:
            raise forms.ValidationError(
                "“Provision” names none that the law has: write it as s.31 or 40(2)"
            )
        return found


class SortField(forms.CharField):
    widget = forms.HiddenInput

    def to_python(self, value):
        """Return the known orders: "due,-received"."""
        return ",".join(str(order) for order in read_orders(super().to_python(value)))


class FindRequestsForm(PlainForm):
    """The filters of the list of requests.

    Args:
        data: The query of the address.
        user: The person who looks.
    """

    q = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = SortField(required=False)
    # The keys of requests ticked in a list.
    ticked = KeysField(label="Requests")
    state = SeveralField(choices=_STATES)
    kind = SeveralField(choices=_KINDS, label="Kind")
    band = SeveralField(choices=DueBand.choices, label="Due")
    late = SeveralField(choices=LateBand.choices, label="Overdue by")
    likely = SeveralField(choices=[(YES, "Likely to be late")], label="Forecast")
    answered = SeveralField(choices=_TIMELINESS)
    unclear = SeveralField(choices=MAY_BE_CLOSED, label="Clarification awaited")
    officer = KeysField(
        choices=[
            (ME, "Me"),
            (NOBODY, "Unassigned"),
            (HELD_BY_NOBODY, "Held by nobody who can act"),
        ]
    )
    team = KeysField(choices=[(ME, "My team"), (NOBODY, "No team")])
    department = KeysField(label="Department asked")
    requester = forms.CharField(
        required=False,
        max_length=_LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    requester_type = KeysField(
        choices=[(NOBODY, "Not stated")], label="Kind of requester"
    )
    channel = SeveralField(choices=FOIRequest.Channel.choices)
    language = SeveralField(choices=FOIRequest.Language.choices)
    regime = SeveralField(
        choices=[(regime.value, regime.value) for regime in INFORMATION_REGIMES]
    )
    outcome = SeveralField(choices=FOIRequest.Outcome.choices)
    refusal_reason = SeveralField(
        choices=FOIRequest.RefusalReason.choices, label="Ground of refusal"
    )
    provision = ProvisionsField()
    extended = SeveralField(choices=_YES_OR_NO)
    late_reason = SeveralField(
        choices=[*FOIRequest.LateReason.choices, (NOBODY, "None recorded")],
        label="Reason for lateness",
    )
    complaint = SeveralField(
        choices=[
            ("open", "With the regulator"),
            ("decided", "Decided by the regulator"),
            ("appealed", "Appealed to the tribunal"),
            ("appeal_open", "Appeal not decided yet"),
            ("appeal_decided", "Appeal decided"),
            ("step", "A step is owed"),
        ],
        label="Complaint to the regulator",
    )
    alike = SeveralField(choices=_YES_OR_NO, label="One of several alike")
    complaint_outcome = SeveralField(
        choices=Complaint.Outcome.choices, label="Outcome at the regulator"
    )
    appeal_outcome = SeveralField(
        choices=Complaint.TribunalOutcome.choices, label="Outcome of the appeal"
    )
    flag = SeveralField(
        choices=[*FOIRequest.Priority.choices, *FOIRequest.Flag.choices]
    )
    restricted = SeveralField(choices=_YES_OR_NO)
    received_from = FilterDayField("Received from")
    received_to = FilterDayField("Received to")
    due_from = FilterDayField("Due from")
    due_to = FilterDayField("Due to")
    answered_from = FilterDayField("First answered from")
    answered_to = FilterDayField("First answered to")
    closed_from = FilterDayField("Closed from")
    closed_to = FilterDayField("Closed to")
    extended_from = FilterDayField("Extended from")
    extended_to = FilterDayField("Extended to")

    def __init__(self, data: QueryDict, *, user: User) -> None:
        data = data.copy()
        self.user = user
        # Search only for the beginning of a long text, as the search box shows.
        data["q"] = _whole_words(data.get("q", ""))
        # Values that are typed may also be named several times.
        for name, between in (("provision", "; "), ("requester", ", ")):
            every = between.join(filter(None, _given(data, name)))
            data[name] = every[:LONGEST_VALUE]
        if not data.get("state"):
            means_all = any(data.get(name) for name in _OF_ALL)
            data["state"] = ALL if means_all else OPEN
        data["sort"] = ",".join(filter(None, _given(data, "sort")))
        super().__init__(data, auto_id="filter_%s")
        for name, added in FILTERS.items():
            self.fields[name] = SeveralField(
                choices=list(added.choices), label=added.label
            )
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.TextInput):
                field.widget.attrs["class"] = "govuk-input"
                if self[name].errors:
                    field.widget.attrs["aria-describedby"] = f"filter_{name}_error"

    def clean(self):
        """Leave out unknown values, and a last day before the first; say so."""
        found = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, SeveralField) and name in found:
                self._leave_out_unknown(name, field)
        if has_unknown_orders(self.data["sort"]):
            kept = found.get("sort", "")
            self.add_error("sort", "“Sort by” has an order that lists do not have")
            found["sort"] = kept
        for first, last in SPANS:
            begins, ends = found.get(first), found.get(last)
            if begins and ends and ends < begins:
                labels = self.fields[last].label, self.fields[first].label
                self.add_error(last, "“{}” is before “{}”".format(*labels))
        return found

    def _leave_out_unknown(self, name: str, field: SeveralField) -> None:
        choices: Any = field.choices
        known = {str(value) for value, _ in choices}
        given = self.cleaned_data[name]
        kept = [one for one in given if one in known or _is_key(field, one)]
        if len(kept) < len(given):
            label = self[name].label
            self.add_error(name, f"“{label}” has a choice that is not in the list")
            self.cleaned_data[name] = kept

    def add_names(self, names: Mapping[str, list[tuple[str, str]]]) -> None:
        """Offer people and parts of the office; say which chosen ones are gone.

        Args:
            names: For the names of fields, the keys and names to offer.
        """
        self.full_clean()
        for name, offered in names.items():
            field: Any = self.fields[name]
            field.choices = [*field.choices, *offered]
            known = {str(value) for value, _ in field.choices}
            if not known.issuperset(self.cleaned_data.get(name, ())):
                kept = self.cleaned_data[name]
                label = self[name].label
                self.add_error(name, f"“{label}” has a choice that is no longer there")
                self.cleaned_data[name] = kept

    @property
    def wanted(self):
        """The valid filters in the URL. Invalid ones are ignored."""
        found = {name: value for name, value in self.chosen.items() if value}
        mine = {"officer": self.user.pk, "team": self.user.team_id}
        for name, key in mine.items():
            if ME in found.get(name, ()):
                others = [one for one in found[name] if one != ME]
                # A person without a team has no requests of a team.
                found[name] = [*others, str(key or 0)]
        return found

    @property
    def chosen(self):
        """The valid filters as chosen, "Me" among them."""
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def words_of(self, name: str, value: Any) -> str:
        """Return a chosen value in words."""
        if isinstance(value, date):
            return format_date(value)
        if name == "ticked":
            count = len(value)
            return f"{count} chosen request{'' if count == 1 else 's'}"
        if name == "provision":
            return str(self.data.get(name, ""))
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))


def _is_key(field: SeveralField, value: str) -> bool:
    return field.has_keys and value.isdecimal() and len(value) <= _LONGEST_KEY


def officers(user: User) -> Any:
    """Return people who may handle requests, and people with requests assigned."""
    roles = [
        role
        for role, allowed in policy.ROLE_PERMISSIONS.items()
        if policy.DRAFT_RESPONSE in allowed
    ]
    return User.objects.filter(
        Q(roles__overlap=roles)
        | Exists(FOIRequest.objects.filter(officer=OuterRef("pk"))),
        authority_id=user.authority_id or 0,
    ).order_by("last_name", "first_name", "pk")


def teams(user: User) -> Any:
    """Return every team of the user's authority, closed ones too."""
    return Team.everything.filter(authority_id=user.authority_id or 0)


def departments(user: User) -> Any:
    """Return every department of the user's authority, closed ones too."""
    found = Department.everything.filter(authority_id=user.authority_id or 0)
    return found.order_by("name")


def kinds_of_requester(user: User) -> Any:
    """Return every kind of requester of the user's authority."""
    return RequesterType.objects.filter(authority_id=user.authority_id or 0)


def all_names(user: User) -> dict[str, list[tuple[str, str]]]:
    """Return everything that the filters of `KeysField` offer, by the field."""
    offered: dict[str, Iterable[Any]] = {
        "officer": officers(user),
        "team": teams(user),
        "department": departments(user),
        "requester_type": kinds_of_requester(user),
    }
    return {
        name: [(str(one.pk), str(one)) for one in found]
        for name, found in offered.items()
    }
