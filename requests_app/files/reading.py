"""Open kept files, and refuse what was not scanned or has changed."""

import hashlib

from requests_app.models import KeptFile
from requests_app.models.files import file_storage
from requests_app.refusals import Refusal


class FileNotOpen(Refusal):
    """The file cannot be opened; the message says why."""


def check_opens(kept: KeptFile, name: str) -> None:
    """Refuse a file that the virus scanner has not passed.

    Raises:
        FileNotOpen: The file is held, waits for the scanner, or has a virus.
    """
    if not kept.may_be_opened:
        standing = kept.standing
        raise FileNotOpen(
            f"{name} cannot be opened. {standing[:1].upper()}{standing[1:]}."
        )


def read_file(kept: KeptFile, name: str) -> bytes:
    """Return the bytes of a file, exactly as they were kept.

    Args:
        kept: The file.
        name: Its name, for refusals.

    Raises:
        FileNotOpen: The file was not passed by the virus scanner, is missing, or was
            changed in its storage.
    """
    check_opens(kept, name)
    try:
        with file_storage().open(kept.stored_as, "rb") as opened:
            content: bytes = opened.read()
    except OSError as problem:
        raise FileNotOpen(
            f"{name} cannot be read just now. Tell your administrator."
        ) from problem
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise FileNotOpen(
            f"{name} is not the file that was added. Tell your administrator."
        )
    return content
