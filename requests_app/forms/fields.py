"""Form fields shared by several forms."""

from datetime import time
from decimal import Decimal
from typing import Any, Final

from crispy_forms_gds.fields import DateInputField
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_MOST_DIGITS = 9  # an integer column holds them all


def check_email_address(address: str) -> None:
    """Refuse what is no e-mail address, or one that mail servers do not know.

    Raises:
        ValidationError: In a sentence that says what to do.
    """
    local = address.rpartition("@")[0]
    strange = "".join(dict.fromkeys(each for each in local if not each.isascii()))
    if local and strange:
        raise ValidationError(
            f"“{address}” has “{strange}” before the @, and e-mail cannot be sent to "
            "such an address. Ask for another address, or use the post."
        )
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            "Enter an e-mail address in the correct format, like name@example.com: "
            f"“{address}” is no e-mail address."
        ) from None


def whole_number(text: str, *, otherwise: int = -1) -> int:
    """Return the number in a value of a form that has no field, such as a version.

    Args:
        text: What was sent.
        otherwise: Returned for anything that no page sends.
    """
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else otherwise


class EmailAddressField(forms.CharField):
    """An e-mail address to which the system can send."""

    default_validators = [check_email_address]

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.EmailInput(attrs={"spellcheck": "false"}))
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)


class SeenField(forms.JSONField):
    """What the page showed when it was opened, by name. Anything else is nothing."""

    def to_python(self, value):
        """Return what was shown; {} for what no page sends."""
        try:
            found = super().to_python(value)
        except (ValueError, ValidationError):
            return {}
        return found if isinstance(found, dict) else {}


# First words of a label that stand within a sentence as they are.
_NEED_NO_ARTICLE: Final = frozenset(
    {"a", "an", "anything", "how", "the", "what", "when", "where", "whether", "which"}
    | {"who", "why", "your"}
)


class DayField(DateInputField):
    """A London calendar day, entered as day, month and year."""

    def __init__(self, **kwargs):
        kwargs.setdefault("require_all_fields", False)
        kwargs.setdefault("help_text", "For example, 27 3 2026")
        super().__init__(**kwargs)
        self.error_messages["required"] = asks_for("Enter", self.label or "day")
        for field, name in zip(self.fields, ("day", "month", "year"), strict=True):
            field.error_messages["incomplete"] = f"Enter the {name}"
            field.validators[0].message = f"Enter the {name} as a number"
            field.widget.attrs["inputmode"] = "numeric"
        for widget in self.widget.widgets:
            widget.attrs["inputmode"] = "numeric"

    def compress(self, data_list):
        """Return the day. Say in plain words if no such day exists."""
        if data_list and data_list[2] and len(data_list[2]) == 2:
            data_list = [*data_list[:2], f"20{data_list[2]}"]
        try:
            return super().compress(data_list)
        except ValidationError:
            day, month, year = data_list
            raise ValidationError(
                f"There is no day {day}/{month}/{year}. Check day, month and year."
            ) from None


def asks_for(verb: str, label: Any) -> str:
    """Ask for a field by its label: "Enter the subject", "Enter why it is late"."""
    words = str(label).removesuffix(" (optional)")
    is_abbreviation = words[:2].isalpha() and words[:2].isupper()
    within = words if is_abbreviation else f"{words[0].lower()}{words[1:]}"
    article = "" if within.split()[0] in _NEED_NO_ARTICLE else "the "
    return f"{verb} {article}{within}"


class HourField(forms.CharField):
    """A time of day, entered as 17:00 or 17.00."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "govuk-input--width-5"})
        )
        super().__init__(**kwargs)

    def prepare_value(self, value):
        """Format a time for the input: 17:00."""
        return value.isoformat("minutes") if isinstance(value, time) else value

    def clean(self, value):
        """Return the time, or None where the field is empty."""
        typed = super().clean(value).replace(".", ":").strip()
        if not typed:
            return None
        try:
            hour, minute = map(int, typed.split(":"))
            return time(hour, minute)
        except ValueError:
            raise ValidationError("Enter a time such as 17:00") from None


class PoundsField(forms.DecimalField):
    """An amount entered in pounds and returned in whole pence."""

    def __init__(self, **kwargs):
        kwargs.setdefault("min_value", Decimal("0.01"))
        kwargs.setdefault("max_digits", 9)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("localize", True)
        super().__init__(**kwargs)

    def to_python(self, value):
        """Accept a pound sign and commas."""
        if isinstance(value, str):
            value = value.replace("£", "").replace(",", "").strip()
        return super().to_python(value)

    def clean(self, value):
        """Return the amount in pence."""
        pounds = super().clean(value)
        return None if pounds is None else int(pounds * 100)
