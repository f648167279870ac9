"""Judge the dates of a mail: clocks of senders are wrong, and some senders lie."""

from datetime import datetime, timedelta
from email.message import Message
from typing import Final

from documents.mails.headers import first, moment

_AHEAD: Final = timedelta(days=2)  # a wrong time zone, not a wrong clock
_BEHIND: Final = timedelta(days=366)  # no server holds a mail for a year


def sent(message: Message, arrived: datetime | None) -> datetime | None:
    """Return when a mail was sent; None if its date is missing or cannot be right.

    Args:
        message: The mail.
        arrived: When it was received, by the receiving server's clock.
    """
    written = moment(first(message, "Date"))
    if written is None or arrived is None:
        return written
    return written if is_believable(written, arrived) else None


def is_believable(sent_at: datetime, received_at: datetime) -> bool:
    """Whether a mail received at one moment can have been sent at the other."""
    return received_at - _BEHIND <= sent_at <= received_at + _AHEAD
