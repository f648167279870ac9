"""Post notices to the channel of a team or an authority: each event once."""

from typing import Any, Final

from django.conf import settings

from requests_app.jobs.handlers import MAIL_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import Channel, FOIRequest
from requests_app.telling.channels.sealing import ADDRESSES
from requests_app.telling.channels.webhooks import post

POST_TO_CHANNEL: Final = JobKind(
    name="post_to_channel",
    label="Post to Teams or Slack",
    may_be_cancelled=True,
    queue=MAIL_QUEUE,
)


def enqueue_post(
    *, foi_request: FOIRequest, group: str, label: str, url: str, key: str
) -> None:
    """Enqueue a message about an event, where the team or the authority wants it.

    Nothing of a restricted request is posted: a channel may have other readers than
    the people named.

    Args:
        foi_request: The request.
        group: The name of the group of notices.
        label: What happened, in a few words without names.
        url: The path of the place told of.
        key: Names the event.
    """
    if foi_request.is_restricted or foi_request.reference is None:
        return
    channel = _channel_of(foi_request)
    if channel is None or not channel.is_on or group not in channel.groups:
        return
    enqueue(
        kind=POST_TO_CHANNEL,
        idempotency_key=f"channel-{channel.pk}-{key}",
        payload={
            "channel": channel.pk,
            "text": f"{label}: request {foi_request.reference}",
            "url": f"{settings.SITE_URL}{url}",
        },
        foi_request=foi_request,
    )


def post_to_channel(run: Run) -> None:
    """Post one message, unless the channel was removed or switched off meanwhile.

    Nothing is posted of a request restricted meanwhile.

    Raises:
        Unreadable: The key of the installation has changed.
        AddressNotAllowed: The address leads into a private network.
        ChannelRefused: The programme did not take the message.
    """
    payload = run.job.payload
    channel = Channel.objects.filter(pk=payload["channel"]).first()
    if channel is None or not (channel.is_on or payload.get("is_test")):
        return
    foi_request = run.job.foi_request
    if foi_request is not None and foi_request.is_restricted:
        return
    message = message_for(channel.kind, payload["text"], payload["url"])
    post(ADDRESSES.open(channel.sealed_address), message)


def message_for(kind: str, text: str, url: str) -> dict[str, Any]:
    """Return a message in the form of the programme."""
    if kind == Channel.Kind.SLACK:
        plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return {"text": f"{plain}\n<{url}>"}
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [{"type": "TextBlock", "text": text, "wrap": True}],
        "actions": [{"type": "Action.OpenUrl", "title": "Open", "url": url}],
    }
    return {
        "type": "message",
        "attachments": [
            {
                "contentType": "application/vnd.microsoft.card.adaptive",
                "content": card,
            }
        ],
    }


def _channel_of(foi_request: FOIRequest) -> Channel | None:
    """Return the channel of the team; without one, that of the authority."""
    found = {
        channel.team_id: channel
        for channel in Channel.objects.filter(authority=foi_request.authority_id)
    }
    own = found.get(foi_request.team_id) if foi_request.team_id else None
    return own or found.get(None)
