"""Links by which people without an account answer an enquiry."""

import re
import secrets
from base64 import urlsafe_b64encode
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.tokens import hashed
from requests_app.models import Enquiry, EnquiryLink, EnquiryReply

# How long a link works after the day wanted.
LASTS: Final = timedelta(days=30)
_SALT: Final = "responses.enquiries.links"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_LONDON: Final = ZoneInfo("Europe/London")


def link_for(enquiry: Enquiry, address: str, *, on: date) -> EnquiryLink:
    """Return the link of an address to an enquiry; make it if there is none.

    A link lasts for some weeks from the day wanted, or from the last mail. A link that
    an officer ended stays ended: only `fresh_link` makes another.

    Args:
        enquiry: The enquiry.
        address: The e-mail address.
        on: The London day.
    """
    ends = expiry_of(max(enquiry.wanted_by, on))
    own = EnquiryLink.objects.filter(enquiry=enquiry, address=address.lower())
    in_force = own.filter(revoked_at__isnull=True)
    revoked = own.order_by("-pk").first()
    if revoked is not None and not in_force.exists():
        return revoked
    link, is_new = EnquiryLink.objects.get_or_create(
        enquiry=enquiry,
        address=address.lower(),
        revoked_at=None,
        defaults=_made(ends),
    )
    if not is_new and link.expires_at < ends:
        link.expires_at = ends
        link.save(update_fields=["expires_at"])
    return link


def fresh_link(
    enquiry: Enquiry, address: str, *, on: date, at: datetime
) -> EnquiryLink:
    """Make a new link for an address; the earlier link of the address ends.

    A draft begun by the earlier link goes on under the new link.

    Args:
        enquiry: The enquiry, locked.
        address: The e-mail address.
        on: The London day.
        at: The moment.
    """
    address = address.lower()
    before = EnquiryLink.objects.filter(enquiry=enquiry, address=address)
    drafts = EnquiryReply.objects.filter(link__in=before, sent_at__isnull=True)
    begun = drafts.order_by("-saved_at", "-pk").first()
    before.filter(revoked_at__isnull=True).update(revoked_at=at)
    link = EnquiryLink.objects.create(
        enquiry=enquiry,
        address=address,
        **_made(expiry_of(max(enquiry.wanted_by, on))),
    )
    if begun is not None:
        drafts.filter(pk=begun.pk).update(link=link)
    return link


def expiry_of(day: date) -> datetime:
    """Return the moment at which links end that were last wanted on a day."""
    return datetime.combine(day + LASTS, time(23, 59), _LONDON)


def url_of(link: EnquiryLink) -> str:
    """Return the address that a mail carries; no page and no log may show it."""
    token = _token(link.nonce)
    if hashed(token) != link.token_sha256:
        # The key of the installation has changed since the link was made.
        link.token_sha256 = hashed(token)
        link.save(update_fields=["token_sha256"])
    return f"{settings.SITE_URL}{reverse('reply-by-link', args=[token])}"


def find_link(token: str) -> EnquiryLink | None:
    """Return the link of a token, ended or not; None for an unknown token."""
    if not _TOKEN.fullmatch(token):
        return None
    kept = hashed(token)
    found = (
        EnquiryLink.objects.select_related(
            "enquiry__foi_request__authority",
            "enquiry__foi_request__officer",
            "enquiry__department",
            "enquiry__asked_by",
        )
        .filter(token_sha256=kept)
        .first()
    )
    is_same = found is not None and constant_time_compare(found.token_sha256, kept)
    return found if is_same else None


def link_in_force(link: EnquiryLink) -> EnquiryLink | None:
    """Return the later link of the same address that works in place of a link."""
    later = EnquiryLink.objects.filter(
        enquiry=link.enquiry_id,
        address=link.address,
        revoked_at__isnull=True,
        pk__gt=link.pk,
    )
    return later.first()


def revoke_links(enquiry: Enquiry, *, at: datetime) -> None:
    """End every link to an enquiry."""
    EnquiryLink.objects.filter(enquiry=enquiry, revoked_at__isnull=True).update(
        revoked_at=at
    )


def _made(ends: datetime) -> dict[str, Any]:
    """Return the fields of a new link."""
    nonce = secrets.token_urlsafe(32)
    return {
        "nonce": nonce,
        "token_sha256": hashed(_token(nonce)),
        "expires_at": ends,
    }


def _token(nonce: str) -> str:
    digest = salted_hmac(_SALT, nonce, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
