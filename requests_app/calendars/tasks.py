"""Recalculate due dates."""

from celery import shared_task
from django.utils import timezone

from requests_app.calendars.recalculating import recompute_waiting


@shared_task(acks_late=True)
def recompute_due_dates() -> None:
    """Carry out the recomputations that wait. Harmless to run twice."""
    recompute_waiting(on=timezone.localdate())
