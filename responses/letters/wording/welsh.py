"""The released Welsh, read from the translators' gettext catalogue.

An entry's context is the sentence's key, and its msgid the English translated. So a
sentence with changed English counts as untranslated until a translator revises it. The
catalogue is read as written, once per process, and needs no compiling.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from responses.letters.wording.catalogue import Sentence

ENGLISH: Final = "en"
WELSH: Final = "cy"
_MONTHS: Final = (
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
)


def welsh_of(sentence: Sentence) -> str:
    """Return the released Welsh for a sentence; "" where no translation matches."""
    return _catalogue().get((sentence.key, sentence.text), "")


def released(sentence: Sentence, language: str) -> str:
    """Return the released wording in a language; "" where there is none."""
    return welsh_of(sentence) if language == WELSH else sentence.text


def welsh_name(english: str) -> str:
    """Return the Welsh for a name; "" where the catalogue has none.

    Names come from the law and from data: titles of laws, offices, formats of files.
    Their entries have the context "name".
    """
    return _catalogue().get(("name", english), "")


def welsh_day(day: date) -> str:
    """Return a day in Welsh: "9 Mawrth 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@cache
def _catalogue() -> Mapping[tuple[str, str], str]:
    from babel.messages.pofile import read_po

    file = files("responses").joinpath("locale/cy/LC_MESSAGES/django.po")
    if not file.is_file():
        return MappingProxyType({})
    with file.open("rb") as written:
        messages = read_po(written, locale=WELSH, abort_invalid=True)
    return MappingProxyType(
        {
            (message.context, str(message.id)): str(message.string)
            for message in messages
            if message.id and message.context and message.string and not message.fuzzy
        }
    )
