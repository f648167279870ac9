"""Forms of officers and administrators for the public form."""

from django import forms
from django.core.validators import RegexValidator

from requests_app.forms.helper import ActionForm


class ShowAnswerForm(ActionForm):
    """How an answer shown to everybody is named."""

    button = "Show it to everybody"

    title = forms.CharField(
        label="What the answer is about",
        max_length=200,
        help_text="In a few words that everybody reads. Name nobody.",
        error_messages={"required": "Enter what the answer is about"},
    )


class PublicFormSettingsForm(ActionForm):
    """Whether and where the public form is open."""

    slug = forms.CharField(
        label="Short address",
        max_length=60,
        help_text="Small letters, digits and hyphens, such as cadnam in /ask/cadnam/. "
        "Links to the old address stop working.",
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z",
                "Use small letters, digits and single hyphens, such as cadnam-council",
            )
        ],
        error_messages={"required": "Enter a short address"},
    )
    is_form_open = forms.BooleanField(
        label="The form is open to everybody", required=False
    )
    privacy_notice = forms.URLField(
        label="Address of your privacy notice (optional)",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="The form links to it where it says what becomes of personal data.",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
