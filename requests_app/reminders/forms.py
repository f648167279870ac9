"""Form of an authority's rules of reminders."""

import re

from django import forms

from accounts.models import User
from requests_app.forms.helper import ActionForm
from requests_app.reminders.rules import MOST_DAYS

_EMPTY_IS_NEVER = "In working days. Leave empty for never."


class _Days(forms.IntegerField):
    def __init__(self, *, label, help_text):
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            min_value=1,
            max_value=MOST_DAYS,
            widget=forms.NumberInput(
                attrs={"class": "govuk-input govuk-input--width-3"}
            ),
        )


class ReminderRulesForm(ActionForm):
    button = "Save rules"

    days_before = forms.CharField(
        label="Reminders before the due date",
        help_text="In working days, with commas between: 10, 5. Leave empty for none.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    is_on_the_day = forms.BooleanField(
        label="Remind on the due date as well", required=False
    )
    overdue_every_days = _Days(
        label="While overdue, remind again every",
        help_text="In working days. Leave empty to remind once.",
    )
    managers_after_days = _Days(
        label="Tell managers of the team once a request is overdue for",
        help_text=_EMPTY_IS_NEVER,
    )
    head_after_days = _Days(
        label="Tell the head once a request is overdue for", help_text=_EMPTY_IS_NEVER
    )
    head = forms.ModelChoiceField(
        User.objects.none(),
        label="Head",
        required=False,
        help_text="A person who sees requests.",
        empty_label="No person",
    )
    unposted_after_days = _Days(
        label="Tell the sender and the officer of a letter not posted after",
        help_text=_EMPTY_IS_NEVER,
    )

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(authority=authority, is_active=True)
        self.fields["head"].queryset = people.order_by(
            "last_name", "first_name", "username"
        )

    def clean_days_before(self):
        """Read the numbers between commas.

        Raises:
            ValidationError: A word is no number.
        """
        words = re.split(r"[,;\s]+", self.cleaned_data["days_before"].strip())
        given = [word for word in words if word]
        if not all(word.isascii() and word.isdecimal() for word in given):
            raise forms.ValidationError(
                "Enter numbers with commas between, such as 10, 5"
            )
        return [int(word) for word in given]
