"""Open mails kept as files: .eml, and .msg of Outlook."""

import re
from email.message import Message
from typing import Final

from documents.mails.content import is_too_deep, parsed
from documents.mails.outlook import MAGIC, NotAMessage, as_plain_mail

_BEGINS: Final = re.compile(
    rb"\s{0,200}(?:[!-9;-~]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}"
)
_OUTLOOK: Final = {"application/vnd.ms-outlook", "application/x-msg"}


def is_mail_file(name: str, kind: str, data: bytes) -> bool:
    """Whether an attached file is a mail, by its name or type and its first bytes."""
    lower = name.lower()
    if data.startswith(MAGIC):
        return kind in _OUTLOOK or lower.endswith(".msg")
    return lower.endswith(".eml") and _BEGINS.match(data[:20_000]) is not None


def mail_in_file(data: bytes) -> list[Message]:
    """Return the mail in a file as parsed; none where it cannot be read."""
    if data.startswith(MAGIC):
        try:
            data = as_plain_mail(data)
        except NotAMessage:
            return []
    return [] if is_too_deep(data) else [parsed(data)]
