"""What officers do with what departments said: days, ends, and other departments."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from requests_app.history.record import record
from requests_app.models import Enquiry
from requests_app.refusals import Refusal
from responses.enquiries.asking import make_enquiry
from responses.enquiries.history import EnquiriesHistory
from responses.enquiries.links import expiry_of, revoke_links
from responses.enquiries.locking import lock_enquiry
from responses.enquiries.telling import tell_contributors
from statute.working_days import format_date


class FollowingNotPossible(Refusal):
    """The enquiry is not open to this."""


@transaction.atomic
def deal_with_enquiry(*, enquiry: Enquiry, by: User, on: date, at: datetime) -> Enquiry:
    """Mark what a department said as dealt with. The link then shows it only.

    Raises:
        FollowingNotPossible: The department has neither replied nor declined.
    """
    locked = lock_enquiry(enquiry)
    if locked.dealt_with_at is not None:
        return locked
    if locked.replied_on is None and locked.declined_at is None:
        raise FollowingNotPossible(
            f"{locked.department} has not replied. Withdraw the questions instead."
        )
    locked.dealt_with_at, locked.dealt_with_by = at, by
    locked.save(update_fields=["dealt_with_at", "dealt_with_by"])
    record(
        foi_request=locked.foi_request,
        kind=EnquiriesHistory.ENQUIRY_DEALT_WITH,
        by=by,
        on=on,
        note=str(locked.department),
    )
    return locked


@transaction.atomic
def withdraw_enquiry(*, enquiry: Enquiry, by: User, on: date, at: datetime) -> Enquiry:
    """Withdraw questions that a department has not answered; end its links.

    Raises:
        FollowingNotPossible: The department has replied.
    """
    locked = lock_enquiry(enquiry)
    if locked.withdrawn_at is not None:
        return locked
    if locked.replied_on is not None:
        raise FollowingNotPossible(
            f"{locked.department} has replied. Mark the reply as dealt with instead."
        )
    locked.withdrawn_at = at
    locked.save(update_fields=["withdrawn_at"])
    revoke_links(locked, at=at)
    record(
        foi_request=locked.foi_request,
        kind=EnquiriesHistory.ENQUIRY_WITHDRAWN,
        by=by,
        on=on,
        note=str(locked.department),
    )
    tell_contributors(
        locked,
        f"{by} withdrew the questions for {locked.department}",
        key=f"enquiry-withdrawn-{locked.pk}",
        on=on,
        by=by,
    )
    return locked


@transaction.atomic
def change_day(*, enquiry: Enquiry, wanted_by: date, by: User, on: date) -> Enquiry:
    """Change the day by which a reply is wanted; links last accordingly.

    Args:
        enquiry: An enquiry still unanswered.
        wanted_by: The new London day.
        by: The officer.
        on: The London day of the change.

    Raises:
        FollowingNotPossible: The day has passed, or no reply is waited for.
    """
    locked = lock_enquiry(enquiry)
    if not locked.is_wanted:
        raise FollowingNotPossible(f"No reply of {locked.department} is waited for.")
    if wanted_by < on:
        raise FollowingNotPossible(
            f"{format_date(wanted_by)} has passed. Enter a later day."
        )
    before = locked.wanted_by
    locked.wanted_by = wanted_by
    locked.more_time_until, locked.more_time_reason = None, ""
    locked.save(update_fields=["wanted_by", "more_time_until", "more_time_reason"])
    locked.links.update(expires_at=expiry_of(wanted_by))
    if before != wanted_by:
        record(
            foi_request=locked.foi_request,
            kind=EnquiriesHistory.ENQUIRY_DAY_CHANGED,
            by=by,
            on=on,
            note=f"{locked.department}: from {format_date(before)} to "
            f"{format_date(wanted_by)}",
        )
        tell_contributors(
            locked,
            f"The reply of {locked.department} is now wanted by "
            f"{format_date(wanted_by)}",
            key=f"enquiry-day-{locked.pk}-{wanted_by}",
            on=on,
            by=by,
        )
    return locked


@transaction.atomic
def ask_suggested(
    *, enquiry: Enquiry, wanted_by: date, by: User, on: date, at: datetime
) -> Enquiry:
    """Ask the department that another named, with the same questions and message.

    Raises:
        FollowingNotPossible: No department was suggested.
        EnquiryNotPossible: As for `make_enquiry`.
    """
    suggested = enquiry.suggested
    if enquiry.declined_at is None or suggested is None:
        raise FollowingNotPossible(f"{enquiry.department} named no other department.")
    made = make_enquiry(
        foi_request=enquiry.foi_request,
        department=suggested,
        questions=list(enquiry.questions.all()),
        message=enquiry.message,
        wanted_by=wanted_by,
        is_material_sent=bool(enquiry.material),
        reason="" if enquiry.is_blind else "As for the department asked before.",
        by=by,
        on=on,
    )
    deal_with_enquiry(enquiry=enquiry, by=by, on=on, at=at)
    return made
