"""Forms of a person's notices: which are shown, and how each group is mailed."""

from django import forms

from requests_app.forms.filters import FilterForm
from requests_app.forms.helper import ActionForm
from requests_app.models import Way
from requests_app.telling.groups import GROUPS


class FindNoticesForm(FilterForm):
    show = forms.ChoiceField(
        label="Show",
        choices=[("", "All"), ("unread", "Unread")],
        required=False,
    )
    about = forms.ChoiceField(
        label="About",
        choices=[("", "Everything"), *((each.name, each.label) for each in GROUPS)],
        required=False,
    )


class NoticeSettingsForm(ActionForm):
    button = "Save choices"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for group in GROUPS:
            self.fields[group.name] = forms.ChoiceField(
                label=group.label,
                help_text=group.hint,
                choices=Way.choices,
                widget=forms.RadioSelect,
            )
        self.helper = type(self.helper)(self, button=self.button)
