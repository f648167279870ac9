"""Forget who had a request open."""

from datetime import timedelta

from celery import shared_task
from django.db.models.functions import Now

from requests_app.models import Presence


@shared_task
def forget_who_left() -> None:
    """Delete what tells of people who left a day ago. Harmless to run twice."""
    Presence.objects.filter(seen_at__lt=Now() - timedelta(days=1)).delete()
