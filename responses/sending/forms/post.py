"""Forms for letters that go by post."""

import uuid

from django import forms

from requests_app.forms.fields import DayField
from requests_app.forms.plain import PlainForm


class ChooseForPostForm(PlainForm):
    """Choose letters from the post queue.

    Args:
        dispatches: The letters to choose from.
    """

    form_key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    chosen: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=None,
        error_messages={
            "required": "Choose at least one letter",
            "invalid_choice": "One of these letters no longer waits for the post",
        },
    )

    def __init__(self, *args, dispatches, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = dispatches


class MarkPostedForm(ChooseForPostForm):
    on = DayField(label="Day of posting")
