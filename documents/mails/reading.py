"""Read a mail of any kind from its bytes."""

from dataclasses import replace
from email.message import Message
from typing import Final

from documents.mails.addresses import addresses, delivered_to
from documents.mails.authentication import authentication
from documents.mails.automatic import is_from_list, is_loop
from documents.mails.bodies import body_of
from documents.mails.characters import on_lines
from documents.mails.charsets import decoded
from documents.mails.content import is_too_deep, parsed
from documents.mails.dates import sent
from documents.mails.headers import first, received, words
from documents.mails.judging import judged
from documents.mails.limits import (
    DEEPEST_MAILS,
    LARGEST_BYTES,
    LONGEST_SUBJECT,
    MOST_NOTES,
    MOST_RAW,
)
from documents.mails.mail import Kind, Mail
from documents.mails.message_ids import message_ids_in, normal_id
from documents.mails.outlook import MAGIC, NotAMessage, as_plain_mail
from documents.mails.parts import parts_of

_HEAD: Final = 64 * 1024  # bytes read of a mail too large to be read whole
_NOT_A_MAIL: Final = "This is not a mail: it has no headers."
BROKEN: Final = "The mail is made in a way that cannot be read. See it as it came."
_NOT_OUTLOOK: Final = (
    "This file is no message of Outlook, or it is damaged. Open it in Outlook, and "
    "forward the message to the mailbox."
)
_TOO_DEEP: Final = (
    "The mail has parts too deep in each other to be read. See it as it came."
)
_TOO_LARGE: Final = (
    "The mail is larger than {} MB, so only its beginning was read. See it as it came."
)


def read_mail(raw: bytes) -> Mail:
    """Return the content of a mail. An unreadable mail is returned as broken.

    Never raises for content. A mail from outside is read in a process of its own:
    use `read_apart`.
    """
    try:
        return _read(raw)
    except Exception:  # whatever a hostile mail makes a reader raise
        return broken(raw, BROKEN)


def _read(raw: bytes) -> Mail:
    if len(raw) > LARGEST_BYTES:
        return broken(raw, _TOO_LARGE.format(LARGEST_BYTES // 1024**2))
    if raw.startswith(MAGIC):
        try:
            raw = as_plain_mail(raw)
        except NotAMessage:
            return broken(raw, _NOT_OUTLOOK)
    if is_too_deep(raw):
        return broken(raw, _TOO_DEEP)
    return read_message(parsed(raw), depth=0, raw=raw)


def read_message(message: Message, *, depth: int, raw: bytes = b"") -> Mail:
    """Return the content of a parsed mail.

    Args:
        message: The mail, or a mail attached to another.
        depth: How many mails it is attached to.
        raw: Its bytes, to be shown where it has no headers.
    """
    if not message.keys() and depth == 0:
        return broken(raw, _NOT_A_MAIL)
    parts = parts_of(message)
    body = body_of(parts.versions, parts.spare)
    notes = dict.fromkeys([*parts.notes, *body.notes])
    mails: list[Mail] = []
    if depth < DEEPEST_MAILS:
        mails = [read_message(one, depth=depth + 1) for one in parts.inner]
    elif parts.inner:
        notes.setdefault(
            f"Mails are attached to mails more than {DEEPEST_MAILS} deep. The deepest "
            "are kept as files and were not read."
        )
    arrived = received(message)
    subject = words(first(message, "Subject"), LONGEST_SUBJECT)
    found = judged(message, parts, subject, body.text)
    notes |= dict.fromkeys(found.notes)
    answered = message_ids_in(first(message, "In-Reply-To"))
    return Mail(
        message_id=normal_id(first(message, "Message-ID")),
        in_reply_to=tuple(dict.fromkeys([*answered, *found.answered])),
        references=message_ids_in(first(message, "References")),
        sent_at=sent(message, arrived),
        received_at=arrived,
        sender=next(iter(addresses(message, "From")), None),
        reply_to=addresses(message, "Reply-To"),
        to=addresses(message, "To"),
        cc=addresses(message, "Cc"),
        delivered_to=delivered_to(message),
        subject=subject,
        text=body.text,
        html_was_used=body.html_was_used,
        attachments=(*parts.attachments, *body.others),
        mails=tuple(mails),
        kind=found.kind,
        bounce=found.bounce,
        is_loop=is_loop(message),
        is_from_list=is_from_list(message),
        authentication=authentication(message),
        notes=tuple(notes)[:MOST_NOTES],
    )


def broken(raw: bytes, why: str) -> Mail:
    """Return an unreadable mail: its headers where possible, and its raw text."""
    head = raw[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    try:
        message = parsed(head)
        arrived = received(message)
        facts = Mail(
            message_id=normal_id(first(message, "Message-ID")),
            in_reply_to=message_ids_in(first(message, "In-Reply-To")),
            references=message_ids_in(first(message, "References")),
            sent_at=sent(message, arrived),
            received_at=arrived,
            sender=next(iter(addresses(message, "From")), None),
            to=addresses(message, "To"),
            subject=words(first(message, "Subject"), LONGEST_SUBJECT),
        )
    except Exception:  # as in `read_mail`
        facts = Mail()
    text = "" if raw.startswith(MAGIC) else on_lines(decoded(raw[:MOST_RAW]))
    return replace(facts, text=text, kind=Kind.BROKEN, notes=(why,))
