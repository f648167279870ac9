"""Keep by what e-mails and post of an authority leave."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Authority, User
from requests_app.history.administration import changed, record_change
from requests_app.models import Job, Login
from requests_app.refusals import Refusal
from responses.models import Sender
from responses.models.senders import FEWEST_WEEKS, MOST_WEEKS, THIS_MACHINE
from responses.senders.carrying import note_mended
from responses.senders.notify import is_key
from responses.senders.replies import why_no_pattern
from responses.senders.sealing import KEYS, PASSWORDS

# The ports of mail servers. No other service of a network is called from here.
SMTP_PORTS: Final = (25, 465, 587, 2525)
# A name or an address, of this machine too.
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+")
# The kind of jobs by which letters leave: `responses.sending` is above.
_SEND_LETTER: Final = "send_letter"
_SHOWN: Final = {
    "E-mail": "get_mail_by_display",
    "Address": "address",
    "Replies": "reply_pattern",
    "E-mails to colleagues": "carries_notices",
    "Mail server": "smtp_host",
    "Port": "smtp_port",
    "Encryption": "get_smtp_encryption_display",
    "User name": "smtp_user",
    "Login": "login",
    "Template": "notify_template",
    "Links to files": "notify_links",
    "Weeks of files": "notify_weeks",
    "Files ask for the address": "notify_confirms",
    "Post": "get_post_by_display",
    "Postage": "get_postage_display",
}
# A token that nobody guesses.
_SHORTEST_TOKEN: Final = 32


class SenderNotPossible(Refusal):
    """E-mail or post cannot leave so."""


@transaction.atomic
def save_sender(
    *,
    authority: Authority,
    settings: Mapping[str, Any],
    smtp_password: str,
    notify_key: str,
    receipts_token: str,
    by: User,
) -> Sender:
    """Save by what e-mails and post of an authority leave.

    Args:
        authority: The authority of `by`.
        settings: The fields of `Sender` by name, without secrets.
        smtp_password: The new password of the mail server; "" to keep the present one.
        notify_key: The new API key of GOV.UK Notify; "" to keep the present one.
        receipts_token: The new token of receipts; "" to keep the present one.
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
    secrets |= _keep_of_notify(sender, notify_key, receipts_token)
    _check(sender)
    differences = changed(before, _shown(sender)) | secrets
    sender.broken_since, sender.failure = None, ""
    sender.save()
    note_mended(sender)
    _hurry(authority)
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


def _keep_of_notify(sender: Sender, key: str, token: str) -> dict[str, list[str]]:
    """Seal a new API key, and keep the digest of a new token; return what to record."""
    secrets = {}
    if key:
        if not is_key(key):
            raise SenderNotPossible(
                "This is no API key of GOV.UK Notify. Copy it whole: its name, and two "
                "long groups of digits and letters.",
                "notify_key",
            )
        before = "kept secret" if sender.sealed_notify_key else ""
        sender.sealed_notify_key = KEYS.close(key)
        secrets["API key"] = [before, "changed"]
    if token:
        if len(token) < _SHORTEST_TOKEN:
            raise SenderNotPossible(
                f"Enter a token of {_SHORTEST_TOKEN} characters or more.",
                "receipts_token",
            )
        before = "kept secret" if sender.receipts_digest else ""
        sender.receipts_digest = digest_of(token)
        secrets["Token of receipts"] = [before, "changed"]
    return secrets


def digest_of(token: str) -> str:
    """Return a token of receipts as the database keeps it."""
    return sha256(token.encode()).hexdigest()


def _hurry(authority: Authority) -> None:
    """Let the letters that wait for the settings leave now."""
    waiting = Job.objects.waiting().filter(
        kind=_SEND_LETTER,
        attempts__gt=0,
        leased_until__isnull=True,
        needs_attention=False,
        foi_request__authority=authority,
    )
    waiting.update(due_at=Now())


def _check(sender: Sender) -> None:
    if sender.reply_pattern and (reason := why_no_pattern(sender.reply_pattern)):
        raise SenderNotPossible(reason, "reply_pattern")
    if sender.mail_by == Sender.Mail.SMTP:
        _check_smtp(sender)
    if sender.mail_by == Sender.Mail.GRAPH:
        _check_graph(sender)
    if sender.uses_notify:
        _check_notify(sender)


def _check_graph(sender: Sender) -> None:
    if not sender.address:
        raise SenderNotPossible("Enter the address of the mailbox.", "mailbox")
    login = sender.login
    if login is None or login.authority_id != sender.authority_id:
        raise SenderNotPossible("Choose a login of Microsoft 365.", "login")
    if login.kind != Login.Kind.MICROSOFT:
        raise SenderNotPossible(f"{login} is no login of Microsoft 365.", "login")


def _check_notify(sender: Sender) -> None:
    if not sender.sealed_notify_key:
        raise SenderNotPossible("Enter the API key of GOV.UK Notify.", "notify_key")
    if not KEYS.opens(sender.sealed_notify_key):
        raise SenderNotPossible(
            "The present API key can no longer be read. Enter the API key again.",
            "notify_key",
        )
    if sender.mail_by != Sender.Mail.NOTIFY:
        return
    if sender.notify_template is None:
        raise SenderNotPossible("Enter the id of the template.", "notify_template")
    if not FEWEST_WEEKS <= sender.notify_weeks <= MOST_WEEKS:
        raise SenderNotPossible(
            f"Enter a number of weeks from {FEWEST_WEEKS} to {MOST_WEEKS}.",
            "notify_weeks",
        )


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
