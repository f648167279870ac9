"""Pictures of letterheads, the only files a letter's page may name.

A page names a picture by its content: `<img src="/letterheads/<SHA-256>.png" alt="…">`.
So an issued letter never changes with the letterhead. The same address serves the
picture to a browser.
"""

import hashlib
import re

from requests_app.refusals import Refusal
from responses.models.wording import letterhead_storage

FOLDER = "letterheads"
_NAME = re.compile(rf"/{FOLDER}/(([0-9a-f]{{64}})\.(?:png|jpg))")
LARGEST_BYTES = 2_000_000


class NoSuchPicture(Refusal):
    """The address is no letterhead picture, or the file has changed."""


def name_of(content: bytes, *, extension: str) -> str:
    """Return the name for a picture's file: "letterheads/<SHA-256>.png"."""
    return f"{FOLDER}/{hashlib.sha256(content).hexdigest()}.{extension}"


def address_of(name: str) -> str:
    """Return the address, in a letter's page, of a picture stored as `name`."""
    return f"/{name}"


def read(address: str) -> bytes:
    """Return the bytes of a picture.

    Args:
        address: An address from `address_of`.

    Raises:
        NoSuchPicture: No such picture exists, or its file has changed.
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
