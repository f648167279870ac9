"""Keep by what e-mails and post of an authority leave."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from accounts.models import Authority, User
from requests_app.history.administration import changed, record_change
from requests_app.refusals import Refusal
from responses.models import Sender
from responses.models.senders import THIS_MACHINE
from responses.senders.carrying import note_mended
from responses.senders.replies import why_no_pattern
from responses.senders.sealing import PASSWORDS

# The ports of mail servers. No other service of a network is called from here.
SMTP_PORTS: Final = (25, 465, 587, 2525)
# A name or an address, of this machine too.
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+")
_SHOWN: Final = {
    "E-mail": "get_mail_by_display",
    "Address": "address",
    "Replies": "reply_pattern",
    "E-mails to colleagues": "carries_notices",
    "Mail server": "smtp_host",
    "Port": "smtp_port",
    "Encryption": "get_smtp_encryption_display",
    "User name": "smtp_user",
}


class SenderNotPossible(Refusal):
    """E-mail or post cannot leave so."""


@transaction.atomic
def save_sender(
    *,
    authority: Authority,
    settings: Mapping[str, Any],
    smtp_password: str,
    by: User,
) -> Sender:
    """Save by what e-mails and post of an authority leave.

    Args:
        authority: The authority of `by`.
        settings: The fields of `Sender` by name, without secrets.
        smtp_password: The new password of the mail server; "" to keep the present one.
        by: The administrator.

    Raises:
        SenderNotPossible: Something needed is missing or wrong.
    """
    Sender.objects.get_or_create(authority=authority)
    sender = Sender.objects.select_for_update().get(authority=authority)
    before = _shown(sender)
    for name, value in settings.items():
        setattr(sender, name, value)
    secrets = _keep_password(sender, smtp_password)
    _check(sender)
    differences = changed(before, _shown(sender)) | secrets
    sender.broken_since, sender.failure = None, ""
    sender.save()
    note_mended(sender)
    if differences:
        record_change(
            authority=authority,
            by=by,
            subject="Outgoing e-mail and post",
            what="Changed",
            changes=differences,
        )
    return sender


def _keep_password(sender: Sender, password: str) -> dict[str, list[str]]:
    """Seal a new password, or drop one without a user; return what to record."""
    had_one = bool(sender.sealed_smtp_password)
    if not sender.smtp_user:
        sender.sealed_smtp_password = ""
        return {"Password": ["kept secret", "removed"]} if had_one else {}
    if not password:
        return {}
    sender.sealed_smtp_password = PASSWORDS.close(password)
    return {"Password": ["kept secret" if had_one else "", "changed"]}


def _check(sender: Sender) -> None:
    if sender.reply_pattern and (reason := why_no_pattern(sender.reply_pattern)):
        raise SenderNotPossible(reason, "reply_pattern")
    if sender.mail_by == Sender.Mail.SMTP:
        _check_smtp(sender)


def _check_smtp(sender: Sender) -> None:
    if not sender.address:
        raise SenderNotPossible("Enter the address that e-mails come from.", "address")
    if not _HOST.fullmatch(sender.smtp_host):
        raise SenderNotPossible(
            "Enter the name of the mail server, such as smtp.council.example.",
            "smtp_host",
        )
    if sender.smtp_port not in SMTP_PORTS:
        ports = ", ".join(str(port) for port in SMTP_PORTS[:-1])
        raise SenderNotPossible(
            f"Enter a port of mail servers: {ports} or {SMTP_PORTS[-1]}.", "smtp_port"
        )
    is_here = sender.smtp_host in THIS_MACHINE
    if sender.smtp_encryption == Sender.Encryption.NONE and not is_here:
        raise SenderNotPossible(
            "Letters and passwords may leave this machine encrypted only. Choose one "
            "of the two kinds of TLS.",
            "smtp_encryption",
        )
    if not sender.smtp_user:
        return
    if not sender.sealed_smtp_password:
        raise SenderNotPossible("Enter the password.", "smtp_password")
    if not PASSWORDS.opens(sender.sealed_smtp_password):
        raise SenderNotPossible(
            "The present password can no longer be read. Enter the password again.",
            "smtp_password",
        )


def _shown(sender: Sender) -> dict[str, Any]:
    values = {label: getattr(sender, name) for label, name in _SHOWN.items()}
    return {
        label: value() if callable(value) else value for label, value in values.items()
    }
