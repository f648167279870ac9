"""Make, renew, read and stop the address of a person's calendar."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from secrets import token_hex
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from accounts import policy
from accounts.acting import deputising_for
from accounts.models import User
from requests_app.feeds.entries import Entry, entries_for
from requests_app.feeds.icalendar import Event, calendar_text
from requests_app.models import CalendarEvent, CalendarFeed

# Longer than any calendar program waits between readings.
_CANCELLED_SHOWN: Final = timedelta(days=30)
# Letters, digits and a full stop: no character of an address to be escaped.
_SIGNER: Final = signing.Signer(salt="requests_app.feeds", sep=".")


@transaction.atomic
def make_feed(*, person: User) -> CalendarFeed:
    """Make a person's address, or a new one: the old address then ends."""
    feed, _ = CalendarFeed.objects.update_or_create(
        person=person, defaults={"key": token_hex(16), "made_at": Now()}
    )
    return feed


@transaction.atomic
def stop_feed(*, person: User) -> None:
    """End a person's address. Harmless to do twice."""
    CalendarFeed.objects.filter(person=person).delete()


def address_of(feed: CalendarFeed) -> str:
    """Return the whole address of a feed."""
    path = reverse("calendar-feed", kwargs={"signed": _SIGNER.sign(feed.key)})
    return f"{settings.SITE_URL}{path}"


def feed_at(signed: str) -> CalendarFeed | None:
    """Return the feed whose address has these characters; None for no feed.

    A person who has left, or whom no day concerns any more, has no address either.
    """
    try:
        key = _SIGNER.unsign(signed)
    except signing.BadSignature:
        return None
    feed = CalendarFeed.objects.filter(key=key).select_related("person").first()
    return feed if feed is not None and may_have_feed(feed.person) else None


def may_have_feed(person: User) -> bool:
    """Whether a person can have days in a calendar."""
    answers = policy.ANSWER_ENQUIRY in person.role_permissions
    return person.is_active and (person.sees_requests or answers)


@transaction.atomic
def read_feed(*, feed: CalendarFeed, on: date, at: datetime) -> str:
    """Return the days that concern a person, as a calendar, and note what was read.

    A day that moved has a higher sequence number, so that calendar programs move it. A
    matter that is closed, or has gone to another person, is cancelled; it is left out
    after `_CANCELLED_SHOWN`. Only references are in the calendar.

    Args:
        feed: The feed of the person.
        on: The London day.
        at: The moment.
    """
    person = feed.person
    # Two readings at once would each count the same change.
    CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    holders = [person, *deputising_for(person, on)]
    wanted = {each.uid: each for each in entries_for(person, holders)}
    known = {event.uid: event for event in feed.events.all()}
    new = [
        CalendarEvent(
            feed=feed,
            uid=uid,
            on=entry.on,
            summary=entry.summary,
            url=entry.url,
            changed_at=at,
        )
        for uid, entry in wanted.items()
        if uid not in known
    ]
    changed = [event for event in known.values() if _change(event, wanted)]
    for event in changed:
        event.sequence += 1
        event.changed_at = at
    gone = [event for event in known.values() if _is_gone(event, at)]
    if new:
        CalendarEvent.objects.bulk_create(new)
    if changed:
        fields = ["on", "summary", "url", "sequence", "changed_at", "is_cancelled"]
        CalendarEvent.objects.bulk_update(changed, fields)
    if gone:
        feed.events.filter(pk__in=[event.pk for event in gone]).delete()
    shown = [event for event in (*known.values(), *new) if not _is_gone(event, at)]
    shown.sort(key=lambda event: (event.on, event.pk))
    return calendar_text(
        name="FOI due dates", events=[_as_read(event) for event in shown], at=at
    )


def _change(event: CalendarEvent, wanted: Mapping[str, Entry]) -> bool:
    """Bring an event to what is wanted; return whether anything changed."""
    entry = wanted.get(event.uid)
    if entry is None:
        was_cancelled, event.is_cancelled = event.is_cancelled, True
        return not was_cancelled
    before = (event.on, event.summary, event.url, event.is_cancelled)
    event.on, event.summary, event.url = entry.on, entry.summary, entry.url
    event.is_cancelled = False
    return before != (event.on, event.summary, event.url, event.is_cancelled)


def _is_gone(event: CalendarEvent, at: datetime) -> bool:
    return event.is_cancelled and event.changed_at < at - _CANCELLED_SHOWN


def _as_read(event: CalendarEvent) -> Event:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return Event(
        uid=f"{event.uid}@{host}",
        on=event.on,
        summary=event.summary,
        url=f"{settings.SITE_URL}{event.url}",
        sequence=event.sequence,
        changed_at=event.changed_at,
        is_cancelled=event.is_cancelled,
    )
