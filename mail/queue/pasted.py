"""Messages of the queue with nearly the words of a pasted text."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.html import format_html

from accounts.models import User
from documents.likeness.fingerprints import Fingerprint
from mail.models import Entry
from mail.queue.queries import entries_alike
from statute.working_days import format_date

_MOST_TOLD: Final = 3


def alike_in_queue(compared: Fingerprint, sender: str, user: User) -> Iterator[str]:
    """Yield a sentence for each message of the queue alike to a pasted text.

    Args:
        compared: The fingerprint of the text.
        sender: The e-mail address of its sender; "" where unknown.
        user: The person.
    """
    for entry in entries_alike({0: compared}, user)[0][:_MOST_TOLD]:
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
