"""Task to send queued e-mails."""

from celery import shared_task

from requests_app.jobs import emails


@shared_task(acks_late=True)
def send_waiting_emails() -> None:
    """Send the queued e-mails. Harmless to run twice."""
    emails.send_waiting_emails()
