"""The scheduled task about imports of past requests."""

from celery import shared_task
from django.utils import timezone

from requests_app.past_requests import forgetting


@shared_task
def delete_old_imports() -> None:
    """Delete the files and rejected rows of imports asked for a month ago."""
    forgetting.delete_old_imports(at=timezone.now())
