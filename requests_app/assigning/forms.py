"""Forms to assign requests."""

from django import forms

from accounts import policy
from accounts.models import Team, User
from requests_app.forms.helper import ActionForm
from requests_app.forms.people import people_who
from requests_app.separation_of_duties import deciders_of


class AssignRequestForm(ActionForm):
    button = "Assign"

    officer = forms.ModelChoiceField(
        User.objects.none(), label="Officer", required=False, empty_label="Unassigned"
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team",
        required=False,
        empty_label="The officer’s own team, or no team",
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        people = people_who(policy.DRAFT_RESPONSE, foi_request)
        if foi_request.review_of is not None:
            people = people.exclude(pk__in=deciders_of(foi_request.review_of))
        self.fields["officer"].queryset = people
        self.fields["team"].queryset = foi_request.authority.teams.all()
