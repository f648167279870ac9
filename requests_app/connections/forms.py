"""Forms of logins."""

from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.models import Login


def _secret(**kwargs):
    # The secret is never shown again, not even after a refusal.
    return forms.CharField(
        label="Secret",
        max_length=10_000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        **kwargs,
    )


class LoginForm(ActionForm):
    """How to sign in; each kind needs some of the fields."""

    name = forms.CharField(
        label="Name of the login",
        help_text="As mailboxes name it, such as “Microsoft 365 of the council”.",
        max_length=100,
    )
    username = forms.CharField(
        label="User name",
        help_text="For a password only.",
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    tenant = forms.CharField(
        label="Tenant",
        help_text="For Microsoft 365 only: the directory’s id or domain.",
        max_length=253,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    client_id = forms.CharField(
        label="Application (client) id",
        help_text="For Microsoft 365 only.",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )


class AddLoginForm(LoginForm):
    button = "Add login"

    kind = forms.ChoiceField(
        label="How we sign in",
        choices=Login.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how we sign in"},
    )
    secret = _secret(
        help_text="The password, the value of the client secret, or the whole JSON key "
        "file of the service account.",
    )

    field_order = ("name", "kind", "username", "tenant", "client_id", "secret")


class ChangeLoginForm(LoginForm):
    button = "Save login"

    secret = _secret(required=False, help_text="Leave empty to keep the present one.")

    field_order = ("name", "username", "tenant", "client_id", "secret")

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        own = {
            Login.Kind.PASSWORD: {"username"},
            Login.Kind.MICROSOFT: {"tenant", "client_id"},
        }.get(kind, set())
        for field in {"username", "tenant", "client_id"} - own:
            del self.fields[field]
        self.helper = self.make_helper()

    def clean(self):
        """Give the service each of its arguments."""
        empty = {"username": "", "tenant": "", "client_id": ""}
        return empty | super().clean()
