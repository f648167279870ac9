"""Forms to restrict access and add notes."""

from django import forms

from accounts import policy
from accounts.models import User
from requests_app.forms.helper import ActionForm
from requests_app.forms.people import people_who


class RestrictRequestForm(ActionForm):
    button = "Restrict access"

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who may see this request",
        widget=forms.CheckboxSelectMultiple,
        help_text="Include yourself or another manager. Only a manager can lift the "
        "restriction.",
        error_messages={"required": "Choose who may see this request"},
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people_who(policy.VIEW_REQUESTS, foi_request)


class UnrestrictRequestForm(ActionForm):
    button = "Lift restriction"

    reason = forms.CharField(
        label="Reason for lifting the restriction",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AddNoteForm(ActionForm):
    button = "Add note"

    note = forms.CharField(
        label="Note",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Everyone who can see the request can read this note. A note cannot "
        "be changed or deleted.",
    )
