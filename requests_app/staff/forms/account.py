"""Forms of the own account: passwords and the e-mail address."""

from django import forms
from django.contrib.auth import authenticate

from requests_app.forms.fields import EmailAddressField
from requests_app.forms.helper import ActionForm

_LONGEST = 4096


class PasswordField(forms.CharField):
    """A password; a browser may offer the one it keeps."""

    def __init__(self, *, is_new, **kwargs):
        offered = "new-password" if is_new else "current-password"
        widget = forms.PasswordInput(attrs={"autocomplete": offered})
        super().__init__(widget=widget, strip=False, max_length=_LONGEST, **kwargs)


class NewPasswordForm(ActionForm):
    """A new password, typed twice."""

    button = "Save password"

    password = PasswordField(
        is_new=True,
        label="New password",
        help_text="At least 8 characters. Three or four words that do not belong "
        "together are easy to remember and hard to guess.",
    )
    again = PasswordField(is_new=True, label="New password again")

    def clean(self):
        cleaned = super().clean()
        new, again = cleaned.get("password"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", "The two passwords differ. Type both again.")
        return cleaned


class ProvesPassword(ActionForm):
    """A form with the present password of the person signed in.

    Wrong passwords count as they do when signing in, and slow down the next attempt.
    """

    def __init__(self, *args, request, account, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.account = request, account

    def clean_present(self):
        present = self.cleaned_data["present"]
        person = authenticate(
            self.request, username=self.account.username, password=present
        )
        if person is None:
            raise forms.ValidationError("This is not your present password.")
        return present


class ChangePasswordForm(ProvesPassword, NewPasswordForm):
    present = PasswordField(is_new=False, label="Present password")
    field_order = ("present", "password", "again")


class ChangeAddressForm(ProvesPassword):
    button = "Save address"

    email = EmailAddressField(label="E-mail address")
    present = PasswordField(is_new=False, label="Present password")


class ForgottenForm(ActionForm):
    button = "Send me a link"

    address = forms.CharField(
        label="E-mail address or user name",
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "spellcheck": "false"}
        ),
    )


class JoinForm(ActionForm):
    """The password of a person's account elsewhere."""

    button = "Accept the invitation"

    present = PasswordField(is_new=False, label="Password of your account")
