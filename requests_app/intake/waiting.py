"""Texts that wait to become requests, told by the apps above this one."""

from collections.abc import Callable, Iterator
from typing import Final

from accounts.models import User
from documents.likeness.fingerprints import Fingerprint

# Yields a sentence, as HTML or plain, for each text alike to another by a sender, whose
# e-mail address is "" where unknown.
Telling = Callable[[Fingerprint, str, User], Iterator[str]]

_tellings: Final[dict[Telling, None]] = {}


def register(telling: Telling) -> None:
    """Add texts to be told of; call this in `AppConfig.ready`."""
    _tellings[telling] = None


def told_of_waiting(compared: Fingerprint, sender: str, user: User) -> Iterator[str]:
    """Yield a sentence for each waiting text with nearly the same words."""
    for telling in _tellings:
        yield from telling(compared, sender, user)
