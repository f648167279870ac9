"""End single links of an enquiry, and send new ones."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from requests_app.history.record import record
from requests_app.models import Enquiry, EnquiryLink
from responses.enquiries.following import FollowingNotPossible
from responses.enquiries.history import EnquiriesHistory
from responses.enquiries.links import fresh_link
from responses.enquiries.locking import lock_enquiry
from responses.enquiries.posting import send_link_now


@transaction.atomic
def end_link(*, link: EnquiryLink, by: User, on: date, at: datetime) -> EnquiryLink:
    """End one link at once; other links to the enquiry work on. Harmless twice.

    Args:
        link: The link.
        by: The officer.
        on: The London day.
        at: The moment.
    """
    locked = lock_enquiry(link.enquiry)
    found = locked.links.get(pk=link.pk)
    if found.revoked_at is not None:
        return found
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    record(
        foi_request=locked.foi_request,
        kind=EnquiriesHistory.ENQUIRY_LINK_ENDED,
        by=by,
        on=on,
        note=f"{locked.department}, {found.address}",
    )
    return found


@transaction.atomic
def send_link(
    *, enquiry: Enquiry, address: str, by: User, on: date, at: datetime
) -> EnquiryLink:
    """Send a new link to an address at once; its earlier link ends.

    Args:
        enquiry: An enquiry still unanswered.
        address: The e-mail address of a person or a mailbox.
        by: The officer.
        on: The London day.
        at: The moment.

    Raises:
        FollowingNotPossible: No reply is waited for.
    """
    locked = lock_enquiry(enquiry)
    if not locked.is_wanted or locked.foi_request.closed_on is not None:
        raise FollowingNotPossible(
            f"No reply of {locked.department} is waited for, so no link was sent."
        )
    link = fresh_link(locked, address, on=on, at=at)
    send_link_now(link, on=on)
    record(
        foi_request=locked.foi_request,
        kind=EnquiriesHistory.ENQUIRY_LINK_SENT,
        by=by,
        on=on,
        note=f"{locked.department}, {link.address}",
    )
    return link
