"""Slow down the guessing of passwords, without locking anybody out.

Django-axes stores the failed attempts; how long the next attempt must wait is decided
here. The wait belongs to a person at one address, and to one address over all names.
So nobody can lock out a person who signs in from elsewhere. A browser in which a person
has signed in before waits only for its own failures.
"""

import secrets
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Final

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import F, Max, Q, Sum
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import KnownBrowser, User
from accounts.tokens import hashed

BROWSER_COOKIE: Final = "foi-browser"
_COOKIE_SECONDS: Final = 365 * 24 * 60 * 60
_FORGOTTEN: Final = timedelta(days=365)
# Failures that cost no wait. Afterwards the wait doubles with each failure.
FREE_FAILURES: Final = 5
FREE_FAILURES_OF_AN_ADDRESS: Final = 50
_FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=15)
_NETWORK_BITS: Final = 64
# Stands for a user name where a link was tried. No person can have such a name.
LINKS: Final = {"username": "(a link)"}


def client_address(request: HttpRequest) -> str:
    """Return the address that a request came from, past the proxies that are trusted.

    Each proxy appends the address that it was called from. Of what the header holds
    only the last entries, one for each trusted proxy, are known to be true: whatever
    stands before them the client may have made up. An IPv6 address counts by its
    network, of which a single client has all addresses.
    """
    sender = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    forwarded = [
        one.strip()
        for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if one.strip()
    ]
    if proxies and forwarded:
        sender = forwarded[-min(proxies, len(forwarded))]
    try:
        address = ip_address(sender)
    except ValueError:
        return str(request.META.get("REMOTE_ADDR", ""))
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, _NETWORK_BITS), strict=False).network_address)
    return str(address)


class BackOff(AxesDatabaseHandler):
    """Makes an attempt wait after failures, in place of a lock."""

    def is_locked(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> bool:
        """Whether this attempt must still wait."""
        return wait_of(request, credentials, at=timezone.now()) > timedelta()

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        """Store the failure, for the browser too where the person is known in it."""
        if request is not None and not getattr(request, "axes_locked_out", False):
            _known(request, credentials).update(
                failures=F("failures") + 1, failed_at=Now()
            )
        super().user_login_failed(sender, credentials, request, **kwargs)


def wait_of(
    request: HttpRequest, credentials: dict[str, Any] | None, *, at: datetime
) -> timedelta:
    """Return how long an attempt to sign in must wait from `at`."""
    if known := _known(request, credentials).first():
        return _left(known.failures, known.failed_at, FREE_FAILURES, at)
    here = AccessAttempt.objects.filter(ip_address=client_address(request))
    person = here.filter(username=(credentials or {}).get("username"))
    return max(
        _left_of(person, FREE_FAILURES, at),
        _left_of(here, FREE_FAILURES_OF_AN_ADDRESS, at),
    )


def _left_of(attempts: Any, free: int, at: datetime) -> timedelta:
    recent = attempts.filter(attempt_time__gt=at - settings.AXES_COOLOFF_TIME)
    found = recent.aggregate(
        failures=Sum("failures_since_start"), last=Max("attempt_time")
    )
    return _left(found["failures"] or 0, found["last"], free, at)


def _left(failures: int, last: datetime | None, free: int, at: datetime) -> timedelta:
    if failures < free or last is None:
        return timedelta()
    doubled: int = 2 ** min(failures - free, 10)
    wait = min(_FIRST_WAIT * doubled, LONGEST_WAIT)
    return max(last + wait - at, timedelta())


def tell_to_wait(
    request: HttpRequest, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Answer an attempt that must wait, with the time that is left."""
    left = wait_of(request, credentials, at=timezone.now())
    seconds = max(1, round(left.total_seconds()))
    context = {"minutes": -(-seconds // 60)}
    response = render(request, "accounts/locked_out.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def remember_browser(
    request: HttpRequest, response: HttpResponse, person: User
) -> None:
    """Note that a person has signed in with this browser, and forget its failures."""
    key = request.COOKIES.get(BROWSER_COOKIE) or secrets.token_urlsafe(32)
    KnownBrowser.objects.filter(person=person, used_at__lt=Now() - _FORGOTTEN).delete()
    KnownBrowser.objects.update_or_create(
        person=person,
        key_sha256=hashed(key),
        defaults={"failures": 0, "failed_at": None, "used_at": Now()},
    )
    response.set_cookie(
        BROWSER_COOKIE,
        key,
        max_age=_COOKIE_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def note_wrong_link(request: HttpRequest) -> None:
    """Count an unknown link against the address that it was tried from.

    Further unknown links from there wait, as attempts to sign in do.
    """
    now = timezone.now()
    attempt, _ = AccessAttempt.objects.get_or_create(
        ip_address=client_address(request),
        username=LINKS["username"],
        user_agent="",
        defaults={"attempt_time": now, "failures_since_start": 0},
    )
    AccessAttempt.objects.filter(pk=attempt.pk).update(
        attempt_time=now, failures_since_start=F("failures_since_start") + 1
    )


def forget_failures(person: User) -> int:
    """Let a person try again at once, from anywhere; return the failures forgotten."""
    names = {person.username, person.email, person.email.lower()} - {""}
    attempts = AccessAttempt.objects.filter(username__in=names)
    failures = attempts.aggregate(all=Sum("failures_since_start"))["all"] or 0
    attempts.delete()
    person.known_browsers.update(failures=0, failed_at=None)
    return failures


def _known(request: HttpRequest, credentials: dict[str, Any] | None) -> Any:
    """Return this browser's row for the person, if they signed in with it before."""
    key = request.COOKIES.get(BROWSER_COOKIE, "")
    name = (credentials or {}).get("username") or ""
    return KnownBrowser.objects.filter(
        Q(person__username=name) | ~Q(person__email="") & Q(person__email__iexact=name),
        key_sha256=hashed(key),
    )
