"""Fill in the fields of a sentence, and nothing more.

The grammar is small on purpose. `{name}` is a field of the sentence; two asterisks on
either side make **words** bold; every other character is itself. Names are looked up in
the values passed by the letter. There are no attributes, indexes, formats or
expressions, so a wording can reach nothing else.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from requests_app.refusals import Refusal

# In characters: more than the longest paragraph of a letter.
LONGEST: Final = 4000
_FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_BOLD = "**"
# A provision such as section 1(1)(a), not to be broken at the end of a line.
_PROVISION = re.compile(
    r"(?:\b(?:sections?|regulations?|adran|rheoliad)\s)?"
    r"\b\d+[A-Z]{0,2}(?:\(\w{1,4}\))+",
    re.IGNORECASE,
)
# Characters without a glyph or a use for readers.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class SentenceRefused(Refusal):
    """A text cannot be the wording of a sentence."""


def fields_in(text: str) -> tuple[str, ...]:
    """Return the names of the fields in a text, each once, in order."""
    return tuple(dict.fromkeys(_FIELD.findall(text)))


def check(text: str, fields: Collection[str]) -> None:
    """Raise a refusal if a text is not a sentence with exactly these fields.

    Raises:
        SentenceRefused: The text is wrong; the message tells the author how.
    """
    if not text.strip():
        raise SentenceRefused("Write the sentence.")
    if len(text) > LONGEST:
        raise SentenceRefused(f"A sentence may have at most {LONGEST:,} characters.")
    if _CONTROLS.search(text):
        raise SentenceRefused(
            "Write the sentence in one line: it stands in one paragraph of the letter."
        )
    found = fields_in(text)
    if unknown := [name for name in found if name not in fields]:
        raise SentenceRefused(
            f"This sentence has no field {_braced(unknown)}. {_may_have(fields)}"
        )
    rest = _FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        raise SentenceRefused(
            "Curly brackets may stand only around the name of a field. "
            + _may_have(fields)
        )
    if missing := [name for name in fields if name not in found]:
        raise SentenceRefused(
            f"The sentence must still contain {_braced(missing)}: the letter puts "
            "there what differs from request to request."
        )
    parts = text.split(_BOLD)
    if len(parts) % 2 == 0:
        raise SentenceRefused(
            "Bold words need two asterisks before them and two after: **like this**."
        )
    if any(not part.strip() or part != part.strip() for part in parts[1::2]):
        raise SentenceRefused(
            "Put the two asterisks directly before and after the words: **like this**."
        )


def fill(text: str, values: Mapping[str, SafeString]) -> SafeString:
    """Return a sentence as HTML, with its fields filled from safe HTML.

    Raises:
        KeyError: A field has no value.
    """
    made = "".join(values[name] if name else written for written, name in _pieces(text))
    return mark_safe(made)  # noqa: S308 - escaped piece by piece


def fill_plain(text: str, values: Mapping[str, str]) -> str:
    """Return a sentence as plain text, without its bold.

    Raises:
        KeyError: A field has no value.
    """
    plain = text.replace(_BOLD, "")
    return _FIELD.sub(lambda field: values[field[1]], plain)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    """Return a sentence as pieces of HTML and names of fields, in order."""
    return tuple(_parted(text))


def _parted(text: str) -> Iterator[tuple[str, str]]:
    for at, part in enumerate(text.split(_BOLD)):
        if at:
            yield ("<strong>" if at % 2 else "</strong>"), ""
        words = _FIELD.split(part)
        for place, piece in enumerate(words):
            if place % 2:
                yield "", piece
            elif piece:
                yield _kept_whole(piece), ""


def _kept_whole(words: str) -> str:
    escaped = str(escape(words))
    return _PROVISION.sub(
        lambda found: f'<span class="letter-whole">{found[0]}</span>', escaped
    )


def _braced(names: Collection[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _may_have(fields: Collection[str]) -> str:
    if not fields:
        return "It has no fields at all."
    return f"Its fields are {_braced(fields)}."
