"""Recognise a message quoted in a pasted mail."""

import re
from itertools import islice
from typing import Final

from documents.mail_labels import LABELS
from documents.richtext.nodes import Node
from documents.richtext.pieces import words_in

_NAMES: Final = {
    *("gmail_quote", "yahoo_quoted", "protonmail_quote", "moz-cite-prefix"),
    *("outlookmessageheader", "zmail_extra", "divrplyfwdmsg"),
}
_SCHEMES: Final = {"cite"}
# Senders of mail programs in German and French, too.
_FROM = re.compile(rf"\W*(?:{LABELS['sender']}|von|de)\s?:", re.IGNORECASE)
_SENT = re.compile(rf"\b(?:{LABELS['date']})\s?:", re.IGNORECASE)
_TO = re.compile(rf"\b(?:{LABELS['addressee']}|{LABELS['subject']})\s?:", re.IGNORECASE)
_BLOCKS: Final = {"p", "div", "table"}
_MOST_PIECES: Final = 60  # of text, enough for the head of a message


def quoted_head(node: Node) -> str:
    """Return the first words of a quoted message that begins with an element, or ""."""
    attributes = node.attributes
    names = {
        *attributes.get("class", "").lower().split(),
        attributes.get("id", "").lower().removeprefix("x_"),
    }
    is_cited = node.tag == "blockquote" and attributes.get("type", "") in _SCHEMES
    if not names & _NAMES and not is_cited and node.tag not in _BLOCKS:
        return ""
    words = "".join(islice(words_in(node), _MOST_PIECES)).strip()
    if names & _NAMES or is_cited or _is_head(words):
        return words
    return ""


def _is_head(words: str) -> bool:
    """Whether words begin with the lines that say who wrote to whom."""
    if not _FROM.match(words):
        return False
    return bool(_SENT.search(words, 0, 600) and _TO.search(words, 0, 600))
