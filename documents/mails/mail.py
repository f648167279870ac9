"""Describe an incoming mail: sender, words, files and kind."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

# Our own mails carry this header. An incoming mail with this header went in a circle.
OWN_HEADER: Final = "X-FOI-Case-Mail"


class Kind(StrEnum):
    """The kind of a mail. Only a message was written to us by a person."""

    MESSAGE = "message"
    AUTO_REPLY = "auto-reply"
    BOUNCE = "bounce"
    RECEIPT = "receipt"  # the mail was read, or delivered
    CALENDAR = "calendar"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Address:
    """A person's or a mailbox's address.

    Attributes:
        name: The name shown; "" if none.
        address: In lower case; "" where the mail gives only a name.
    """

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a mail.

    Attributes:
        name: Without path, control characters or marks that turn the direction of
            text. A file without a name gets one, such as "attachment-2.pdf".
        content_type: As the mail claims, in lower case, such as "application/pdf".
        content: The bytes of the file.
        is_inline: Whether the mail shows the file within its text.
        content_id: The name by which the mail's HTML shows the file; "" if none.
        note: A sentence for an officer where the file is not whole, or "".
    """

    name: str
    content_type: str
    content: bytes
    is_inline: bool = False
    content_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A report about a mail of ours: not delivered, or late.

    Attributes:
        recipient: The address that did not get the mail, in lower case; "" if unknown.
        status: The code of the report, such as "5.1.1"; "" if it has none.
        diagnostic: What the other server said, on one line; "" if nothing.
        is_permanent: Whether the server gave up. It still tries where a mail is late.
        message_ids: The ids of the mail that came back.
    """

    recipient: str
    status: str
    diagnostic: str
    is_permanent: bool
    message_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mail:
    """The content of a mail, read from its bytes.

    Ids are without angle brackets.

    Attributes:
        message_id: The Message-ID; "" if the mail has none.
        in_reply_to: The ids of the mails answered; of a receipt, of the mail received.
        references: The ids of the earlier mails of the thread, oldest first.
        sent_at: The Date header; None if it is missing or cannot be right.
        received_at: The moment in the newest Received header; None if there is none.
        sender: The first address of From; None if there is none. It may be forged.
        reply_to: Where answers should go.
        to: The addressees.
        cc: Those who got a copy.
        delivered_to: The mailboxes to which servers delivered the mail.
        subject: On one line; "" if none.
        text: The words; for a broken mail as many of its raw lines as can be shown.
        html_was_used: Whether `text` was made from HTML.
        attachments: The files, those shown within the text included.
        mails: The attached mails; each is also an attachment.
        kind: What the mail is.
        bounce: The report, for a bounce.
        is_loop: Whether the mail has gone in a circle: it is one of our own, or it
            passed far too many servers.
        is_from_list: Whether a mailing list sent the mail.
        authentication: What the receiving server found out about the sender, such as
            "SPF pass, DKIM fail". Only to be shown: anyone may write such a header.
        notes: Sentences for an officer about what could not be read or was left out.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sent_at: datetime | None = None
    received_at: datetime | None = None
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    html_was_used: bool = False
    attachments: tuple[Attachment, ...] = ()
    mails: tuple["Mail", ...] = ()
    kind: Kind = Kind.MESSAGE
    bounce: Bounce | None = None
    is_loop: bool = False
    is_from_list: bool = False
    authentication: str = ""
    notes: tuple[str, ...] = ()
