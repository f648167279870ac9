"""The HTML of an answer: what may be in it, and how it reads as plain text.

Text is cleaned three times, on purpose: on save, so that the database holds nothing
harmful; on pages and in the widget of forms, because a browser runs what it is given;
and on composing, because a letter is frozen for good. Text saved under an older list,
or without the service, does no harm, and a mistake in one place is caught in the next.
Cleaning what is clean changes nothing.
"""

from responses.richtext.cleaning import (
    MOST_CHARACTERS,
    MOST_ELEMENTS,
    NotForALetter,
    PictureInText,
    TooMuchText,
    clean,
    clean_to_save,
)
from responses.richtext.plain import from_plain, is_plain, to_plain

__all__ = [
    "MOST_CHARACTERS",
    "MOST_ELEMENTS",
    "NotForALetter",
    "PictureInText",
    "TooMuchText",
    "clean",
    "clean_to_save",
    "from_plain",
    "is_plain",
    "to_plain",
]
