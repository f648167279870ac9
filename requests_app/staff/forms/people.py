"""Forms for administrators: a person, the filters of the list, an import."""

from typing import Final

from crispy_forms_gds.choices import Choice
from django import forms

from accounts.models import Department, Team
from accounts.policy import Role
from requests_app.forms.fields import EmailAddressField
from requests_app.forms.filters import FilterForm
from requests_app.forms.helper import ActionForm
from requests_app.staff.details import Details, in_order
from requests_app.staff.queries import STATES

_MAY: Final = {
    Role.OFFICER: "Records requests, drafts answers, issues and sends letters.",
    Role.APPROVER: "Reads requests and clears responses.",
    Role.MANAGER: "All of an officer, and assigns, restricts, reads figures.",
    Role.CONTRIBUTOR: "Answers questions put to their department. Sees no requests.",
    Role.AUDITOR: "Reads requests, figures and the record of changes.",
    Role.ADMINISTRATOR: "Keeps people, teams, settings and letters. Sees no requests.",
    Role.OWNER: "Adds authorities, and keeps bank holidays and dated law.",
}


class FindPeopleForm(FilterForm):
    """The filters of the list, taken from the address."""

    q = forms.CharField(required=False, max_length=200)
    role = forms.ChoiceField(required=False, choices=[("", "Any role"), *Role.choices])
    team = forms.ModelChoiceField(
        required=False, queryset=Team.objects.none(), empty_label="Any team"
    )
    state = forms.ChoiceField(required=False, choices=list(STATES.items()))

    def __init__(self, data, *, authority):
        super().__init__(data)
        self.fields["team"].queryset = Team.objects.filter(authority=authority)


class NamesForm(ActionForm):
    """The name and the address of a person."""

    first_name = forms.CharField(label="First name", max_length=150)
    last_name = forms.CharField(label="Last name", max_length=150)
    email = EmailAddressField(label="E-mail address")


class InviteFirstForm(NamesForm):
    button = "Send invitation"

    @property
    def details(self):
        """The details of an administrator."""
        return Details(**self.cleaned_data, roles=(Role.ADMINISTRATOR.value,))


class PersonForm(NamesForm):
    """All details of a person."""

    team = forms.ModelChoiceField(
        label="Team (optional)",
        required=False,
        queryset=Team.objects.none(),
        empty_label="No team",
    )
    department = forms.ModelChoiceField(
        label="Department (optional)",
        required=False,
        queryset=Department.objects.none(),
        empty_label="No department",
        help_text="For a contributor: the department whose questions they answer.",
    )
    roles = forms.MultipleChoiceField(
        label="Roles",
        required=False,
        choices=Role,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that apply. Without a role a person sees nothing.",
    )

    def __init__(self, *args, authority, may_make_owners, **kwargs):
        """Prepare the form.

        Args:
            args: As for any form.
            authority: Whose teams and departments are offered.
            may_make_owners: Whether the role of an owner is offered.
            kwargs: As for any form.
        """
        super().__init__(*args, **kwargs)
        for name, model in (("team", Team), ("department", Department)):
            self.fields[name].queryset = model.objects.filter(authority=authority)
        self.fields["roles"].choices = [
            Choice(role.value, role.label, hint=_MAY[role])
            for role in Role
            if may_make_owners or role is not Role.OWNER
        ]

    @property
    def details(self):
        """The details typed, for the services."""
        names = ("first_name", "last_name", "email", "team", "department")
        return Details(
            **{name: self.cleaned_data[name] for name in names},
            roles=tuple(in_order(self.cleaned_data["roles"])),
        )


class InvitePersonForm(PersonForm):
    button = "Send invitation"


class ChangePersonForm(PersonForm):
    button = "Save changes"

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class DeactivateForm(ActionForm):
    button = "Close this account"
    is_final = True


class UploadPeopleForm(ActionForm):
    button = "Check the file"

    file = forms.FileField(
        label="CSV file",
        help_text="In UTF-8, at most 1 MB and 500 people. Nothing is stored until you "
        "have seen the list.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        allow_empty_file=True,
    )


class ImportPeopleForm(ActionForm):
    button = "Import and send invitations"
