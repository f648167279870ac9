"""Split a file of many mails (mbox) into its mails."""

import re
from collections.abc import Iterator
from typing import Final

# The line before each mail: "From jo@example.org Mon Mar  2 10:14:00 2026".
_FROM: Final = re.compile(
    rb"^From [^\r\n]{1,400}?\b\d\d:\d\d(?::\d\d)?\b[^\r\n]{0,60}\b(?:19|20)\d\d\b"
    rb"[^\r\n]{0,60}\r?\n",
    re.MULTILINE,
)
_ESCAPED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER: Final = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")


def is_mailbox_file(raw: bytes) -> bool:
    """Whether a file is a mailbox: it begins as the first mail of one does."""
    return _FROM.match(raw.lstrip(b"\r\n")[:1_000]) is not None


def split(raw: bytes) -> Iterator[bytes]:
    """Yield each mail of a mailbox file, one at a time.

    A mail begins after a line "From … 10:14:00 2026" with an empty line above and a
    header below. Lines that the program escaped as ">From " are as they were. A file
    that is no mailbox is yielded whole.
    """
    start: int | None = None
    for found in _FROM.finditer(raw):
        is_after_gap = raw[max(0, found.start() - 4) : found.start()].endswith(
            (b"\n\n", b"\r\n\r\n")
        )
        is_top = not raw[: found.start()].strip() if found.start() < 100 else False
        if not (is_after_gap or is_top) or not _HEADER.match(raw, found.end()):
            continue
        if start is not None:
            yield _unescaped(raw[start : found.start()])
        start = found.end()
    if start is None:
        if raw.strip():
            yield raw
    else:
        yield _unescaped(raw[start:])


def _unescaped(mail: bytes) -> bytes:
    """Return a mail without the escapes and the empty line of the file."""
    whole = mail.removesuffix(b"\n").removesuffix(b"\r") if mail[-2:-1] else mail
    return _ESCAPED.sub(rb"\1", whole)
