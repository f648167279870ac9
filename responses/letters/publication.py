"""Make a letter's version for publication: the same words without the requester.

This version is made from the letter's own page, so it can say nothing beyond the
letter. Anything that identifies the requester is left out, or replaced within a
sentence.

Source: s.45 Code of Practice on publishing answers; UK GDPR art 5(1)(c): a disclosure
log needs no requester's name.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from html import escape, unescape

from documents.requester import REQUESTER, Requester
from responses.letters.content import Addressee

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


def page_for_publication(page: str, addressee: Addressee) -> str:
    """Return a letter's page without the requester and the person signing.

    Args:
        page: The page made by `page_of`.
        addressee: The requester.
    """
    return _without(_requester(addressee), _PERSONAL.sub("", page))


def names_in(page: str, addressee: Addressee) -> list[str]:
    """Return the passages of a page that name the requester.

    A page fit for publication has none.
    """
    pieces = _TAG.split(page)
    said = [unescape(words) for tag in pieces[1::2] for _, words in _said_in(tag)]
    joined, _ = _joined(pieces)
    requester = _requester(addressee)
    return [name for text in (joined, *said) for name in requester.named_in(text)]


def _requester(addressee: Addressee) -> Requester:
    """Return the requester, to be recognised by either address."""
    known = (*addressee.address, *addressee.posted_to)
    return Requester(replace(addressee, address=known), addressee.telephones)


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
