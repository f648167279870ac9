"""Check e-mail messages: hidden recipients, earlier text, attached messages."""

import base64
import binascii
import mimetypes
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from typing import Any, BinaryIO, cast

from documents.hidden.findings import (
    CannotLook,
    Finding,
    block,
    never,
    quoted,
    warn,
    within,
)
from documents.hidden.hidden_text import look_at_text
from documents.hidden.links import is_telling
from documents.hidden.mail.headers import look_at_headers
from documents.hidden.mail.page import read_page
from documents.hidden.personal import look_for_people
from documents.hidden.words import Seen, says_something, words_in

MOST_PARTS = 200
_LONGEST_HEADER = 20_000  # characters: four hundred addressees
_DEEPEST = 3
# Not repeated by the page of a plain text: addresses, places of pictures.
_MARKS = re.compile(r"https?://\S+|<[^>]*>|\[[^\]]*\]|\bcid:\S+")
_MIME_NOTE = re.compile(
    r"(?:this is a (?:multi-?part|mime).*)?", re.IGNORECASE | re.DOTALL
)
_DATA = re.compile(r"data:([\w/+.-]+);base64,(.*)", re.DOTALL)
_CARDS = {"text/calendar", "text/vcard", "text/x-vcard", "text/directory"}
_SIGNED = {
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
}
_BODIES = {"text/plain", "text/html"}


class _Policy(EmailPolicy):
    """Read headers as Python does; breaking or slow headers, as they are."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        if len(value) > _LONGEST_HEADER:
            return str(value)
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # a hostile header may make its reader fail in any way
            return str(value)


_POLICY = _Policy()


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of a message sent to the reader but not displayed."""
    message = cast(EmailMessage, BytesParser(policy=_POLICY).parse(file))
    if not message.keys():
        raise CannotLook("is not an e-mail message")
    if sum(1 for _ in message.walk()) > MOST_PARTS:
        raise CannotLook(f"is made of more than {MOST_PARTS} parts")
    yield from _message(message, depth)


def _message(message: EmailMessage, depth: int) -> Iterator[Finding]:
    if depth > _DEEPEST:
        yield never(
            "too_deep", "", "Messages lie within messages here. Take them apart."
        )
        return
    yield from look_at_headers(message)
    texts: dict[str, list[str]] = {}
    pending: list[EmailMessage] = [message]
    while pending:
        part = pending.pop(0)
        kind = part.get_content_type()
        if kind == "message/rfc822" and part is not message:
            yield from _inner(part, depth)
        elif part.is_multipart():
            yield from _around(part)
            pending = [*_parts(part), *pending]
        else:
            yield from _part(part, kind, texts, depth)
    yield from _bodies(texts, depth)


def _inner(part: EmailMessage, depth: int) -> Iterator[Finding]:
    yield block(
        "message_within",
        "",
        "Another message lies within it. Save that by itself, and look at it.",
    )
    for one in _parts(part):
        subject = str(one.get("Subject") or "unnamed")
        yield from within(
            f"the message {quoted(subject)} within it", _message(one, depth + 1)
        )


def _parts(part: EmailMessage) -> list[EmailMessage]:
    return [one for one in part.iter_parts() if isinstance(one, EmailMessage)]


def _around(part: EmailMessage) -> Iterator[Finding]:
    """Yield words before the first part and after the last, which are never shown."""
    for text in (part.preamble, part.epilogue):
        words = " ".join((text or "").split())
        if says_something(words) and not _MIME_NOTE.fullmatch(words):
            yield block(
                "invisible_text",
                "its text",
                f"There are words between its parts, which no program shows: "
                f"{quoted(words, 60)}. Print it to a PDF.",
            )


def _part(
    part: EmailMessage, kind: str, texts: dict[str, list[str]], depth: int
) -> Iterator[Finding]:
    from documents.hidden.looking import look_within

    name = part.get_filename() or ""
    if kind == "application/ms-tnef" or name.lower() == "winmail.dat":
        yield never("winmail", "", "It has a winmail.dat, which can hold anything.")
    elif kind in _SIGNED:
        yield warn(
            "signature", "", "It is signed, and the signature names who signed it."
        )
    elif kind in _CARDS:
        yield from _card(part, kind)
    elif kind in _BODIES and not name and not _is_attached(part):
        texts.setdefault(kind, []).append(_content(part))
    elif kind.startswith("text/") and not name and not _is_attached(part):
        texts.setdefault("other", []).append(_content(part))
    elif kind.startswith("message/"):
        yield warn(
            "message_within",
            "",
            "A report on a message lies within it: "
            f"{quoted(str(part.get_payload()), 60)}.",
        )
    else:
        ending = mimetypes.guess_extension(kind) or ""
        shown = name or f"unnamed{ending}"
        yield warn("attachment", "", f"A file is attached to it: {quoted(shown)}.")
        yield from look_within(_bytes(part), shown, depth + 1)
    described = str(part.get("Content-Description") or "")
    if says_something(described) and described != name:
        yield warn(
            "traces", "its parts", f"A part is described: {quoted(described, 60)}."
        )


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment"


