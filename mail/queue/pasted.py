"""Messages of the queue with nearly the words of a pasted text."""

from collections.abc import Iterator
from typing import Final

from accounts.models import User
from documents.likeness.fingerprints import Fingerprint, are_alike, bands, from_bytes
from mail.queue.queries import waiting
from statute.working_days import format_date

_MOST_COMPARED: Final = 200
_MOST_TOLD: Final = 3


def alike_in_queue(compared: Fingerprint, user: User) -> Iterator[str]:
    """Yield a sentence for each message of the queue alike to a pasted text."""
    near = waiting(user).filter(bands__overlap=bands(compared))[:_MOST_COMPARED]
    alike = [one for one in near if are_alike(compared, from_bytes(bytes(one.minhash)))]
    for entry in alike[:_MOST_TOLD]:
        yield (
            f"“{entry}”, received on {format_date(entry.received_on)}, waits under "
            "Incoming with nearly the same words. Register that "
            "message instead of pasting it."
        )
