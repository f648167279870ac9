"""Links for requesters to see how far a request is, without an account."""

import re
import secrets
from base64 import urlsafe_b64encode
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from accounts.tokens import hashed
from mail.asking.addresses import path_of
from mail.asking.history import AskingHistory
from mail.models import Entry, Message, ProgressLink
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal

# How long a link works once the request is answered or closed.
LASTS: Final = timedelta(days=90)
_SALT: Final = "mail.asking.links"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")


class LinkNotPossible(Refusal):
    """The link cannot be made, or is ended already."""


def link_of_message(message: Message, *, at: datetime) -> ProgressLink:
    """Make the link of a message that came by the form."""
    return ProgressLink.objects.create(message=message, made_at=at, **_made())


@transaction.atomic
def make_link(
    *, foi_request: FOIRequest, by: User, on: date, at: datetime
) -> ProgressLink:
    """Make a link to the progress of a request; the earlier link made so ends.

    Args:
        foi_request: A registered request.
        by: The officer.
        on: The London day.
        at: The moment.

    Raises:
        LinkNotPossible: The request is not registered yet.
    """
    locked = lock(foi_request)
    if not locked.reference:
        raise LinkNotPossible("Register the request first: the link shows its dates.")
    locked.progress_links.filter(revoked_at=None).update(revoked_at=at, revoked_by=by)
    link = ProgressLink.objects.create(
        foi_request=locked, made_by=by, made_at=at, **_made()
    )
    record(foi_request=locked, kind=AskingHistory.PROGRESS_LINK_MADE, by=by, on=on)
    return link


@transaction.atomic
def revoke_links(*, foi_request: FOIRequest, by: User, on: date, at: datetime) -> int:
    """End every link to the progress of a request.

    Args:
        foi_request: The request.
        by: The officer.
        on: The London day.
        at: The moment.

    Returns:
        The number of links ended.

    Raises:
        LinkNotPossible: There is no link in force.
    """
    locked = lock(foi_request)
    in_force = links_to(locked).filter(revoked_at=None)
    if not (ended := in_force.update(revoked_at=at, revoked_by=by)):
        raise LinkNotPossible("No link to the progress of this request is in force.")
    record(foi_request=locked, kind=AskingHistory.PROGRESS_LINK_ENDED, by=by, on=on)
    return ended


def links_to(foi_request: FOIRequest) -> QuerySet[ProgressLink]:
    """Return the links to a request: made for it, or for the message it came by."""
    messages = Entry.objects.filter(
        foi_request=foi_request, ended_as=Entry.End.REGISTERED
    ).values("message")
    return ProgressLink.objects.filter(
        Q(foi_request=foi_request) | Q(message__in=messages)
    )


def find_link(token: str) -> ProgressLink | None:
    """Return the link of a token, ended or not; None for an unknown token."""
    if not _TOKEN.fullmatch(token):
        return None
    kept = hashed(token)
    found = (
        ProgressLink.objects.select_related(
            "foi_request__authority", "message__authority", "message__submission"
        )
        .filter(token_sha256=kept)
        .first()
    )
    is_same = found is not None and constant_time_compare(found.token_sha256, kept)
    return found if is_same else None


def token_of(link: ProgressLink) -> str:
    """Return the secret token of a link."""
    token = _token(link.nonce)
    if hashed(token) != link.token_sha256:
        # The key of the installation has changed since the link was made.
        link.token_sha256 = hashed(token)
        link.save(update_fields=["token_sha256"])
    return token


def url_of(link: ProgressLink, *, language: str) -> str:
    """Return the whole address of a link, for mails and for the officer to copy."""
    path = path_of("progress", language, token=token_of(link))
    return f"{settings.SITE_URL}{path}"


def _made() -> dict[str, str]:
    nonce = secrets.token_urlsafe(32)
    return {"nonce": nonce, "token_sha256": hashed(_token(nonce))}


def _token(nonce: str) -> str:
    digest = salted_hmac(_SALT, nonce, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
