"""Task to send the morning's mails to departments."""

from celery import shared_task
from django.utils import timezone

from responses.enquiries import posting


@shared_task(acks_late=True)
def post_enquiries() -> None:
    """Send the post to departments, once each working morning. Harmless twice."""
    posting.post_enquiries(on=timezone.localdate(), at=timezone.localtime())
