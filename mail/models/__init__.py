"""The tables of mail: boxes, messages raw and read, the queue, the public form."""

from mail.models.asking import AnswerTally, ProgressLink, PublicAnswer, Submission
from mail.models.entries import Entry
from mail.models.mailboxes import Mailbox, Remainder
from mail.models.meaning import EntryMeaning
from mail.models.messages import Message, MessageFile
from mail.models.raw import RawMail, Receipt
from mail.models.rules import IncomingRule
from mail.models.tables import EntryTable

__all__ = [
    "AnswerTally",
    "Entry",
    "EntryMeaning",
    "EntryTable",
    "IncomingRule",
    "Mailbox",
    "Message",
    "MessageFile",
    "ProgressLink",
    "PublicAnswer",
    "RawMail",
    "Receipt",
    "Remainder",
    "Submission",
]
