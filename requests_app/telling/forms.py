"""Forms of a person's notices: which are shown, and how each group is mailed."""

from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.models import Way
from requests_app.telling.groups import GROUPS

_SELECT = forms.Select(attrs={"class": "govuk-select"})


class FilterForm(forms.Form):
    show = forms.ChoiceField(
        label="Show",
        choices=[("", "All"), ("unread", "Unread")],
        required=False,
        widget=_SELECT,
    )
    about = forms.ChoiceField(
        label="About",
        choices=[("", "Everything"), *((each.name, each.label) for each in GROUPS)],
        required=False,
        widget=_SELECT,
    )

    @property
    def wanted(self):
        """What is chosen; a choice that does not exist counts as none."""
        self.is_valid()
        return {
            "is_unread": self.cleaned_data.get("show") == "unread",
            "group": self.cleaned_data.get("about", ""),
        }


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
