"""Make, renew, read and stop the address of a person's calendar."""

from datetime import date, datetime
from secrets import token_hex
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from accounts.acting import deputising_for
from accounts.models import User
from requests_app.feeds.icalendar import Entry, calendar_text
from requests_app.models import CalendarFeed, FOIRequest
from statute.working_days import format_date

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


def person_at(signed: str) -> User | None:
    """Return the person whose address has these characters; None for no person.

    A person who has left, or sees no requests any more, has no address either.
    """
    try:
        key = _SIGNER.unsign(signed)
    except signing.BadSignature:
        return None
    feed = CalendarFeed.objects.filter(key=key).select_related("person").first()
    if feed is None or not feed.person.is_active or not feed.person.sees_requests:
        return None
    return feed.person


def calendar_of(person: User, *, on: date, at: datetime) -> str:
    """Return the due dates of the requests that wait for a person, as a calendar.

    The person's own requests, and those of the people they stand in for. Only
    references are in the calendar.

    Args:
        person: The person.
        on: The London day.
        at: The moment.
    """
    holders = [person, *deputising_for(person, on)]
    waiting = (
        FOIRequest.objects.visible_to(person)
        .unanswered()
        .filter(officer__in=holders, due_on__isnull=False)
        .order_by("due_on", "pk")
        .only("pk", "reference", "received_on", "due_on")
    )
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    entries = [
        Entry(
            uid=f"due-{foi_request.pk}@{host}",
            on=foi_request.due_on,
            summary=f"{_name(foi_request)} is due",
            url=f"{settings.SITE_URL}{foi_request.get_absolute_url()}",
        )
        for foi_request in waiting
        if foi_request.due_on is not None
    ]
    return calendar_text(name="FOI due dates", entries=entries, at=at)


def _name(foi_request: FOIRequest) -> str:
    if foi_request.reference is None:
        return f"Request received on {format_date(foi_request.received_on)}"
    return f"Request {foi_request.reference}"
