"""The scheduled task about exports."""

from celery import shared_task
from django.utils import timezone

from requests_app.exports import services


@shared_task
def delete_old_exports() -> None:
    """Delete the exports asked for more than a week ago."""
    services.delete_old_exports(at=timezone.now())
