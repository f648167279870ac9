"""Set up the channels of an authority: add, change, try out and remove."""

from collections.abc import Collection
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Authority, Team, User
from requests_app.history.administration import changed, record_change
from requests_app.jobs.queue import enqueue
from requests_app.models import Channel, Job
from requests_app.refusals import Refusal
from requests_app.sealing import Unreadable
from requests_app.telling.channels.posting import POST_TO_CHANNEL
from requests_app.telling.channels.queries import TESTS
from requests_app.telling.channels.sealing import ADDRESSES
from requests_app.telling.channels.webhooks import (
    AddressNotAllowed,
    check_address,
    host_of,
)


class ChannelNotPossible(Refusal):
    """The channel cannot be set up so.

    Args:
        sentence: Says why.
        field: The field of the form; "" for none.
    """


@transaction.atomic
def add_channel(
    *,
    authority: Authority,
    team: Team | None,
    kind: str,
    address: str,
    groups: Collection[str],
    is_on: bool,
    by: User,
) -> Channel:
    """Add the channel of a team, or of the authority's teams without one.

    Args:
        authority: The authority of `by`.
        team: A team of the authority; None for every team without a channel.
        kind: One of `Channel.Kind`.
        address: The address of the incoming webhook. It is a secret.
        groups: The names of the groups of notices to post.
        is_on: Whether notices are posted from now on.
        by: The administrator.

    Raises:
        ChannelNotPossible: The team has a channel or is of another authority, or the
            address is none to post to.
    """
    if team is not None and team.authority_id != authority.pk:
        raise ChannelNotPossible(f"{team} belongs to another authority.", "team")
    _check(address)
    channel = Channel(
        authority=authority,
        team=team,
        kind=kind,
        sealed_address=ADDRESSES.close(address),
        host=host_of(address),
        groups=sorted(groups),
        is_on=is_on,
    )
    try:
        with transaction.atomic():
            channel.save()
    except IntegrityError:
        raise ChannelNotPossible(
            f"{team or 'The authority'} has a channel already. Change that channel.",
            "team",
        ) from None
    record_change(
        authority=authority,
        by=by,
        subject=f"Channel {channel}",
        what="Added",
        changes=changed({}, _shown(channel)),
    )
    return channel


@transaction.atomic
def change_channel(
    *,
    channel: Channel,
    kind: str,
    address: str,
    groups: Collection[str],
    is_on: bool,
    by: User,
) -> Channel:
    """Change a channel.

    Args:
        channel: A channel of the authority of `by`.
        kind: As in `add_channel`.
        address: The new address; "" to keep the present address, sealed afresh.
        groups: As in `add_channel`.
        is_on: Whether notices are posted from now on.
        by: The administrator.

    Raises:
        ChannelNotPossible: The address is none to post to, or the present address can
            no longer be read.
    """
    if address:
        _check(address)
    locked = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    before = _shown(locked)
    present = _present(locked)
    if not address and not present:
        raise ChannelNotPossible(
            "The present address can no longer be read. Enter the address again.",
            "address",
        )
    has_new_address = bool(address) and address != present
    locked.kind, locked.groups, locked.is_on = kind, sorted(groups), is_on
    locked.sealed_address = ADDRESSES.close(address or present)
    locked.host = host_of(address or present)
    locked.save()
    differences = changed(before, _shown(locked))
    if has_new_address:
        differences["Address"] = ["kept secret", "changed"]
    if differences:
        record_change(
            authority=locked.authority,
            by=by,
            subject=f"Channel {locked}",
            what="Changed",
            changes=differences,
        )
    return locked


@transaction.atomic
def remove_channel(*, channel: Channel, by: User) -> None:
    """Remove a channel, with its address. Harmless to do twice."""
    found = Channel.objects.filter(pk=channel.pk).first()
    if found is None:
        return
    record_change(
        authority=found.authority,
        by=by,
        subject=f"Channel {found}",
        what="Removed",
        changes=changed(_shown(found), {}),
    )
    found.delete()


@transaction.atomic
def try_channel(*, channel: Channel) -> Job:
    """Post a test message to a channel, switched on or not."""
    return enqueue(
        kind=POST_TO_CHANNEL,
        idempotency_key=f"{TESTS}{uuid4()}",
        payload={
            "channel": channel.pk,
            "text": "Test message from FOI casework",
            "url": f"{settings.SITE_URL}{reverse('home')}",
            "is_test": True,
        },
        authority=channel.authority,
    )


def _check(address: str) -> None:
    try:
        check_address(address)
    except AddressNotAllowed as reason:
        raise ChannelNotPossible(str(reason), "address") from None


def _present(channel: Channel) -> str:
    try:
        return ADDRESSES.open(channel.sealed_address)
    except Unreadable:
        return ""


def _shown(channel: Channel) -> dict[str, object]:
    return {
        "Programme": channel.get_kind_display(),
        "Host": channel.host,
        "Notices": ", ".join(channel.groups),
        "On": "Yes" if channel.is_on else "No",
    }
