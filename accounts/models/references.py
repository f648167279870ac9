"""The form of the references of an authority's requests."""

import re

from django.core.exceptions import ValidationError


def make_reference(scheme: str, number: int, year: int) -> str:
    """Return the reference of the `number`-th request of the four-digit `year`."""
    return scheme.format(number=number, year=f"{year % 100:02}", year4=year)


def check_reference_scheme(scheme: str) -> None:
    """Refuse a scheme that could give two requests the same reference."""
    if not re.fullmatch(r"([\w./-]|\{(number|year|year4)(:0\d)?\})+", scheme):
        raise ValidationError(
            "Use {number} for the number and {year} for the year, with letters, digits "
            "and - . / around them, such as {number}-{year} or FOI/{year4}/{number:04}."
        )
    made = {make_reference(scheme, n, year) for n in (1, 2) for year in (2025, 2026)}
    if len(made) < 4:
        raise ValidationError("The scheme must contain both {number} and {year}.")
