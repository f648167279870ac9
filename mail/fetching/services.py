"""Set up the mailboxes of an authority: add, change, switch, try and remove."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.db.models.functions import Now

from accounts.models import Authority, User
from mail.boxes.opening import folder_of_files
from mail.fetching.trials import TRIALS, TRY_MAILBOX
from mail.models import Mailbox, Remainder
from requests_app.connections.failures import NotThere
from requests_app.history.administration import changed, record_change
from requests_app.jobs.queue import enqueue
from requests_app.models import Job, Login
from requests_app.refusals import Refusal

# With another of these the place reached means nothing.
_PLACE: Final = ("kind", "address", "host", "path")


class MailboxNotPossible(Refusal):
    """The mailbox cannot be set up so.

    Args:
        sentence: Says why.
        field: The field of the form; "" for none.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an administrator chooses for a mailbox.

    Attributes:
        name: What pages call the mailbox.
        kind: One of `Mailbox.Kind`.
        login: A login of the authority; None for a folder of files.
        address: The address whose mail is read.
        host: The IMAP server.
        port: Its port; None for the usual one.
        path: The folder of files, within that of the authority.
        folder: The folder that is read.
        filed_to: Where kept messages are moved; "" to leave them.
        sent_folder: The folder of sent mail; "" for none.
        since: Messages that arrived before this day stay untouched.
    """

    name: str
    kind: str
    login: Login | None
    address: str
    host: str
    port: int | None
    path: str
    folder: str
    filed_to: str
    sent_folder: str
    since: date


@transaction.atomic
def add_mailbox(*, authority: Authority, choices: Choices, by: User) -> Mailbox:
    """Add a mailbox, switched off until it has been tried.

    Args:
        authority: The authority of `by`.
        choices: What is chosen.
        by: The administrator.

    Raises:
        MailboxNotPossible: Something is missing, does not fit, or the name is taken.
    """
    mailbox = Mailbox(authority=authority)
    _fill(mailbox, choices)
    record_change(
        authority=authority,
        by=by,
        subject=f"Mailbox {mailbox}",
        what="Added",
        changes=changed({}, _shown(mailbox)),
    )
    return mailbox


@transaction.atomic
def change_mailbox(*, mailbox: Mailbox, choices: Choices, by: User) -> Mailbox:
    """Change a mailbox. In another place, fetching begins anew.

    Args:
        mailbox: A mailbox of the authority of `by`.
        choices: What is chosen.
        by: The administrator.

    Raises:
        MailboxNotPossible: As `add_mailbox`.
    """
    locked = _lock(mailbox)
    before, place = _shown(locked), _place(locked)
    if _place(locked, choices) != place:
        locked.cursors = {}
    locked.next_fetch_at = None
    _fill(locked, choices)
    if differences := changed(before, _shown(locked)):
        record_change(
            authority=locked.authority,
            by=by,
            subject=f"Mailbox {locked}",
            what="Changed",
            changes=differences,
        )
    return locked


@transaction.atomic
def switch_mailbox(*, mailbox: Mailbox, is_on: bool, by: User) -> Mailbox:
    """Fetch from a mailbox from now on, or no longer.

    Args:
        mailbox: A mailbox of the authority of `by`.
        is_on: Whether mail is fetched.
        by: The administrator.

    Raises:
        MailboxNotPossible: The mailbox has no login.
    """
    locked = _lock(mailbox)
    if is_on and locked.login is None and locked.kind != Mailbox.Kind.FOLDER:
        raise MailboxNotPossible("Choose a login for the mailbox first.", "login")
    if locked.is_on != is_on:
        locked.is_on = is_on
        locked.next_fetch_at = locked.failing_since = locked.told_of = None
        locked.failure = ""
        locked.failures = 0
        locked.save()
        record_change(
            authority=locked.authority,
            by=by,
            subject=f"Mailbox {locked}",
            what="Switched on" if is_on else "Switched off",
        )
    return locked


@transaction.atomic
def remove_mailbox(*, mailbox: Mailbox, by: User) -> None:
    """Remove a mailbox from which nothing was ever kept. Harmless to do twice.

    Raises:
        MailboxNotPossible: Messages of the mailbox are kept.
    """
    found = Mailbox.objects.filter(pk=mailbox.pk).first()
    if found is None:
        return
    try:
        with transaction.atomic():
            found.delete()
    except ProtectedError:
        raise MailboxNotPossible(
            f"Messages from “{found}” are kept, and name it. Switch it off instead."
        ) from None
    record_change(
        authority=found.authority,
        by=by,
        subject=f"Mailbox {found}",
        what="Removed",
        changes=changed(_shown(found), {}),
    )


@transaction.atomic
def try_mailbox(*, mailbox: Mailbox) -> Job:
    """Have a worker look whose mail a mailbox has, and change nothing in it."""
    return enqueue(
        kind=TRY_MAILBOX,
        idempotency_key=f"{TRIALS}{mailbox.pk}-{uuid4()}",
        payload={"mailbox": mailbox.pk},
        authority=mailbox.authority,
    )


@transaction.atomic
def fetch_again(*, mailbox: Mailbox) -> int:
    """Have single messages that wait tried with the next fetch; return how many."""
    Mailbox.objects.filter(pk=mailbox.pk).update(next_fetch_at=None)
    return Remainder.objects.filter(mailbox=mailbox).update(next_at=Now(), attempts=0)


def _fill(mailbox: Mailbox, choices: Choices) -> None:
    """Take what the kind of mailbox needs, and save it."""
    kind = Mailbox.Kind
    is_imap, is_files = choices.kind == kind.IMAP, choices.kind == kind.FOLDER
    mailbox.name, mailbox.kind = choices.name, choices.kind
    mailbox.login = None if is_files else choices.login
    mailbox.address = "" if is_files else choices.address
    mailbox.host = choices.host if is_imap else ""
    mailbox.port = choices.port if is_imap else None
    mailbox.path = choices.path if is_files else ""
    mailbox.folder = choices.folder
    mailbox.filed_to = choices.filed_to
    mailbox.sent_folder = choices.sent_folder
    mailbox.since = choices.since
    _check_place(mailbox)
    _check_folders(mailbox)
    try:
        with transaction.atomic():
            mailbox.save()
    except IntegrityError:
        raise MailboxNotPossible(
            f"There is a mailbox “{mailbox.name}” already. Choose another name.", "name"
        ) from None


def _check_place(mailbox: Mailbox) -> None:
    kind = Mailbox.Kind
    if mailbox.kind == kind.FOLDER:
        if settings.MAIL_FOLDERS is None or not mailbox.path:
            raise MailboxNotPossible("Enter the path of the folder of files.", "path")
        try:
            folder_of_files(mailbox)
        except NotThere as outside:
            raise MailboxNotPossible(str(outside), "path") from None
        return
    login = mailbox.login
    if login is None or login.authority_id != mailbox.authority_id:
        raise MailboxNotPossible("Choose a login of your authority.", "login")
    if mailbox.kind == kind.GRAPH and login.kind != Login.Kind.MICROSOFT:
        raise MailboxNotPossible("Choose a login of Microsoft 365.", "login")
    if not mailbox.address:
        raise MailboxNotPossible("Enter the address whose mail is read.", "address")
    if mailbox.kind == kind.IMAP:
        if not mailbox.host:
            raise MailboxNotPossible("Enter the name of the IMAP server.", "host")
        if any(mark in mailbox.host for mark in "/:@ ?#"):
            raise MailboxNotPossible(
                "Enter the name of the server alone, without “imap://” or a port.",
                "host",
            )


def _check_folders(mailbox: Mailbox) -> None:
    folders = [
        each.lower()
        for each in (mailbox.folder, mailbox.filed_to, mailbox.sent_folder)
        if each
    ]
    if len(set(folders)) < len(folders):
        raise MailboxNotPossible(
            "The three folders must differ: what is read, what was kept, what was sent."
        )
    for field in ("folder", "filed_to", "sent_folder"):
        if not getattr(mailbox, field).isprintable():
            raise MailboxNotPossible("Enter the name of a folder.", field)


def _lock(mailbox: Mailbox) -> Mailbox:
    return (
        Mailbox.objects.select_for_update(of=("self",))
        .select_related("authority", "login")
        .get(pk=mailbox.pk)
    )


def _place(mailbox: Mailbox, choices: Choices | None = None) -> list[Any]:
    return [getattr(choices or mailbox, name) for name in _PLACE]


def _shown(mailbox: Mailbox) -> dict[str, object]:
    return {
        "Name": mailbox.name,
        "Kind": mailbox.get_kind_display(),
        "Login": str(mailbox.login or ""),
        "Address": mailbox.address,
        "Server": mailbox.host,
        "Port": mailbox.port,
        "Path": mailbox.path,
        "Folder": mailbox.folder,
        "Kept messages go to": mailbox.filed_to,
        "Sent mail": mailbox.sent_folder,
        "Messages since": mailbox.since,
    }
