"""The pictures of a letterhead: the only files a letter's page may name.

A page names a picture by its content, so that what was issued never changes with the
letterhead: `<img src="/letterheads/<SHA-256>.png" alt="…">`. The same address serves it
to a browser.
"""

import hashlib
import re

from requests_app.refusals import Refusal
from responses.models.wording import letterhead_storage

FOLDER = "letterheads"
_NAME = re.compile(rf"/{FOLDER}/(([0-9a-f]{{64}})\.(?:png|jpg))")
LARGEST_BYTES = 2_000_000


class NoSuchPicture(Refusal):
    """An address is not one of a letterhead's pictures, or its file was changed."""


def name_of(content: bytes, *, extension: str) -> str:
    """Return what a picture is kept as: "letterheads/<SHA-256>.png"."""
    return f"{FOLDER}/{hashlib.sha256(content).hexdigest()}.{extension}"


def address_of(name: str) -> str:
    """Return the address by which a letter's page names a picture kept as `name`."""
    return f"/{name}"


def read(address: str) -> bytes:
    """Return a picture.

    Args:
        address: As `address_of` gives it.

    Raises:
        NoSuchPicture: There is none, or it is not what was put there.
    """
    asked = _NAME.fullmatch(address)
    if asked is None:
        raise NoSuchPicture(f"The letter refers to {address[:200]}.")
    name, sha256 = asked.groups()
    try:
        with letterhead_storage().open(f"{FOLDER}/{name}", "rb") as file:
            content: bytes = file.read(LARGEST_BYTES + 1)
    except OSError as reason:
        raise NoSuchPicture(
            "A picture of the letterhead cannot be read just now."
        ) from reason
    if hashlib.sha256(content).hexdigest() != sha256:
        raise NoSuchPicture("A picture of the letterhead is not the one put there.")
    return content
