"""Read imported letters in the background."""

from celery import shared_task

from responses.precedents import services as precedents


@shared_task(acks_late=True)
def read_waiting_letters() -> None:
    """Read the previous responses waiting to be read. Harmless to run twice."""
    precedents.read_waiting_letters()
