"""Task to recalculate due dates."""

from celery import shared_task
from django.utils import timezone

from requests_app.calendars.recalculating import recalculate_waiting


@shared_task(acks_late=True)
def recalculate_due_dates() -> None:
    """Run the pending recalculations. Harmless to run twice."""
    recalculate_waiting(on=timezone.localdate())
