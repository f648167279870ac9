"""Say in plain sentences what Django finds wrong in a field."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from requests_app.forms.fields import asks_for

# By code of Django's error; "{label}" is the label of the field, in quotation marks.
_SENTENCES: Final = {
    "max_length": "{label} must be {limit_value:,} characters or fewer: you entered "
    "{show_value:,}.",
    "min_length": "{label} must be at least {limit_value:,} characters: you entered "
    "{show_value:,}.",
    "max_value": "{label} must be {limit_value} or less.",
    "min_value": "{label} must be {limit_value} or more.",
    "max_digits": "{label} must have no more than {digits}.",
    "max_decimal_places": "{label} must have no more than {digits} after the point.",
    "max_whole_digits": "{label} must have no more than {digits} before the point.",
    "null_characters_not_allowed": "{label} has a character that cannot be stored. "
    "Type the words again.",
    "empty": "The file you chose is empty. Choose another file.",
}


class PlainForm(forms.Form):
    """A form whose every sentence is the project's own.

    The base of every form. Django's sentences are translatable objects, and those of
    the project are plain text: so a sentence given in a field is never replaced.
    """

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error; say what Django found in plain words."""
        if field in self.fields and isinstance(error, ValidationError):
            # Django makes the label of a field without one from its name.
            label = str(self[field].label)
            error = ValidationError(
                [
                    plain_error(each, self.fields[field], label)
                    for each in error.error_list
                ]
            )
        super().add_error(field, error)


def plain_error(
    error: ValidationError, field: forms.Field, label: str
) -> ValidationError:
    """Return an error in plain words: Django's own sentences are replaced."""
    if not isinstance(error.message, Promise):
        return error
    return ValidationError(_sentence(error, field, label), code=error.code)


def _sentence(error: ValidationError, field: forms.Field, label: str) -> str:
    label = label.removesuffix(" (optional)")
    code = error.code or ""
    if code in _SENTENCES:
        given = error.params or {}
        most = given.get("max")
        digits = "1 digit" if most == 1 else f"{most} digits"
        return _SENTENCES[code].format(label=f"“{label}”", digits=digits, **given)
    is_choice = isinstance(field, forms.ChoiceField | forms.FileField)
    if code in {"required", "missing"}:
        return asks_for("Choose" if is_choice else "Enter", label)
    if isinstance(field, forms.ChoiceField):
        return f"{asks_for('Choose', label)} from the list"
    if isinstance(field, forms.DecimalField):
        return f"“{label}” must be a number, such as 12.50."
    if isinstance(field, forms.IntegerField):
        return f"“{label}” must be a whole number."
    return f"“{label}” cannot be read. Check what you entered."
