"""Recognise the noun before a number: "section" is an Act's, "regulation" is not."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_REGULATION = r"regulations?|regs?\b\.?|rh?eoliad(?:au)?"
_SECTION = r"sections?|sect?s?\b\.?|sect?s?(?=\d)|ss?\b\.?|ss?(?=\d)|h?adran(?:nau)?"
# The start of a citation, or a number with a bracket and no word before.
START: Final = re.compile(
    rf"""
    (?<![\w'’])
    (?: (?P<regulation> {_REGULATION} | r\.?\s?(?=\d{{1,2}}\s?\() )
      | (?P<section> {_SECTION} | §{{1,2}} )
      | (?P<ground> (?: (?:exemption|exception)s? | h?esemptiad(?:au)?
          | eithriad(?:au)? ) (?:\s(?:under|at|in|o\sdan|yn))? )
    )
    [\s:]{{0,3}} (?=\d)
    | (?<![\w(.£$/,-]) (?=\d{{1,2}}[A-Z]?\()
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The noun repeated within a list: "section 21 and section 43".
AGAIN: Final = re.compile(
    rf"(?:(?P<regulation>{_REGULATION})|(?P<section>{_SECTION}|§{{1,2}}))\s{{0,3}}(?=\d)",
    re.IGNORECASE,
)
_WELSH = re.compile(r"h?adran|rh?eoliad|h?esemptiad|eithriad", re.IGNORECASE)
_PLURAL = re.compile(r"§§|\w+(?:s|au)\W*\Z", re.IGNORECASE)


class Word(StrEnum):
    """The noun of a provision."""

    SECTION = "section"
    REGULATION = "regulation"


@dataclass(frozen=True, slots=True)
class Noun:
    """The noun before the first number of a citation.

    Attributes:
        word: The noun; None for a number alone and after "exemption".
        is_plural: Whether later numbers need no noun of their own.
        is_welsh: Whether it is Welsh, and so are the words that join the numbers.
    """

    word: Word | None = None
    is_plural: bool = False
    is_welsh: bool = False

    @classmethod
    def of(cls, start: re.Match[str]) -> "Noun":
        """Return the noun that a match of `START` begins with."""
        word = start.lastgroup
        return cls(
            Word(word) if word in set(Word) else None,
            bool(_PLURAL.match(start.group())),
            is_welsh(start.group()),
        )

    def is_alike(self, again: re.Match[str]) -> bool:
        """Whether a match of `AGAIN` repeats this noun."""
        return again.lastgroup == self.word


def is_welsh(noun: str) -> bool:
    """Whether the noun is Welsh: "adran", "rheoliad"."""
    return _WELSH.match(noun) is not None
