"""Addresses of the public pages in either language."""

from typing import Final

from django.urls import reverse

from responses.letters.wording.welsh import WELSH

# What the names of the Welsh addresses end on.
IN_WELSH: Final = "-cy"


def path_of(name: str, language: str, **given: object) -> str:
    """Return the path of a public page.

    Args:
        name: The name of its English address.
        language: "en" or "cy".
        **given: The arguments of the address.
    """
    named = f"{name}{IN_WELSH}" if language == WELSH else name
    return reverse(named, kwargs=given)
