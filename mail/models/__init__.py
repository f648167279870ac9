"""The tables of mail: boxes, raw messages, messages as read, and the queue."""

from mail.models.entries import Entry
from mail.models.mailboxes import Mailbox
from mail.models.messages import Message, MessageFile
from mail.models.raw import RawMail, Receipt

__all__ = ["Entry", "Mailbox", "Message", "MessageFile", "RawMail", "Receipt"]
