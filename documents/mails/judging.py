"""Decide on the kind of a mail."""

from dataclasses import dataclass
from email.message import Message

from documents.mails.automatic import is_automatic_reply
from documents.mails.calendars import summary_of
from documents.mails.charsets import decoded
from documents.mails.mail import Bounce, Kind
from documents.mails.parts import Parts
from documents.mails.reports import bounce_of, receipt_ids
from documents.mails.sealed import sealed_note


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind of a mail.

    Attributes:
        kind: The kind.
        bounce: The report, for a bounce.
        answered: The ids of the mails that a receipt is about.
        notes: Sentences for an officer.
    """

    kind: Kind
    bounce: Bounce | None = None
    answered: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def judged(message: Message, parts: Parts, subject: str, text: str) -> Judgement:
    """Return the kind of a mail, from its headers and parts."""
    if bounce := bounce_of(message, parts, subject, text):
        return Judgement(Kind.BOUNCE, bounce)
    answered = receipt_ids(message, parts)
    if answered is not None:
        return Judgement(Kind.RECEIPT, answered=answered)
    notes = tuple(filter(None, map(_entry, parts.calendars)))
    if is_automatic_reply(message, subject):
        return Judgement(Kind.AUTO_REPLY, notes=notes)
    if why := sealed_note(message, parts, text):
        return Judgement(Kind.ENCRYPTED, notes=(why, *notes))
    return Judgement(
        Kind.CALENDAR if parts.is_invitation else Kind.MESSAGE, notes=notes
    )


def _entry(data: bytes) -> str:
    return summary_of(decoded(data))
