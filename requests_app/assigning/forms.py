"""Forms to assign requests, pass them on and give them back."""

from django import forms

from accounts.models import Team
from requests_app.assigning.fields import OfficerField, OfficersField
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.models import FOIRequest
from statute.working_days import format_date


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


ALL, CHOSEN = "all", "chosen"


class _RequestsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, foi_request):
        due = foi_request.due_on
        when = f"due {format_date(due)}" if due else "no due date"
        return f"{foi_request}, {when}: {foi_request.subject}"


class HandOverForm(ActionForm):
    button = "Hand over"
    # A longer list would make the page too long to read and to load.
    most_listed = 100

    receivers = OfficersField(
        label="Who gets the requests",
        help_text="Each request goes to the colleague chosen who has the fewest.",
        error_messages={"required": "Choose at least one colleague"},
    )
    which = forms.ChoiceField(
        label="Which requests", widget=forms.RadioSelect, initial=ALL
    )
    foi_requests = _RequestsField(
        FOIRequest.objects.none(), label="Requests to choose", required=False
    )
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 3}))

    # `held` has the requests of the giver, the most urgent first; `sees` tells whether
    # the user may choose among them.
    def __init__(self, *args, giver, held, by, on, sees, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["receivers"]
        field.offer(FOIRequest(authority=by.authority), on=on)
        field.queryset = field.queryset.exclude(pk=giver.pk)
        count = held.count()
        if not sees or not count:
            del self.fields["which"], self.fields["foi_requests"]
        else:
            self.fields["which"].choices = [
                (ALL, f"All {count:,}, and everything else that {giver} holds"),
                (CHOSEN, "Only the requests chosen below"),
            ]
            chosen = self.fields["foi_requests"]
            keys = list(held.values_list("pk", flat=True)[: self.most_listed])
            chosen.queryset = held.filter(pk__in=keys)
            if count > self.most_listed:
                chosen.help_text = f"The {self.most_listed} most urgent are listed."
        self.helper = ActionHelper(self, button=self.button)

    def clean(self):
        """Refuse to hand over only the requests chosen where none is."""
        found = super().clean()
        if found.get("which") == CHOSEN and not found.get("foi_requests"):
            self.add_error("foi_requests", "Choose the requests to hand over")
        return found
