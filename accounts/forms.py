"""Define the sign-in form."""

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Submit
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": ("The user name or password is wrong. Try again."),
        "inactive": "This account is closed. Ask your administrator.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in (
            ("username", "user name or e-mail address"),
            ("password", "password"),
        ):
            field = self.fields[name]
            field.label = label.capitalize()
            field.error_messages["required"] = f"Enter your {label}"
        self.helper = FormHelper()
        self.helper.add_input(Submit("sign_in", "Sign in"))

    def clean_username(self):
        """Refuse a name longer than any account can have, before it is counted."""
        name = self.cleaned_data["username"].strip()
        if "@" in name:
            # However an address is spelt, the attempts count together.
            name = name.lower()
        if len(name) > self.fields["username"].max_length:
            raise self.get_invalid_login_error()
        return name

    def add_error(self, field, error):
        """Say of a name that no account can have what is said of any wrong name."""
        codes = {each.code for each in error.error_list}
        if field in self.fields and codes != {"required"}:
            error = self.get_invalid_login_error()
        super().add_error(field, error)
