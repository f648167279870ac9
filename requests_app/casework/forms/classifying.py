"""The form to flag a request."""

from django import forms
from django.db.models import Q

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
        empty_label="Not known",
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["requester_type"].queryset = RequesterType.objects.filter(
            Q(retired_on__isnull=True) | Q(pk=foi_request.requester_type_id),
            authority_id=foi_request.authority_id,
        )
