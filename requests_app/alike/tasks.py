"""Compare the requests not compared when they were recorded."""

from time import monotonic
from typing import Final

from celery import shared_task

from requests_app.alike.services import compare_some

_TURN_SECONDS: Final = 40


@shared_task(ignore_result=True)
def compare_requests() -> None:
    """Compare requests from before an upgrade, for most of a minute."""
    end = monotonic() + _TURN_SECONDS
    while compare_some() and monotonic() < end:
        pass
