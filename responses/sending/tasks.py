"""Send and print waiting letters."""

from celery import shared_task
from django.utils import timezone

from responses.sending import delivery, post


@shared_task(acks_late=True)
def make_waiting_prints() -> None:
    """Make the files of waiting print runs. Harmless to run twice."""
    post.make_waiting_prints(on=timezone.localdate())


@shared_task(acks_late=True, time_limit=600)
def send_waiting_letters() -> None:
    """Send the letters whose undo window is over. Harmless to run twice."""
    delivery.send_waiting_letters(on=timezone.localdate())
