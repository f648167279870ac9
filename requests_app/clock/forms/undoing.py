"""The form to undo a dated fact of the clock."""

from crispy_forms_gds.choices import Choice
from django import forms

from requests_app.clock.facts import facts_standing
from requests_app.forms.helper import ActionForm


class UndoClockFactForm(ActionForm):
    button = "Undo the event"
    is_final = True

    fact = forms.TypedChoiceField(
        label="Event recorded in error", coerce=int, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="What is wrong with it",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kept with the event and in the history.",
    )

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = [
            Choice(fact.event.pk, fact.sentence) for fact in facts_standing(foi_request)
        ]
