"""Recognise the requester in a text: name, organisation, e-mail, telephone, address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

REQUESTER: Final = "[the requester]"

_TITLES = (
    r"(?i:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|rev|revd|cllr"
    r"|councillor)"
)
_TITLE = re.compile(rf"{_TITLES}\.?")
# Words before a first name in a greeting or a signature.
_OPENS = "|".join(
    f"(?<={word} )"
    for word in (
        *("Dear", "dear", "Hi", "Hello", "From", "from", "Regards,", "regards,"),
        *("Thanks,", "thanks,", "sincerely,", "faithfully,", "I am", "name is"),
    )
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_MOST_OF_A_PERSON = 3  # names of one person
_SHORTEST = 3  # In letters: a shorter name is not distinctive.


# Names that are words of every second text: "in May".
_COMMON = {"April", "August", "June", "March", "May"}
_TELEPHONE = re.compile(r"(?<![\w+])(?:\+\d{2}|\(?0)[\d\s()-]{8,18}\d(?!\w)")


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
    return re.sub(r"\D", "", re.sub(r"^\+\d{2}", "", number)).lstrip("0")


@dataclass(frozen=True)
class Requester:
    """The requester, to be recognised in a text.

    Attributes:
        addressee: Who asked.
        telephones: The requester's telephone numbers, from `telephones_in`.
    """

    addressee: Person
    telephones: tuple[str, ...] = ()

    def named_in(self, text: str) -> list[str]:
        """Return the passages that certainly name the requester, each once."""
        found = self._sure.finditer(text) if self._sure else ()
        return list(dict.fromkeys(match.group() for match in found))

    def perhaps_named_in(self, text: str) -> list[str]:
        """Return words that may be the requester's first name or surname, each once.

        "Park" may be a person's name or a place.
        """
        if not self._single:
            return []
        rest = self.without(text)
        return list(dict.fromkeys(self._single.findall(rest)))

    def without(self, text: str) -> str:
        """Return a text without the requester's name."""
        return self._sure.sub(REQUESTER, text) if self._sure else text

    def spans_in(self, text: str) -> list[tuple[int, int]]:
        """Return the spans that name the requester, in order."""
        return [one.span() for one in self._sure.finditer(text)] if self._sure else []

    def found_in(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of all that may tell who asked, in order.

        A person's first name or surname counts by itself, unless it is a word of any
        text. The words of a longer name, as of an association, do not.
        """
        spans = self.spans_in(text)
        if self._single and len(self._names) <= _MOST_OF_A_PERSON:
            singles = self._single.finditer(text)
            spans += [one.span() for one in singles if one.group() not in _COMMON]
        spans += [
            one.span()
            for one in _TELEPHONE.finditer(text)
            if _digits(one.group()) in self.telephones
        ]
        return _apart(spans)

    @cached_property
    def _names(self) -> list[str]:
        words = self.addressee.name.replace(",", " ").split()
        return [word for word in words if not _TITLE.fullmatch(word)]

    @cached_property
    def _sure(self) -> re.Pattern[str] | None:
        patterns = list(self._patterns())
        return (
            re.compile("|".join(f"(?:{one})" for one in patterns)) if patterns else None
        )

    @cached_property
    def _single(self) -> re.Pattern[str] | None:
        single = [re.escape(name) for name in self._names if len(name) >= _SHORTEST]
        if not single:
            return None
        return re.compile(rf"(?<![\w@.-])(?:{'|'.join(single)})(?![\w@-])")

    def _patterns(self) -> Iterator[str]:
        who, names = self.addressee, self._names
        if who.email:
            yield rf"(?i:(?<![\w.+-]){re.escape(who.email)}(?![\w-]))"
        if sum(map(len, names)) >= _SHORTEST:
            whole = r"[\s,]+".join(map(_written, names))
            yield rf"(?<!\w)(?:{_TITLES}\.?\s+)?{whole}(?!\w)"
        if len(names) > 1:
            yield from self._otherwise_written()
        for name in names:
            if len(name) >= _SHORTEST:
                yield rf"(?<=\n){_written(name)}[.,]?(?=\n)"
                yield rf"(?:{_OPENS}){_written(name)}(?!\w)"
        yield from self._elsewhere()

    def _otherwise_written(self) -> Iterator[str]:
        """Yield patterns for a name of several words in other forms.

        Words may be in another order, shortened to initials, or have further words
        between them.
        """
        *first, last = self._names
        given, surname = _written(first[0]), _written(last)
        between = r"(?:[\s,]+[A-Z][\w.’'-]*){0,2}[\s,]+"
        initials = r"[\s.]*".join(re.escape(name[0].upper()) for name in first)
        yield rf"(?<!\w){given}{between}{surname}(?!\w)"
        yield rf"(?<!\w){surname},?\s+{given}(?!\w)"
        yield rf"(?<!\w){initials}[\s.]*\s{surname}(?!\w)"
        if len(last) >= _SHORTEST:
            yield rf"(?<!\w){_TITLES}\.?\s+{surname}(?!\w)"

    def _elsewhere(self) -> Iterator[str]:
        """Yield patterns for the organisation and distinctive lines of the address."""
        who = self.addressee
        organisation = re.sub(r"(?i)^the\s+", "", who.organisation)
        if len(organisation) >= _SHORTEST:
            yield rf"(?i:(?<!\w)(?:the\s+)?{_spaced(organisation)}(?!\w))"
        for line in who.address:
            if re.search(r"\d", line) and re.search(r"[^\W\d]", line):
                yield rf"(?i:(?<!\w){_spaced(line)}(?!\w))"
            for postcode in _POSTCODE.findall(line):
                spaced = r"\s*".join(map(re.escape, postcode.split()))
                yield rf"(?i:(?<!\w){spaced}(?!\w))"


def _written(name: str) -> str:
    """Return a pattern for a name in its usual capitals.

    Lower case is left out, as it may be a common word ("will").
    """
    ways = dict.fromkeys([name, name.upper(), name.title(), name.capitalize()])
    capital = [way for way in ways if way[:1] != way[:1].lower() or way == name.upper()]
    return f"(?:{'|'.join(map(re.escape, capital))})"


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
