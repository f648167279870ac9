"""Recognise the requester in a text: name, organisation, e-mail, telephone, address."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from documents.spelling import places
from documents.spelling.folding import fold
from documents.spelling.naming import (
    ENDS,
    SHORTEST,
    Name,
    certain,
    in_capitals,
    name_of,
    uncertain,
)

REQUESTER: Final = "[the requester]"

# Words before a first name in a greeting or a signature.
_OPENS = "|".join(
    f"(?<={word} )"
    for word in (
        *("Dear", "dear", "Hi", "Hello", "From", "from", "Regards,", "regards,"),
        *("Thanks,", "thanks,", "Yours,", "sincerely,", "faithfully,", "I am"),
        "name is",
    )
)
_MOST_OF_A_PERSON = 3  # names of one person

# Names that are words of every second text: "in May".
_COMMON = {"April", "August", "June", "March", "May"}
_TELEPHONE = re.compile(r"(?<![\w+])(?:\+\d{2}|\(?0)[\d\s().-]{8,18}\d(?!\w)")


class Person(Protocol):
    """Who asked, as a letter or a request has it."""

    @property
    def name(self) -> str:
        """The name, with any title."""

    @property
    def organisation(self) -> str:
        """The organisation; "" for none."""

    @property
    def email(self) -> str:
        """The e-mail address; "" for none."""

    @property
    def address(self) -> Sequence[str]:
        """The lines of the postal address."""


@dataclass(frozen=True)
class Identity:
    """A requester's details."""

    name: str
    organisation: str = ""
    email: str = ""
    address: tuple[str, ...] = ()


def telephones_in(text: str) -> tuple[str, ...]:
    """Return the telephone numbers in a text, as digits."""
    return tuple(dict.fromkeys(map(_digits, _TELEPHONE.findall(text))))


def _digits(number: str) -> str:
    """Return the digits of a number from the area code on."""
    return re.sub(r"\D", "", re.sub(r"^(?:\+|00)\d{2}", "", number)).lstrip("0")


@dataclass(frozen=True)
class Requester:
    """The requester, to be recognised in a text however it spells what is on record.

    Attributes:
        addressee: Who asked.
        telephones: The requester's telephone numbers, from `telephones_in`.
    """

    addressee: Person
    telephones: tuple[str, ...] = ()

    def named_in(self, text: str) -> list[str]:
        """Return the passages certain to name the requester, each once."""
        return list(dict.fromkeys(text[slice(*span)] for span in self.spans_in(text)))

    def perhaps_named_in(self, text: str) -> list[str]:
        """Return words perhaps meant for the requester, each once.

        "Park" may be a person's name or a place.
        """
        rest = self.without(text)
        return list(dict.fromkeys(rest[slice(*span)] for span in self._maybe_in(rest)))

    def without(self, text: str) -> str:
        """Return a text without the requester's name."""
        pieces, done = [], 0
        for start, end in self.spans_in(text):
            pieces += [text[done:start], REQUESTER]
            done = end
        return "".join([*pieces, text[done:]])

    def spans_in(self, text: str) -> list[tuple[int, int]]:
        """Return the spans naming the requester, in order."""
        return _spans(self._sure, text)

    def found_in(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of all that may tell who asked, in order.

        A person's first name or surname counts by itself, unless it is a word of any
        text. The words of a longer name, as of an association, do not.
        """
        spans = self.spans_in(text)
        if len(self._name.whole) <= _MOST_OF_A_PERSON:
            singles = self._maybe_in(text)
            spans += [one for one in singles if text[slice(*one)] not in _COMMON]
        spans += [
            one.span()
            for one in _TELEPHONE.finditer(text)
            if _digits(one.group()) in self.telephones
        ]
        return _apart(spans)

    def _maybe_in(self, text: str) -> list[tuple[int, int]]:
        return _spans(self._maybe, text)

    @cached_property
    def _name(self) -> Name:
        return name_of(self.addressee.name)

    @cached_property
    def _sure(self) -> re.Pattern[str] | None:
        return _any_of(self._patterns())

    @cached_property
    def _maybe(self) -> re.Pattern[str] | None:
        who = self.addressee
        return _any_of(
            [
                *uncertain(self._name),
                *places.uncertain_address(who.address),
                *places.uncertain_email(who.email),
                *places.uncertain_organisation(who.organisation),
            ]
        )

    def _patterns(self) -> Iterator[str]:
        who = self.addressee
        yield from places.certain_email(who.email)
        yield from certain(self._name)
        for part in self._name.parts:
            if len(part) >= SHORTEST:
                yield rf"(?<=\n){in_capitals(part)}[.,]?(?=\n)"
                yield rf"(?:{_OPENS}){in_capitals(part)}{ENDS}"
        yield from places.certain_organisation(who.organisation)
        yield from places.certain_address(who.address)
        yield from map(places.certain_telephone, self.telephones)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    written = "|".join(f"(?:{one})" for one in patterns)
    return re.compile(written) if written else None


def _spans(pattern: re.Pattern[str] | None, text: str) -> list[tuple[int, int]]:
    """Return the spans of a text whose folded words agree with a pattern."""
    if pattern is None:
        return []
    folded = fold(text)
    return [folded.span(*found.span()) for found in pattern.finditer(folded.words)]


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
