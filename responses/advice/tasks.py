"""Task to tell of late advice."""

from celery import shared_task
from django.utils import timezone

from responses.advice import late


@shared_task(acks_late=True)
def tell_of_late_advice() -> None:
    """Tell officers of late advice. Harmless to run twice."""
    late.tell_of_late_advice(on=timezone.localdate())
