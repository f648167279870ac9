"""Work that beat has done: remind officers of what falls due, send what waits."""

from celery import shared_task
from django.utils import timezone

from requests_app.services import emails, reminders
from requests_app.services.recomputing import recompute_waiting


@shared_task(acks_late=True)
def remind_of_due_dates() -> None:
    """Remind of due dates as of today. Harmless to run twice."""
    reminders.remind_of_due_dates(on=timezone.localdate())


@shared_task(acks_late=True)
def send_waiting_emails() -> None:
    """Send the e-mails that wait. Harmless to run twice."""
    emails.send_waiting_emails()


@shared_task(acks_late=True)
def recompute_due_dates() -> None:
    """Carry out the recomputations that wait. Harmless to run twice."""
    recompute_waiting(on=timezone.localdate())
