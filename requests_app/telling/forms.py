"""Form of a person's choices: how each group of notices is mailed."""

from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.models import Way
from requests_app.telling.groups import GROUPS


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
