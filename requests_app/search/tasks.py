"""Write old entries of the index afresh."""

from time import monotonic
from typing import Final

from celery import shared_task

from requests_app.search.services import index_some_old_entries

_TURN_SECONDS: Final = 40


@shared_task(ignore_result=True)
def index_old_entries() -> None:
    """Index requests whose words were kept in another way, for most of a minute."""
    end = monotonic() + _TURN_SECONDS
    while index_some_old_entries() and monotonic() < end:
        pass
