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
        self.fields["username"].label = "User name"
        self.helper = FormHelper()
        self.helper.add_input(Submit("sign_in", "Sign in"))
