"""Forms to assign requests, pass them on and give them back."""

from django import forms

from accounts.models import Team, User
from requests_app.assigning.absences import absences_of
from requests_app.assigning.belongings import held_for_takers, holds_for_officers
from requests_app.assigning.fields import OfficerField, OfficersField
from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.models import FOIRequest, RequesterType
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


class _DeputyField(forms.ModelChoiceField):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = {}

    def label_from_instance(self, person):
        words = self.words.get(person.pk)
        return f"{person} ({words[:1].lower()}{words[1:]})" if words else str(person)


class LeaveForm(ActionForm):
    button = "Save leave"

    first_on = DayField(label="First day of leave")
    last_on = DayField(label="Last day of leave")
    deputy = _DeputyField(
        User.objects.none(),
        label="Deputy",
        required=False,
        empty_label="Nobody: managers look after the requests",
        help_text="The deputy sees and does meanwhile what the person sees and does.",
    )

    def __init__(self, *args, person, on, **kwargs):
        super().__init__(*args, **kwargs)
        people = (
            User.objects.filter(authority_id=person.authority_id, is_active=True)
            .exclude(roles=[])
            .exclude(pk=person.pk)
            .order_by("last_name", "first_name", "username")
        )
        field = self.fields["deputy"]
        field.queryset = people
        field.words = absences_of(people, on=on)


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
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 3}))
    which = forms.ChoiceField(
        label="Which requests", widget=forms.RadioSelect, initial=ALL
    )
    foi_requests = _RequestsField(
        FOIRequest.objects.none(), label="Requests to choose", required=False
    )

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
        if not count and not holds_for_officers(giver):
            del self.fields["receivers"]
        self.takers = {}
        for kind, held_of_kind in held_for_takers(giver):
            name = f"{kind.name}_taker"
            self.takers[name] = kind.name
            self.fields[name] = forms.ModelChoiceField(
                kind.takers(giver),
                label=f"Who gets the {kind.words(held_of_kind)}",
                required=False,
                empty_label=f"Leave with {giver}",
            )
        self.order_fields(
            ["receivers", *self.takers, "which", "foi_requests", "reason"]
        )
        self.helper = ActionHelper(self, button=self.button)

    def clean(self):
        """Refuse to hand over nothing at all."""
        found = super().clean()
        if found.get("which") == CHOSEN and not found.get("foi_requests"):
            self.add_error("foi_requests", "Choose the requests to hand over")
        found["takers"] = {
            kind: found[name] for name, kind in self.takers.items() if found.get(name)
        }
        if "receivers" not in self.fields and self.takers and not found["takers"]:
            self.add_error(next(iter(self.takers)), "Choose a colleague")
        return found


class AssignmentRuleForm(ActionForm):
    button = "Save rule"

    words = forms.CharField(
        label="Words in the subject or a question (optional)",
        required=False,
        max_length=300,
        help_text="With commas between, such as: drone, unmanned aircraft. Any of the "
        "words is enough.",
    )
    requester_type = forms.ModelChoiceField(
        RequesterType.objects.none(),
        label="Kind of requester",
        required=False,
        empty_label="Any",
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label="Team", required=False, empty_label="No team"
    )
    officer = OfficerField(
        label="Officer", required=False, empty_label="None: the queue of the team"
    )
    is_to_least_loaded = forms.BooleanField(
        label="Give each request to the officer of the team with the fewest open "
        "requests",
        required=False,
    )

    def __init__(self, *args, authority, rule, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = authority.teams.all()
        types = authority.requester_types.all()
        self.fields["requester_type"].queryset = types
        now = rule.officer if rule else None
        made = FOIRequest(authority=authority)
        self.fields["officer"].offer(made, on=on, now=now)
