"""Seal secrets, so that a copy of the database shows none.

The key is derived from `SECRET_KEY`, which is not in the database. What was sealed with
an earlier key is read while that key is among `SECRET_KEY_FALLBACKS`.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(ValueError):
    """The text was sealed with a key that the installation no longer has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The seal of one kind of secret. What one seal closes no other seal opens.

    Attributes:
        purpose: Makes the key of this kind, so it never changes afterwards.
        noun: What a person would have to enter again, such as "address".
    """

    purpose: str
    noun: str

    def close(self, text: str) -> str:
        """Return a text as the database keeps it."""
        return self._keys().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return the text.

        Raises:
            Unreadable: The key of the installation is another, or the text is not
                sealed.
        """
        try:
            return self._keys().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable(
                f"The {self.noun} can no longer be read, because the key of the "
                f"installation has changed. Enter the {self.noun} again."
            ) from None

    def opens(self, sealed: str) -> bool:
        """Whether the text can be read."""
        try:
            self.open(sealed)
        except Unreadable:
            return False
        return True

    def _keys(self) -> MultiFernet:
        secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return MultiFernet([_key(self.purpose, secret) for secret in secrets])


@lru_cache(maxsize=32)
def _key(purpose: str, secret: str) -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return Fernet(urlsafe_b64encode(made.derive(secret.encode())))
