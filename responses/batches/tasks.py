"""Run batches of letters."""

from celery import shared_task
from django.utils import timezone

from responses.batches.running import run_batches


@shared_task(acks_late=True)
def run_waiting_batches() -> None:
    """Run the waiting items of batches. Harmless to run twice."""
    run_batches(on=timezone.localdate(), at=timezone.now())
