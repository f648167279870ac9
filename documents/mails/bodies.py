"""Choose the words of a mail from its plain text and its HTML, losing none."""

import re
from dataclasses import dataclass
from typing import Final

from documents.mails.characters import on_lines
from documents.mails.html_text import shown
from documents.mails.limits import LONGEST_HTML, LONGEST_TEXT
from documents.mails.mail import Attachment
from documents.mails.parts import Version

# Not compared: addresses, names of pictures, marks of one version alone.
_NOT_WORDS: Final = re.compile(r"https?://\S+|mailto:\S+|cid:\S+|www\.\S+|<[^<>\s]*>")
_WORD: Final = re.compile(r"[^\W_]{2,}|\d")
_HTML_IN_TEXT: Final = re.compile(r"\s*(?:<!doctype html|<html\b|<body\b)", re.I)
_FEW: Final = 3  # words more in one version, such as the name of a picture
_CUT: Final = "The text is very long. Its end was left out: see the mail as it came."
_TWO: Final = (
    "The mail has two versions of its text that say different things. The other one "
    "is attached."
)


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a mail.

    Attributes:
        text: The words.
        html_was_used: Whether any of them come from HTML.
        others: Versions that say something else, as files.
        notes: Sentences for an officer.
    """

    text: str
    html_was_used: bool
    others: tuple[Attachment, ...]
    notes: tuple[str, ...]


def body_of(versions: list[Version], spare: Version | None = None) -> Body:
    """Return the words of a mail, from the pieces of its text.

    Args:
        versions: The pieces.
        spare: Another place with words, used where the pieces have none, and kept as a
            file where its words are others.
    """
    texts: list[str] = []
    others: list[Attachment] = []
    notes: dict[str, None] = {}
    used_html = False
    for version in versions:
        text, is_html, other = _chosen(version)
        used_html = used_html or (is_html and bool(text.strip()))
        if other is not None:
            others.append(other)
            notes.setdefault(_TWO)
        if len(version.html or "") > LONGEST_HTML:
            notes.setdefault(_CUT)
        texts.append(text)
    if spare is not None:
        text, is_html, _ = _chosen(spare)
        if not any(one.strip() for one in texts):
            texts, used_html = [text], is_html
        elif len(_words(text) - _words("\n".join(texts))) > _FEW:
            others.append(Attachment("other-version.txt", "text/plain", text.encode()))
            notes.setdefault(_TWO)
    whole = on_lines("\n\n".join(text for text in texts if text.strip()))
    if len(whole) > LONGEST_TEXT:
        whole = whole[:LONGEST_TEXT]
        notes.setdefault(_CUT)
    return Body(whole.strip("\n"), used_html, tuple(others), tuple(notes))


def _chosen(version: Version) -> tuple[str, bool, Attachment | None]:
    """Return the text of a version, whether it was HTML, and the text left out."""
    plain, html = version.plain, version.html
    if html is None and plain is not None and _HTML_IN_TEXT.match(plain[:500]):
        plain, html = None, plain
    if html is None:
        return plain or "", False, None
    page = shown(html)
    if plain is None or not plain.strip():
        return page.text, True, None
    in_plain, in_page = _words(plain), _words(page.text)
    only_plain, only_page = in_plain - in_page, in_page - in_plain
    if len(only_page) <= _FEW and not (page.has_table and not only_plain):
        return plain, False, None
    if len(only_plain) <= _FEW or _is_notice(plain):
        return page.text, True, None
    if len(only_page) <= max(_FEW, len(in_page) // 50):
        return plain, False, None
    if len(in_plain) >= len(in_page):
        left = Attachment("other-version.html", "text/html", html.encode())
        return plain, False, left
    left = Attachment("other-version.txt", "text/plain", plain.encode())
    return page.text, True, left


def _words(text: str) -> set[str]:
    return set(_WORD.findall(_NOT_WORDS.sub(" ", text[:LONGEST_TEXT]).lower()))


def _is_notice(plain: str) -> bool:
    """Whether plain text only refers the reader to the HTML."""
    return len(plain) < 400 and re.search(r"\bHTML\b", plain) is not None
