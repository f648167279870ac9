"""Tasks about letters that left, and about letters left unposted."""

from celery import shared_task
from django.utils import timezone

from responses.senders.telling import tell_of_broken
from responses.sending import receipts, unposted


@shared_task(acks_late=True)
def tell_of_unposted() -> None:
    """Tell of letters left unposted by today. Harmless to run twice."""
    unposted.tell_of_unposted(on=timezone.localdate())


@shared_task(acks_late=True)
def keep_up_with_what_left() -> None:
    """Ask what became of letters, and tell of ways out of order.

    Harmless to run twice.
    """
    tell_of_broken(on=timezone.localdate())
    receipts.ask_for_receipts(at=timezone.now(), on=timezone.localdate())
