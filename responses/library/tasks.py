"""Task to tell owners of paragraphs to review."""

from celery import shared_task
from django.utils import timezone

from responses.library import reviewing


@shared_task(acks_late=True)
def tell_owners_to_review() -> None:
    """Tell owners of the paragraphs past their review date. Harmless to run twice."""
    reviewing.tell_owners_to_review(on=timezone.localdate())
