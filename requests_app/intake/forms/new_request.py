"""What the forms of a new request ask beside its details."""

from django import forms

from accounts.models import Team
from requests_app.assigning.fields import OfficerField
from requests_app.intake.forms.details import RequestDetailsForm
from requests_app.models import FOIRequest
from requests_app.requesters.forms import AsksWhoAsked, ChoiceOfRequester


class NewRequestForm(AsksWhoAsked, RequestDetailsForm):
    """The details of a new request, who made it, and who will handle it.

    Args:
        authority: The authority asked.
        today: The day on which officers are offered.
        **kwargs: As for a form.
    """

    requester = ChoiceOfRequester(
        required=False,
        help_text="People with one name are often different people. Choose a record "
        "only if you know that it is the same person.",
    )
    officer = OfficerField(
        label="Officer (optional)", required=False, empty_label="Unassigned"
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team (optional)",
        required=False,
        empty_label="The officer’s team, or no team",
    )

    def __init__(self, *args, authority, today, **kwargs):
        super().__init__(*args, authority=authority, **kwargs)
        self.fields["officer"].offer(FOIRequest(authority=authority), on=today)
        self.fields["team"].queryset = authority.teams.all()
