"""Forget people long gone from a request."""

from datetime import timedelta

from celery import shared_task
from django.db.models.functions import Now

from requests_app.models import Presence


@shared_task
def forget_who_left() -> None:
    """Delete the presence of people gone for a day. Harmless to run twice."""
    Presence.objects.filter(seen_at__lt=Now() - timedelta(days=1)).delete()
