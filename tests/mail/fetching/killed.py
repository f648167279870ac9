"""Fetch in a worker process that dies at a chosen moment."""

from datetime import UTC, datetime
from itertools import count

import pytest
from django.conf import settings

from mail.fetching import keeping, leases, polling
from tests.workers import die

# Where a worker may die: before and after each of the steps of a message.
STEPS = (
    (polling, "keep_message"),
    (keeping, "take"),
    (leases, "keep"),
    (leases, "release"),
)


def fetch_and_die(mailbox, urls, moment):
    """Fetch from a mailbox; die before the step of this number.

    Args:
        mailbox: The key of the mailbox.
        urls: Settings of the fake of Graph.
        moment: The number of the step, before or after which the worker dies.
    """
    for name, value in urls.items():
        setattr(settings, name, value)
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
        for module, name in STEPS:
            patch.setattr(module, name, dying(getattr(module, name)))
        polling.poll(mailbox=mailbox, at=datetime.now(UTC))
