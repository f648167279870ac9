"""Tasks to mail notices, and to delete old notices."""

from celery import shared_task
from django.utils import timezone

from requests_app.telling import keeping, mailing


@shared_task(acks_late=True)
def mail_notices() -> None:
    """Mail the notices wanted at once. Harmless to run twice."""
    mailing.mail_notices()


@shared_task(acks_late=True)
def send_digests() -> None:
    """Send the digests of today. Harmless to run twice."""
    mailing.send_digests(on=timezone.localdate())


@shared_task
def delete_old_notices() -> None:
    """Delete the notices past their time. Harmless to run twice."""
    keeping.delete_old_notices(at=timezone.now())
