"""Task to tell of letters left unposted."""

from celery import shared_task
from django.utils import timezone

from responses.sending import unposted


@shared_task(acks_late=True)
def tell_of_unposted() -> None:
    """Tell of letters left unposted by today. Harmless to run twice."""
    unposted.tell_of_unposted(on=timezone.localdate())
