"""The forms to save a view and to change one."""

from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.models import SavedView


class ChangeViewForm(ActionForm):
    button = "Save view"

    name = forms.CharField(
        max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    audience = forms.ChoiceField(
        label="Who finds this view",
        widget=forms.RadioSelect,
        initial=SavedView.Audience.OWNER,
        help_text="Each person sees only the requests they may see. “Me” and “My team” "
        "in the filters mean the person who looks.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    # `team` is offered to share the view with; None for none.
    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        audience = SavedView.Audience
        self.fields["audience"].choices = [
            (audience.OWNER, audience.OWNER.label),
            *([(audience.TEAM, f"The team {team}")] if team else []),
            (audience.AUTHORITY, audience.AUTHORITY.label),
        ]


class SaveViewForm(ChangeViewForm):
    is_pinned = forms.BooleanField(
        label="Pin it above my lists", required=False, initial=True
    )
