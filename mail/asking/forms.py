"""The boxes of the public form, in the language of the page."""

from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from documents.richtext.cleaning import without_control_characters
from mail.asking.services import Asked

MOST_CHARACTERS: Final = 50_000
# In the order of the page.
_MOST: Final = {
    "name": 200,
    "email": 254,
    "address": 1_000,
    "organisation": 200,
    "format_wanted": 500,
}
_LINES: Final = frozenset({"address"})


def _typed(value: str) -> str:
    return without_control_characters(value).replace("\r\n", "\n").strip()


class _Words(forms.CharField):
    """Words as typed. A null character, which no database stores, is left out."""

    def to_python(self, value):
        return super().to_python((value or "").replace("\0", ""))


class QuestionForm(forms.Form):
    """What information is wanted."""

    text = _Words(required=False)

    def __init__(self, *args, say, **kwargs):
        super().__init__(*args, **kwargs)
        self.say = say

    def clean_text(self):
        """Refuse no words, or more than the form takes."""
        text = _typed(self.cleaned_data["text"])
        if not any(letter.isalnum() for letter in text):
            raise ValidationError(self.say["text_missing"])
        if (over := len(text) - MOST_CHARACTERS) > 0:
            raise ValidationError(self.say.with_values(over=f"{over:,}")["text_long"])
        return text


class WhoAsksForm(QuestionForm):
    """Who asks, and where the answer is to go; sent together with the question."""

    name = _Words(required=False)
    email = _Words(required=False)
    address = _Words(required=False)
    organisation = _Words(required=False)
    format_wanted = _Words(required=False)
    # Nobody sees this box; programs that fill in every box give themselves away.
    website = _Words(required=False)

    def clean(self):
        """Check everything at once, so that all is said on one page."""
        found = super().clean()
        for name, most in _MOST.items():
            value = _typed(found.get(name, ""))
            found[name] = value if name in _LINES else " ".join(value.split())
            if len(found[name]) > most:
                self.add_error(name, self.say.with_values(most=most)["too_long"])
        has_letters = any(letter.isalpha() for letter in found.get("name", ""))
        if not has_letters and "name" not in self.errors:
            self.add_error("name", self.say["name_missing"])
        self._check_addresses(found)
        if found.get("website"):
            self.add_error("website", self.say["trap_filled"])
        return found

    def _check_addresses(self, found):
        if {"email", "address"} & set(self.errors):
            return
        if not found.get("email"):
            if not found.get("address"):
                self.add_error("email", self.say["address_missing"])
            return
        try:
            validate_email(found["email"])
        except ValidationError:
            self.add_error("email", self.say["email_wrong"])

    @property
    def asked(self):
        """What was typed, once it is checked."""
        given = self.cleaned_data
        return Asked(text=given["text"], **{name: given[name] for name in _MOST})
