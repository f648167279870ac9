"""Seal the addresses of channels, so that a copy of the database shows none.

The key is derived from `SECRET_KEY`, which is not in the database. What was sealed with
an earlier key is read while that key is among `SECRET_KEY_FALLBACKS`.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Another purpose of the same secret has another key.
_PURPOSE = b"requests_app.telling.channels"


class AddressUnreadable(ValueError):
    """The address was sealed with a key that the installation no longer has."""


def seal(address: str) -> str:
    """Return an address as the database keeps it."""
    return _keys().encrypt(address.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the address.

    Raises:
        AddressUnreadable: The key of the installation is another, or the text is no
            sealed address.
    """
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise AddressUnreadable(
            "The address can no longer be read, because the key of the installation "
            "has changed. Enter the address again."
        ) from None


def is_readable(sealed: str) -> bool:
    """Whether the address can be read."""
    try:
        unseal(sealed)
    except AddressUnreadable:
        return False
    return True


def _keys() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_key(secret) for secret in secrets])


@lru_cache(maxsize=8)
def _key(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return Fernet(urlsafe_b64encode(derived.derive(secret.encode())))
