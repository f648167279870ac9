"""Read the channels of an authority, as their page shows them."""

from typing import Final, NamedTuple

from accounts.models import Authority
from requests_app.models import Channel, Job
from requests_app.telling.channels.sealing import ADDRESSES
from requests_app.telling.groups import GROUPS

# The keys of the jobs of test messages begin so.
TESTS: Final = "channel-test-"


class Row(NamedTuple):
    """A channel, as the page shows it.

    Attributes:
        channel: The channel.
        is_readable: Whether the address can be read.
        groups: The labels of the groups of notices posted.
        test: The job of the latest test message; None for none.
        failure: Why the channel did not take the test message so far; "" for no reason.
    """

    channel: Channel
    is_readable: bool
    groups: list[str]
    test: Job | None
    failure: str


def rows_of(authority: Authority) -> list[Row]:
    """Return the channels of an authority, in two queries."""
    own = Channel.objects.filter(authority=authority)
    channels = list(own.select_related("team", "authority"))
    tests = Job.objects.filter(
        idempotency_key__startswith=TESTS,
        payload__channel__in=[channel.pk for channel in channels],
    ).order_by("pk")
    latest = {job.payload["channel"]: job for job in tests}
    labels = {group.name: group.label for group in GROUPS}
    return [
        Row(
            channel=channel,
            is_readable=ADDRESSES.opens(channel.sealed_address),
            groups=[labels[name] for name in channel.groups if name in labels],
            test=latest.get(channel.pk),
            failure=_failure(latest.get(channel.pk)),
        )
        for channel in channels
    ]


def _failure(job: Job | None) -> str:
    """Return the sentence of an error, without the name of its class."""
    return job.last_error.partition(": ")[2] if job is not None else ""
