"""Recognise encrypted mails, and signed mails with their words wrapped up."""

import re
from email.message import Message
from typing import Final

from documents.mails.headers import content_type, first, parameters
from documents.mails.parts import Parts

_WRAPPED: Final = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_RIGHTS: Final = {
    "application/x-microsoft-rpmsg-message",
    "application/vnd.ms-outlook-rpmsg",
}
_ARMOUR: Final = re.compile(r"-----BEGIN PGP MESSAGE-----")
_FEW_WORDS: Final = 200  # characters beside the encrypted text
_SAID: Final = (
    "The mail is encrypted ({}), so its words cannot be read here. Open it in the mail "
    "program of the mailbox, or ask the sender to send it unencrypted."
)
_SIGNED: Final = (
    "The mail is signed in a way that wraps up its words, and they could not be taken "
    "out. Open it in the mail program of the mailbox."
)


def sealed_note(message: Message, parts: Parts, text: str) -> str:
    """Return why the words of a mail cannot be read, "" if they can."""
    kind = content_type(message)
    if kind == "multipart/encrypted" or "application/pgp-encrypted" in parts.types:
        return _SAID.format("PGP")
    if kind in _WRAPPED & parts.types:
        said = parameters(first(message, "Content-Type")).get("smime-type", "").lower()
        return _SIGNED if said == "signed-data" else _SAID.format("S/MIME")
    if parts.types & _RIGHTS or any(
        one.name.lower().endswith(".rpmsg") for one in parts.attachments
    ):
        return _SAID.format("Microsoft’s rights management")
    found = _ARMOUR.search(text)
    if found and len(text[: found.start()].strip()) <= _FEW_WORDS:
        return _SAID.format("PGP")
    return ""
