"""Read imported letters."""

from celery import shared_task

from responses.services import past_letters


@shared_task(acks_late=True)
def read_waiting_letters() -> None:
    """Read the old letters that wait. Harmless to run twice."""
    past_letters.read_waiting_letters()
