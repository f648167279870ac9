"""The scheduled task about figures."""

from celery import shared_task
from django.utils import timezone

from accounts.models import Authority
from requests_app.dashboard import services
from requests_app.dashboard.tallies import join_tallies


@shared_task
def work_out_figures() -> None:
    """Join the rows of counts, and find what each stage of each authority needs.

    A night left out does no harm. Running twice changes nothing.
    """
    join_tallies()
    for authority in Authority.objects.order_by("pk"):
        services.work_out_stages(authority=authority, on=timezone.localdate())
