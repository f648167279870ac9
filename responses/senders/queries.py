"""Read how e-mail and post of an authority leave, as the page shows it."""

from typing import NamedTuple

from accounts.models import Authority
from requests_app.models import Job
from responses.models import Sender
from responses.senders.trying import TESTS


class Trial(NamedTuple):
    """The latest test message, as the page shows it.

    Attributes:
        job: The job.
        failure: Why the message did not leave; "" for no reason so far.
    """

    job: Job
    failure: str


def kept_sender(authority: Authority) -> Sender:
    """Return the settings of an authority; those of the usual ways without any."""
    found = Sender.objects.filter(authority=authority).select_related("login").first()
    return found or Sender(authority=authority)


def latest_trial(authority: Authority) -> Trial | None:
    """Return the latest test message of an authority; None for none."""
    job = (
        Job.objects.filter(idempotency_key__startswith=f"{TESTS}{authority.pk}-")
        .order_by("-pk")
        .first()
    )
    if job is None:
        return None
    # The sentence of an error, without the name of its class.
    return Trial(job, job.last_error.partition(": ")[2] or job.last_error)
