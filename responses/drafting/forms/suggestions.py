"""The form to suggest a change to an answer."""

from django import forms

from requests_app.forms.helper import ActionForm
from responses.drafting.forms.draft import VersionField


class SuggestChangeForm(ActionForm):
    button = "Suggest"

    words = forms.CharField(
        label="The answer as you would have it",
        help_text=(
            "Change the words. Each line is a paragraph. Bold, lists and links stay as "
            "they are in the answer."
        ),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    version = VersionField()
