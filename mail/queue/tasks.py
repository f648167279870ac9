"""Tasks of the queue."""

from celery import shared_task
from django.utils import timezone

from mail.queue.spam import delete_old_spam


@shared_task
def delete_spam() -> None:
    """Delete what was marked as spam 30 days ago. Harmless to run twice."""
    delete_old_spam(at=timezone.now())
