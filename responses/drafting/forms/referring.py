"""The form of an answer referring to an earlier answer."""

from django import forms

from requests_app.forms.helper import ActionForm, ActionHelper

_REPEATED = {
    "why_applies": "Why no reasonable interval has passed",
    "is_same_asked": "The questions are identical or substantially similar",
    "is_confirmed": "What we hold has not changed since that answer",
}
_ACCESSIBLE = {
    "why_applies": "Why it is reasonably accessible to this requester",
    "is_same_asked": "That answer gives all that is asked for now",
    "is_confirmed": "I opened the place, and this requester can reach the answer there",
}


class ReferToEarlierForm(ActionForm):
    """The words of the answer, its reason, and the officer's confirmations."""

    button = "Refer to that answer"

    text = forms.CharField(
        label="What the answer says",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say to which answer you refer the requester"},
    )
    where_available = forms.CharField(
        label="Where this requester can obtain it",
        help_text="A link to the very page, or a place with its opening hours.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say where this requester can obtain the answer"},
    )
    why_applies = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why the provision applies"},
    )
    is_same_asked = forms.BooleanField(
        error_messages={"required": "Confirm that the earlier answer fits"},
    )
    is_confirmed = forms.BooleanField(
        error_messages={"required": "Confirm the second point too"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, is_repeated, **kwargs):
        """Prepare the form.

        Args:
            args: As for any form.
            is_repeated: Whether the same person asked before.
            kwargs: As for any form.
        """
        super().__init__(*args, **kwargs)
        if is_repeated:
            del self.fields["where_available"]
            self.helper = ActionHelper(self, button=self.button)
        for name, label in (_REPEATED if is_repeated else _ACCESSIBLE).items():
            self.fields[name].label = label
