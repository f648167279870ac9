"""The HTML of an answer: what may be in it, and how it reads as plain text.

Text is cleaned when it is saved and again whenever it is shown or printed, so that
what once got past an older list does not last. Cleaning what is clean changes nothing.
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
