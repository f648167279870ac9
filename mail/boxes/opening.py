"""Open a mailbox by the adapter of its kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from mail.boxes.folder import FolderBox
from mail.boxes.graph import GraphBox
from mail.boxes.imap import ImapBox
from mail.boxes.port import Box
from mail.models import Mailbox
from requests_app.connections.failures import NotThere, SignInRefused


@contextmanager
def open_box(mailbox: Mailbox) -> Iterator[Box]:
    """Give the port of a mailbox. Nothing is called before the first verb.

    Raises:
        ConnectionFailed: The mailbox has no login, or its folder may not be read.
    """
    box = _box_of(mailbox)
    try:
        yield box
    finally:
        box.close()


def folder_of_files(mailbox: Mailbox) -> Path:
    """Return the folder of a mailbox of files: within the one of its authority.

    Raises:
        NotThere: The installation has no such mailboxes, or the path leads elsewhere.
    """
    if settings.MAIL_FOLDERS is None:
        raise NotThere("This installation reads no folders of files.")
    own = (settings.MAIL_FOLDERS / str(mailbox.authority_id)).resolve()
    found = (own / mailbox.path).resolve()
    if not found.is_relative_to(own):
        raise NotThere("The folder of files lies outside of the authority’s own.")
    return found


def _box_of(mailbox: Mailbox) -> Box:
    if mailbox.kind == Mailbox.Kind.FOLDER:
        return FolderBox(folder_of_files(mailbox))
    if mailbox.login is None:
        raise SignInRefused("The mailbox has no login. Choose a login for it.")
    if mailbox.kind == Mailbox.Kind.GRAPH:
        return GraphBox(login=mailbox.login, address=mailbox.address)
    return ImapBox(
        host=mailbox.host,
        port=mailbox.port,
        login=mailbox.login,
        address=mailbox.address,
    )
