"""The form of a rule for incoming messages."""

from crispy_forms_gds.layout import HTML, Button, Field, Layout
from django import forms

from accounts.models import Team
from mail.models import IncomingRule
from requests_app.forms.helper import ActionForm
from requests_app.models import FOIRequest


class IncomingRuleForm(ActionForm):
    button = "Save the rule"

    where = forms.ChoiceField(
        label="Where to look",
        choices=IncomingRule.Where.choices,
        widget=forms.RadioSelect,
        initial=IncomingRule.Where.SENDER,
    )
    words = forms.CharField(
        label="Words",
        max_length=500,
        help_text="With commas between, such as: parking, pothole. Any of them is "
        "enough. Of a sender, a part of the address: @dailynews.example",
        error_messages={"required": "Enter at least one word"},
    )
    flags = forms.MultipleChoiceField(
        label="Flags",
        choices=FOIRequest.Flag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label="Team", required=False, empty_label="No team"
    )
    is_on = forms.BooleanField(
        label="The rule acts on new messages",
        required=False,
        help_text="Leave this off to try the rule first.",
    )

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = authority.teams.all()
        self.helper.layout = Layout(
            Field.radios("where", small=True),
            "words",
            Field.checkboxes("flags", small=True),
            "team",
            "is_on",
            HTML('<div class="govuk-button-group">'),
            Button.primary("act", self.button),
            Button.secondary("try", "Try on the last 30 days"),
            HTML("</div>"),
        )
