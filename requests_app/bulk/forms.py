"""The forms of acts on many requests."""

from django import forms

from accounts.models import Team
from requests_app.assigning.fields import OfficerField
from requests_app.forms.helper import ActionForm
from requests_app.models import FOIRequest


def _reason(label, *, is_required):
    return forms.CharField(
        label=label,
        required=is_required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The reason stays in the history of each request.",
    )


class AssignManyForm(ActionForm):
    button = "See what will happen"

    officer = OfficerField(required=False, empty_label="Nobody: the queue")
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team",
        required=False,
        empty_label="The officer’s own team; otherwise the team each request has",
    )
    reason = _reason("Reason", is_required=True)

    def __init__(self, *args, act, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].offer(FOIRequest(authority=act.authority), on=on)
        self.fields["team"].queryset = act.authority.teams.all()


class FlagManyForm(ActionForm):
    button = "See what will happen"

    added = forms.MultipleChoiceField(
        label="Flags to add",
        choices=FOIRequest.Flag.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    removed = forms.MultipleChoiceField(
        label="Flags to remove",
        choices=FOIRequest.Flag.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = _reason("Reason (optional)", is_required=False)

    def __init__(self, *args, act, on, **kwargs):
        super().__init__(*args, **kwargs)


class AskForPriorityForm(ActionForm):
    button = "See what will happen"

    reason = _reason("Why, and until when", is_required=True)

    def __init__(self, *args, act, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = (
            "The people concerned are told once, with these words. They stay in the "
            "history of each request."
        )
