"""Make a letter's version for publication: the same words without the requester.

This version is made from the letter's own page, so it can say nothing beyond the
letter. Anything that identifies the requester is left out, or replaced within a
sentence.

Source: s.45 Code of Practice on publishing answers; UK GDPR art 5(1)(c): a disclosure
log needs no requester's name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape

from responses.letters.content import Addressee

REQUESTER = "[the requester]"

# Parts of every letter's page that identify the requester or the person signing.
_PERSONAL = re.compile(
    r"""
    \s*<p\ class="letter-(?:salutation|addressee|signature__picture)"[^>]*>.*?</p>
    | \s*<div\ class="letter-signature"[^>]*>.*?</div>
    """,
    re.DOTALL | re.VERBOSE,
)
_TAG = re.compile(r"(<[^<>]*>)")
_SAID_IN_TAG = re.compile(r'\b(content|alt|title|href)="([^"]*)"')
# Tags within a sentence: a name may span these tags.
_WITHIN = re.compile(r"</?(?:strong|em|b|i|a|span|u|sup|sub|br)\b", re.IGNORECASE)
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
_SHORTEST = 3  # In letters: a shorter name is not distinctive.


@dataclass(frozen=True)
class Requester:
    """The requester, to be recognised in a text."""

    addressee: Addressee

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
        if len(who.organisation) >= _SHORTEST:
            yield rf"(?i:(?<!\w){_spaced(who.organisation)}(?!\w))"
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


def page_for_publication(page: str, addressee: Addressee) -> str:
    """Return a letter's page without the requester and the person signing.

    Args:
        page: The page made by `page_of`.
        addressee: The requester.
    """
    return _without(Requester(addressee), _PERSONAL.sub("", page))


def names_in(page: str, addressee: Addressee) -> list[str]:
    """Return the passages of a page that name the requester.

    A page fit for publication has none.
    """
    pieces = _TAG.split(page)
    said = [unescape(words) for tag in pieces[1::2] for _, words in _said_in(tag)]
    joined, _ = _joined(pieces)
    requester = Requester(addressee)
    return [name for text in (joined, *said) for name in requester.named_in(text)]


def words_of(page: str) -> str:
    """Return the words of a page."""
    return _joined(_TAG.split(page))[0]


def _said_in(tag: str) -> Iterable[tuple[str, str]]:
    return _SAID_IN_TAG.findall(tag)


def _without(requester: Requester, page: str) -> str:
    pieces = _TAG.split(page)
    for at in range(1, len(pieces), 2):
        pieces[at] = _SAID_IN_TAG.sub(
            lambda said: f'{said[1]}="{escape(requester.without(unescape(said[2])))}"',
            pieces[at],
        )
    joined, places = _joined(pieces)
    texts = {at: unescape(pieces[at]) for at, _, _ in places}
    for start, end in reversed(requester.spans_in(joined)):
        is_first = True
        for at, begins, ends in places:
            if ends <= start or begins >= end:
                continue
            text = texts[at]
            cut = slice(max(start - begins, 0), min(end, ends) - begins)
            within = REQUESTER if is_first else ""
            texts[at] = text[: cut.start] + within + text[cut.stop :]
            is_first = False
    for at, text in texts.items():
        if text != unescape(pieces[at]):
            pieces[at] = escape(text)
    return "".join(pieces)


def _joined(pieces: list[str]) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the words of a page, with the span of each piece of text.

    Tags within a sentence divide nothing; any other tag ends a line.
    """
    words: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0
    for at, piece in enumerate(pieces):
        if at % 2:
            text = "" if _WITHIN.match(piece) else "\n"
        else:
            text = unescape(piece)
            places.append((at, length, length + len(text)))
        words.append(text)
        length += len(text)
    return "".join(words), places
