"""Messages of the queue with nearly the words of a pasted text."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.html import format_html

from accounts.models import User
from documents.likeness.fingerprints import Fingerprint, are_alike, bands, from_bytes
from mail.models import Entry
from mail.queue.queries import waiting
from statute.working_days import format_date

_MOST_COMPARED: Final = 200
_MOST_TOLD: Final = 3


def alike_in_queue(compared: Fingerprint, sender: str, user: User) -> Iterator[str]:
    """Yield a sentence for each message of the queue alike to a pasted text.

    Args:
        compared: The fingerprint of the text.
        sender: The e-mail address of its sender; "" where unknown.
        user: The person.
    """
    near = waiting(user).filter(bands__overlap=bands(compared))[:_MOST_COMPARED]
    alike = [one for one in near if are_alike(compared, from_bytes(bytes(one.minhash)))]
    for entry in alike[:_MOST_TOLD]:
        yield format_html(
            '“<a class="govuk-link" href="{}">{}</a>” from {}, received on {}, waits '
            "under Incoming with nearly the same words. {}",
            reverse("incoming-message", args=[entry.pk]),
            entry,
            entry.message.sender,
            format_date(entry.received_on),
            _advice(entry, sender),
        )


def _advice(entry: Entry, sender: str) -> str:
    address = entry.message.sender_address.lower()
    if not sender or not address:
        return "If it is from the same person, register that message instead."
    if address == sender.lower():
        return "Register that message instead of pasting it."
    return "It is from another person: what you pasted is a request of its own."
