"""Task to send reminders of due dates."""

from celery import shared_task
from django.utils import timezone

from requests_app.reminders import services


@shared_task(acks_late=True)
def remind_of_due_dates() -> None:
    """Send the reminders due today. Harmless to run twice."""
    services.remind_of_due_dates(on=timezone.localdate())
