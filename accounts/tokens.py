"""Secret tokens of links and browsers: the database has their hashes alone."""

from hashlib import sha256


def hashed(token: str) -> str:
    """Return what is stored of a token."""
    return sha256(token.encode()).hexdigest()
