"""Read the addresses in a header."""

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from documents.mails.characters import on_one_line
from documents.mails.headers import decoded_words, every, first
from documents.mails.limits import LONGEST_ID, LONGEST_NAME, MOST_ADDRESSES
from documents.mails.mail import Address

_TOKEN: Final = re.compile(
    r'"((?:[^"\\]|\\.)*)"?|<([^>]*)>?|\(((?:[^()\\]|\\.)*)\)?|([,;:])|'
    # Commas and colons in an encoded word part nothing.
    r'(=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,4000}\?=|(?:(?!=\?)[^"<(,;:])+|=)',
    re.DOTALL,
)
_ADDRESS: Final = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_DELIVERED: Final = (
    *("Delivered-To", "X-Original-To", "X-Envelope-To", "Envelope-To"),
    *(
        "X-Delivered-To",
        "X-Forwarded-To",
        "X-MS-Exchange-Organization-OriginalEnvelopeRecipients",
    ),
)
_FOR: Final = re.compile(r"\bfor\s+<?([^\s@<>;]+@[^\s@<>;]+)>?")


def addresses(message: Message, name: str) -> tuple[Address, ...]:
    """Return the addresses in all headers of a name, each once."""
    found: dict[Address, None] = {}
    for raw in every(message, name):
        for address in addresses_in(raw):
            found.setdefault(address)
            if len(found) >= MOST_ADDRESSES:
                return tuple(found)
    return tuple(found)


def addresses_in(raw: str) -> Iterator[Address]:
    """Yield the addresses in the raw value of a header, however it is written."""
    quoted: list[str] = []
    bare: list[str] = []
    remark, angled = "", ""
    for match in _TOKEN.finditer(raw):
        in_quotes, in_angles, in_brackets, mark, other = match.groups()
        if in_quotes is not None:
            quoted.append(re.sub(r"\\(.)", r"\1", in_quotes))
            bare.append(quoted[-1])
        elif in_angles is not None:
            angled = angled or in_angles
        elif in_brackets is not None:
            remark = remark or in_brackets
        elif mark == ":" and not angled and "@" not in "".join(bare):
            quoted, bare, remark = [], [], ""  # the name of a group
        elif mark == ":":
            bare.append(mark)
        elif mark:
            yield from _address(bare, remark, angled)
            quoted, bare, remark, angled = [], [], "", ""
        else:
            bare.append(other)
    yield from _address(bare, remark, angled)


def _address(bare: list[str], remark: str, angled: str) -> Iterator[Address]:
    shown = on_one_line(decoded_words("".join(bare)), LONGEST_NAME)
    address = _cleaned(angled)
    if not address and (found := _ADDRESS.search(shown)):
        address = _cleaned(found[0])
        shown = shown.replace(found[0], "").strip()
    if not shown:
        shown = on_one_line(decoded_words(remark), LONGEST_NAME)
    shown = shown.strip("'\" ")
    if address or shown:
        yield Address("" if shown.lower() == address else shown, address)


def _cleaned(raw: str) -> str:
    text = on_one_line(decoded_words(raw), LONGEST_ID).replace(" ", "").lower()
    text = text.removeprefix("mailto:")
    return text if _ADDRESS.fullmatch(text) else ""


def delivered_to(message: Message) -> tuple[str, ...]:
    """Return the mailboxes to which servers say they delivered, each once."""
    found: dict[str, None] = {}
    for name in _DELIVERED:
        for raw in every(message, name):
            found |= dict.fromkeys(
                one.address for one in addresses_in(raw) if one.address
            )
    if served := _FOR.search(first(message, "Received")):
        found |= dict.fromkeys(filter(None, [_cleaned(served[1])]))
    return tuple(found)[:MOST_ADDRESSES]
