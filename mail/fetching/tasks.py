"""Tasks to fetch mail: one looks what is due, and one fetches from a mailbox."""

from typing import Final

from celery import shared_task
from django.utils import timezone

from mail.fetching.leases import due_mailboxes
from mail.fetching.polling import poll
from requests_app.jobs.handlers import READING_QUEUE

# A turn takes a minute; a message of 150 MB by a slow line may take some more.
TIME_LIMIT_SECONDS: Final = 600
EXPIRES_SECONDS: Final = 60


@shared_task
def fetch_mail() -> None:
    """Start a fetch from each mailbox that is due, so that none waits for another."""
    for mailbox in due_mailboxes(at=timezone.now()):
        start_fetch(mailbox)


@shared_task
def fetch_from_mailbox(*, mailbox: int) -> None:
    """Fetch from one mailbox. Harmless to run twice, and in two places at once."""
    polled = poll(mailbox=mailbox, at=timezone.now())
    if polled is not None and polled.has_more:
        start_fetch(mailbox)


def start_fetch(mailbox: int) -> None:
    """Have a worker fetch from a mailbox."""
    fetch_from_mailbox.apply_async(
        kwargs={"mailbox": mailbox},
        queue=READING_QUEUE,
        time_limit=TIME_LIMIT_SECONDS,
        expires=EXPIRES_SECONDS,
        retry=False,
    )
