"""Forms to assign requests, pass them on and give them back."""

from django import forms

from accounts.models import Team
from requests_app.assigning.fields import OfficerField
from requests_app.forms.helper import ActionForm


class AssignRequestForm(ActionForm):
    button = "Assign"

    officer = OfficerField(required=False, empty_label="Unassigned")
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team",
        required=False,
        empty_label="The officer’s own team, or no team",
    )
    note = forms.CharField(
        label="Note for the officer (optional)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The note stays in the history of the request.",
    )

    def __init__(self, *args, foi_request, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].offer(foi_request, on=on, now=foi_request.officer)
        self.fields["team"].queryset = foi_request.authority.teams.all()


class TakeRequestForm(ActionForm):
    button = "Take request"


class PassOnRequestForm(ActionForm):
    button = "Pass on"

    officer = OfficerField(
        label="Colleague",
        required=False,
        empty_label="No colleague: the queue of the team below",
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team",
        required=False,
        empty_label="The colleague’s own team",
    )
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Your colleague reads the reason, and may give the request back.",
    )

    def __init__(self, *args, foi_request, on, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        field.offer(foi_request, on=on)
        field.queryset = field.queryset.exclude(pk=foi_request.officer_id)
        self.fields["team"].queryset = foi_request.authority.teams.all()


class GiveBackRequestForm(ActionForm):
    button = "Give back"

    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 3}))
