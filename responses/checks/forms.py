"""The form that overrides a warning, with a reason."""

from django import forms

from requests_app.forms.helper import ActionForm


class OverrideWarningForm(ActionForm):
    """The reason for an override. The page writes the form tag and the way back."""

    button = "Override warning"

    reason = forms.CharField(
        label="Reason for overriding the warning",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Give the reason for overriding the warning",
            "max_length": "Give the reason in at most 2,000 characters",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
