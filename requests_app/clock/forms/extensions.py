"""Forms to extend the time and to record other clock facts."""

from crispy_forms_gds.choices import Choice
from django import forms

from requests_app.actions.clock_facts import facts_of
from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.questions.forms import PartField
from statute.regimes import Regime


class ExtendTimeForm(ActionForm):
    button = "Record the extension"

    on = DayField(label="Date notice was given")
    questions = PartField(
        label="What needs more time",
        help_text="Only the questions for which the public interest is still weighed. "
        "The others are due by their own date.",
        error_messages={"required": "Choose the questions that need more time"},
    )
    until = DayField(
        label="New date for the answer",
        help_text="Use the date in the notice. For example, 27 3 2026",
    )
    reason = forms.CharField(
        label="Why more time is needed", widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        regime = Regime(foi_request.regime)
        if regime == Regime.EIR:  # the period is fixed
            del self.fields["until"]
        # The Regulations extend the time of the request, and know no part.
        is_choice = self.fields["questions"].offer(foi_request)
        if regime != Regime.FOIA or not is_choice:
            del self.fields["questions"]
        self.helper = ActionHelper(self, button=self.button)
        if regime == Regime.FOIA:
            self.fields["reason"].help_text = (
                "Which exemptions are relied on, and what is still to be weighed. "
                "Kept in the history."
            )
        else:
            self.fields["reason"].help_text = (
                "How complex the request is, and how much information it asks for. "
                "Kept in the history."
            )


class RecordClockFactForm(ActionForm):
    button = "Record event"

    fact = forms.ChoiceField(label="What happened", widget=forms.RadioSelect)
    on = DayField(label="Date of the event")
    working_days = forms.IntegerField(
        label="Total working days from receipt that the regulator allows",
        help_text="Only if the regulator specified a longer time.",
        required=False,
        min_value=21,
        max_value=60,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}
        ),
    )
    reason = forms.CharField(
        label="Details",
        help_text="Kept in the history.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        facts = list(facts_of(foi_request))
        self.fields["fact"].choices = [
            Choice(fact.event, fact.title, hint=fact.hint) for fact in facts
        ]
        self.needing_days = {fact.event for fact in facts if fact.needs_days}
        if not self.needing_days:
            del self.fields["working_days"]
            self.helper = ActionHelper(self, button=self.button)

    def clean(self):
        """Require the number of working days where the fact needs a number."""
        data = super().clean() or self.cleaned_data
        data.setdefault("working_days", None)
        if data.get("fact") in self.needing_days and not (
            data["working_days"] or "working_days" in self.errors
        ):
            self.add_error("working_days", "Enter the total number of working days")
        return data