def _card(part: EmailMessage, kind: str) -> Iterator[Finding]:
    what = "An appointment" if kind == "text/calendar" else "A visiting card"
    said = [
        line.partition(":")[2].strip() or line
        for line in _content(part).splitlines()
        if re.match(
            r"(?:SUMMARY|DESCRIPTION|LOCATION|ORGANIZER|ATTENDEE|COMMENT|CONTACT|FN|N|TEL|"
            r"EMAIL|ADR|NOTE|ORG|TITLE|X-\w)",
            line,
        )
    ]
    yield warn(
        "card",
        "its parts",
        f"{what} is attached, which says {quoted(' · '.join(said), 80)}. Take it out.",
    )


def _bodies(texts: dict[str, list[str]], depth: int) -> Iterator[Finding]:
    from documents.hidden.looking import look_within

    plain = "\n".join(texts.get("text/plain", ()))
    shown: list[str] = []
    for html in texts.get("text/html", ()):
        page = read_page(html)
        shown += page.seen
        seen = Seen([*page.seen, plain])
        for why, words in page.unseen.items():
            if says_something(" ".join(words)):
                yield block(
                    "invisible_text",
                    "its text",
                    f"Words of its page are {why}: {quoted(' '.join(words), 60)}. "
                    "Print "
                    "it to a PDF.",
                )
        beside = [one for one in page.beside if says_something(one) and seen.lacks(one)]
        if beside:
            yield warn(
                "words_beside",
                "its text",
                f"Its page has remarks and texts that are not shown: "
                f"{', '.join(quoted(one) for one in dict.fromkeys(beside[:4]))}. Print "
                "it to a PDF.",
            )
        if page.has_script:
            yield warn(
                "script", "its text", "Its page has a script. Print it to a PDF."
            )
        for target in dict.fromkeys(filter(is_telling, page.links)):
            yield warn(
                "local_link",
                "its text",
                f"It links to {quoted(target, 80)}, which names a person, a machine or "
                "a "
                "file within the authority.",
            )
        if any(
            one.lower().startswith(("http:", "https:", "//")) for one in page.pictures
        ):
            yield warn("tracking", "its text", "It fetches pictures from elsewhere.")
        for one in page.pictures:
            if found := _DATA.match(one):
                try:
                    content = base64.b64decode(found[2])
                except (binascii.Error, ValueError):
                    continue
                yield from look_within(content, "in its text", depth + 1, "the picture")
    if shown and plain:
        yield from _other_words(plain, " ".join(shown))
    usual = Seen([plain, *shown])
    for text in texts.get("other", ()):
        said = " ".join(read_page(text).seen) if "<" in text else text
        if usual.lacks(said):
            yield block(
                "other_text",
                "its text",
                f"Some programs show other words: {quoted(said, 60)}. Print it to a "
                "PDF.",
            )
    yield from look_at_text([plain, *shown])
    yield from look_for_people([plain, *shown])


def _other_words(plain: str, shown: str) -> Iterator[Finding]:
    text = _MARKS.sub(" ", plain)
    more = words_in(text) - words_in(shown)
    more = {one for one in more if len(one) > 3 or one.isdigit()}
    named = [
        one for one in re.findall(r"\b[A-Z]\w+|\d{3,}", text) if one.casefold() in more
    ]
    if len(more) > 3 or named:
        told = list(dict.fromkeys(named)) or sorted(more)
        yield block(
            "other_text",
            "its text",
            f"Its plain text says what its page does not, such as "
            f"{quoted(', '.join(told[:5]), 60)}. Print it to a PDF.",
        )


def _content(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, KeyError, AttributeError) as why:
        raise CannotLook(
            "is written in an alphabet that this check does not know"
        ) from why


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
