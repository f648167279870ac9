"""The forms to flag a request, and to say why an answer was late."""

from django import forms
from django.db.models import Q

from accounts.models import Team
from requests_app.forms.helper import ActionForm
from requests_app.models import FOIRequest, RequesterType


class ClassifyRequestForm(ActionForm):
    button = "Save flags"

    flags = forms.MultipleChoiceField(
        label="Flags",
        help_text="Flags decide who must clear the response. The answer itself is the "
        "same for every requester.",
        choices=FOIRequest.Flag.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    requester_type = forms.ModelChoiceField(
        RequesterType.objects.none(),
        label="Kind of requester",
        required=False,
        empty_label="Not stated",
    )

    is_routine = forms.BooleanField(
        label="Answered in the ordinary course of business",
        help_text="Returns of central government leave such requests out.",
        required=False,
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["requester_type"].queryset = RequesterType.objects.filter(
            Q(retired_on__isnull=True) | Q(pk=foi_request.requester_type_id),
            authority_id=foi_request.authority_id,
        )


class ExplainLatenessForm(ActionForm):
    button = "Save reason"

    reason = forms.ChoiceField(
        label="Why was the answer late?",
        choices=FOIRequest.LateReason.choices,
        widget=forms.RadioSelect,
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team to which the lateness is put down",
        required=False,
        empty_label="None",
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = foi_request.authority.teams.all()
