"""Task to find earlier questions that may ask the same."""

from time import monotonic
from typing import Final

from celery import shared_task
from django.utils import timezone

from responses.precedents import meaning

# Short, so that files which wait to be read do not wait long for a large import.
_TURN_SECONDS: Final = 10


@shared_task
def find_meanings() -> None:
    """Store what new and changed questions mean. Harmless to run twice.

    No jobs: what is missing says what is to be done, whatever message is lost.
    """
    meaning.find_meanings(ends=monotonic() + _TURN_SECONDS, at=timezone.now())


@shared_task
def find_searches() -> None:
    """Find what people look for by meaning. Harmless to run twice."""
    meaning.find_searches(at=timezone.now())


def start_finding() -> None:
    """Have the worker with the model find what people look for.

    A message that no worker takes is dropped: `find_meanings` finds as well.
    """
    find_searches.apply_async(queue="meaning", expires=15, retry=False)
