"""Hand e-mails to the mail server of an authority."""

import smtplib
import ssl
from email.utils import formataddr, parseaddr
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.functional import cached_property

from requests_app.connections.transport import tls_context
from requests_app.jobs.carriers import Begin, CarrierAway, CarrierClosed
from requests_app.jobs.emails import MailServerAway, hand_over
from requests_app.sealing import Unreadable
from responses.models import Sender
from responses.senders.sealing import PASSWORDS

_PERMANENT: Final = 500  # the lowest code of the server for "never"
# The server does not let this sender send, whatever the message: sign-in wanted, not
# allowed, no such sender (RFC 5321; RFC 4954).
_SENDER_REFUSED: Final = frozenset({530, 535, 550, 551, 553})


class _Backend(EmailBackend):
    """Checks certificates as every connection to an authority's servers does."""

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        return tls_context()


def carry_by_smtp(
    sender: Sender, message: EmailMessage, *, begin: Begin | None = None
) -> None:
    """Hand a message to the mail server of an authority.

    Args:
        sender: The settings, with a mail server.
        message: The message. It comes from the address of the sender.
        begin: As in `hand_over`.

    Raises:
        CarrierClosed: The server does not know the login, or its certificate is not
            trusted.
        CarrierAway: The server was not reached.
        OutcomeUnknown: The connection broke while the message was being sent.
        OSError: As `hand_over`.
    """
    try:
        password = (
            PASSWORDS.open(sender.sealed_smtp_password) if sender.smtp_user else ""
        )
    except Unreadable as unreadable:
        raise CarrierClosed(str(unreadable)) from None
    connection = _Backend(
        host=sender.smtp_host,
        port=sender.smtp_port,
        username=sender.smtp_user,
        password=password,
        use_tls=sender.smtp_encryption == Sender.Encryption.STARTTLS,
        use_ssl=sender.smtp_encryption == Sender.Encryption.TLS,
        timeout=settings.EMAIL_TIMEOUT,
    )
    message.from_email = written_from(sender, message)
    try:
        hand_over(message, begin=begin, connection=connection)
    except MailServerAway as away:
        raise _told(sender, away.__cause__ or away) from away
    except smtplib.SMTPSenderRefused as refused:
        if refused.smtp_code not in _SENDER_REFUSED:
            raise
        raise CarrierClosed(
            f"The mail server {sender.smtp_host} does not let {sender.address} send: "
            f"{refused.smtp_code} {_words(refused.smtp_error)}"
        ) from refused


def written_from(sender: Sender, message: EmailMessage) -> str:
    """Return the address of a sender, with the name that a message has already."""
    name, _ = parseaddr(str(message.from_email))
    return formataddr((name or sender.authority.name, sender.address))


def _told(sender: Sender, reason: BaseException) -> CarrierAway | CarrierClosed:
    """Say why a mail server could not be used, and whether that may pass."""
    server = f"The mail server {sender.smtp_host}"
    if isinstance(reason, ssl.SSLCertVerificationError):
        return CarrierClosed(
            f"{server} has a certificate that is not trusted here: "
            f"{reason.verify_message}."
        )
    if isinstance(reason, smtplib.SMTPNotSupportedError):
        return CarrierClosed(
            f"{server} does not offer the encryption or sign-in chosen."
        )
    if (
        isinstance(reason, smtplib.SMTPAuthenticationError)
        and reason.smtp_code >= _PERMANENT
    ):
        return CarrierClosed(
            f"{server} refused the user name or the password: "
            f"{reason.smtp_code} {_words(reason.smtp_error)}"
        )
    return CarrierAway(f"{server} was not reached: {reason}.")


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:300]
