"""The postal address that a letter prints."""

import re
from dataclasses import replace
from html import unescape
from typing import TypeVar

from requests_app.forms.postal_address import why_not_posted
from requests_app.questions.numbering.lists import listed
from responses.letters.content import LetterContent
from responses.letters.fonts import named, unreadable
from responses.letters.parties import lines
from responses.letters.procedural_content import ProceduralContent

_BLOCK = re.compile(r'<p class="letter-addressee">(.*?)</p>', re.DOTALL)
_LINE = re.compile(r'<span class="letter-line"[^<>]*>(.*?)</span>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_Content = TypeVar("_Content", LetterContent, ProceduralContent)


def addressed_to(content: _Content, address: str) -> _Content:
    """Return a letter with the address that it is posted to in place of the recorded.

    The requester's record and the salutation stay as they are.

    Args:
        content: The letter as composed from the record.
        address: The name and the postal address, a line each; "" for the recorded.
    """
    posted_to = lines(address)
    if not posted_to or posted_to == content.addressee.lines:
        return content
    return replace(content, addressee=replace(content.addressee, posted_to=posted_to))


def printed_address(page: str) -> tuple[str, ...]:
    """Return the lines that a letter's page prints as its address."""
    block = _BLOCK.search(page)
    found = _LINE.findall(block[1]) if block else ()
    texts = (" ".join(unescape(_TAG.sub("", line)).split()) for line in found)
    return tuple(text for text in texts if text)


def prints(page: str, address: str) -> bool:
    """Whether a letter's page prints an address, but for spaces and capital letters."""
    return _folded(printed_address(page)) == _folded(lines(address))


def why_not_printed(address: str) -> list[str]:
    """Return the reasons why an address cannot stand on an envelope; none for none.

    Args:
        address: The name and the postal address, a line each; "" where the letter does
            not go by post.
    """
    if not address:
        return []
    reasons = why_not_posted(address)
    if signs := unreadable(address):
        reasons.append(
            "No sorting machine reads "
            f"{listed([named(char) for char in signs[:5]])} in the address. Write the "
            "address in letters and numbers."
        )
    return reasons


def _folded(address: tuple[str, ...]) -> list[str]:
    return " ".join(address).casefold().split()
