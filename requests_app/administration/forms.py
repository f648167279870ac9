"""Forms of administration: filters of changes, authorities, teams, departments."""

from copy import deepcopy

from django import forms

from accounts.models import Authority, Department, Team, User, check_reference_scheme
from requests_app.administration.authorities import DETAILS
from requests_app.forms.fields import SeenField
from requests_app.forms.filters import FilterForm
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.lists.forms import FilterDayField

_NARROW = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class FindChangesForm(FilterForm):
    """The filters of the record of changes, taken from the address."""

    q = forms.CharField(required=False, max_length=200, label="What was changed")
    by = forms.ChoiceField(required=False, label="By")
    from_on = FilterDayField("From")
    to_on = FilterDayField("To")

    def __init__(self, data, *, user):
        super().__init__(data)
        people = User.objects.filter(authority_id=user.authority_id)
        self.fields["by"].choices = [
            ("", "Any"),
            *((str(each.pk), str(each)) for each in people.order_by("last_name", "pk")),
        ]
        for name, field in self.fields.items():
            if self[name].errors:
                field.widget.attrs["aria-describedby"] = f"filter_{name}_error"

    def clean(self):
        """Leave out a last day before the first day, and say so."""
        found = super().clean()
        begins, ends = found.get("from_on"), found.get("to_on")
        if begins and ends and ends < begins:
            self.add_error("to_on", "“To” is before “From”")
        return found


def _entered(values):
    # A browser sends the lines of a text box with carriage returns.
    return {
        name: value.replace("\r\n", "\n") if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None
    }


class DetailsForm(ActionForm):
    button = "Save details"

    name = forms.CharField(label="Name", max_length=200)
    short_name = forms.CharField(
        label="Short name",
        max_length=40,
        help_text="Letters use the short name after the first mention, such as “the "
        "Council”.",
    )
    address = forms.CharField(
        label="Postal address",
        max_length=1000,
        help_text="As on the letterhead, one line per row.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    email = forms.EmailField(label="E-mail address")
    telephone = forms.CharField(
        label="Telephone (optional)", max_length=40, required=False
    )
    website = forms.URLField(
        label="Website (optional)",
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    signatory = forms.CharField(
        label="Who signs letters",
        max_length=120,
        help_text="Such as “Information Access Team”.",
    )
    review_contact = forms.CharField(
        label="Where to ask for an internal review",
        max_length=1000,
        help_text="Name and address, as letters give them.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answer_target = forms.IntegerField(
        label="Target for requests answered in time, in per cent",
        min_value=1,
        max_value=100,
        initial=90,
        required=False,
        help_text="Such as 90 or 95. The dashboard compares the figures with the "
        "target.",
        widget=forms.TextInput(attrs=_NARROW),
    )
    seen = SeenField(widget=forms.HiddenInput, required=False)

    @property
    def details(self):
        """The details entered, by their names on the authority."""
        return _entered({name: self.cleaned_data[name] for name in DETAILS})


class ReferenceSchemeForm(ActionForm):
    button = "Continue"

    reference_scheme = forms.CharField(
        label="Form of references",
        max_length=60,
        validators=[check_reference_scheme],
        help_text="Such as {number}-{year}, which gives 1433-26. {year} has two "
        "digits, {year4} four; {number:04} adds leading zeros.",
    )
    # What the administrator has read about: the scheme of the page before.
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)


class FoundAuthorityForm(ActionForm):
    button = "Add authority"

    slug = forms.SlugField(
        label="Short address (optional)",
        max_length=60,
        required=False,
        help_text="For links, such as cadnam. Without one, the name makes it.",
        error_messages={"invalid": "Use letters, digits and hyphens, such as cadnam"},
    )
    kind = forms.ChoiceField(
        label="Kind of authority",
        choices=[("", "Choose a kind"), *Authority.Kind.choices],
        help_text="The kind decides cost limits and school days.",
    )
    is_scottish = forms.BooleanField(
        label="Answers under Scottish law (FOISA and the EISR)", required=False
    )
    reference_scheme = forms.CharField(
        label="Form of references",
        max_length=60,
        initial="{number}-{year}",
        validators=[check_reference_scheme],
        help_text="Such as NW/{number}-{year}, which gives NW/1433-26.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = {
            name: field
            for name, field in DetailsForm.base_fields.items()
            if name in DETAILS
        }
        own, first = self.fields, ("name", "short_name")
        self.fields = {
            **{name: deepcopy(asked.pop(name)) for name in first},
            **own,
            **{name: deepcopy(field) for name, field in asked.items()},
        }
        self.helper = ActionHelper(self, button=self.button)

    @property
    def details(self):
        """The details entered, by their names on the authority."""
        return _entered(self.cleaned_data)


class PartForm(ActionForm):
    name = forms.CharField(label="Name", max_length=120)


class DepartmentForm(PartForm):
    mailbox = forms.EmailField(
        label="Mailbox (optional)",
        required=False,
        help_text="Gets a link to each question put to the department. Such a link "
        "needs no account.",
    )
    head = forms.ModelChoiceField(
        User.objects.none(),
        label="Head (optional)",
        required=False,
        empty_label="No person with an account",
        help_text="Is told when a reply stays out.",
    )
    head_email = forms.EmailField(
        label="E-mail address of the head (optional)",
        required=False,
        help_text="For a head without an account.",
    )
    default_days = forms.IntegerField(
        label="Working days for a reply",
        min_value=1,
        max_value=60,
        initial=5,
        widget=forms.TextInput(attrs=_NARROW),
    )
    escalate_after_days = forms.IntegerField(
        label="Working days late before the head is told",
        min_value=1,
        max_value=60,
        initial=3,
        widget=forms.TextInput(attrs=_NARROW),
    )

    def __init__(self, *args, authority_id, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(authority_id=authority_id, is_active=True)
        self.fields["head"].queryset = people.order_by("last_name", "pk")


class CloseTeamForm(ActionForm):
    is_final = True

    successor = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team that takes its people and open requests (optional)",
        required=False,
        empty_label="No team: there is nothing to take",
    )

    def __init__(self, *args, team, **kwargs):
        self.button = f"Close {team}"
        super().__init__(*args, **kwargs)
        others = Team.objects.filter(authority=team.authority_id)
        self.fields["successor"].queryset = others.exclude(pk=team.pk)


class MergeDepartmentForm(ActionForm):
    is_final = True

    into = forms.ModelChoiceField(
        Department.objects.none(),
        label="Department that takes over",
        empty_label="Choose a department",
    )

    def __init__(self, *args, department, **kwargs):
        self.button = f"Merge {department}"
        super().__init__(*args, **kwargs)
        others = Department.objects.filter(authority=department.authority_id)
        self.fields["into"].queryset = others.exclude(pk=department.pk)


class ConfirmForm(ActionForm):
    is_final = True

    def __init__(self, *args, button, **kwargs):
        self.button = button
        super().__init__(*args, **kwargs)
