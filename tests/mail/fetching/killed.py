"""Fetch and read in a worker process that dies at a chosen moment."""

from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count

import pytest
from django.conf import settings

from mail.fetching import keeping, leases, polling
from mail.threads import services
from requests_app.files import keeping as files
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from tests.workers import die

# Where a worker may die: before and after each of the steps of a message.
FETCHING = (
    (polling, "keep_message"),
    (keeping, "take"),
    (leases, "keep"),
    (leases, "release"),
)
READING = (
    (services, "read_apart"),
    (services, "keep_file"),
    (files, "store"),
    (services, "enter"),
)


def fetch_and_die(mailbox, urls, moment):
    """Fetch from a mailbox; die before or after the step of this number.

    Args:
        mailbox: The key of the mailbox.
        urls: Settings of the fake of Graph.
        moment: Twice the number of the step, and one more for after the step.
    """
    for name, value in urls.items():
        setattr(settings, name, value)
    with dying_at(FETCHING, moment):
        polling.poll(mailbox=mailbox, at=datetime.now(UTC))


def fetch_read_and_die(mailbox, moment):
    """Fetch from a mailbox, and read what was fetched; die at a step of either."""
    at = datetime.now(UTC)
    with dying_at(FETCHING + READING, moment):
        polling.poll(mailbox=mailbox, at=at)
        run_due(handler=handler_of("read_mail"), on=at.date(), at=at)


@contextmanager
def dying_at(steps, moment):
    """Let this process die before or after a step."""
    numbers = count()

    def dying(work):
        def step(*arguments, **named):
            if next(numbers) == moment:
                die()
            made = work(*arguments, **named)
            if next(numbers) == moment:
                die()
            return made

        return step

    with pytest.MonkeyPatch.context() as patch:
        for module, name in steps:
            patch.setattr(module, name, dying(getattr(module, name)))
        yield
