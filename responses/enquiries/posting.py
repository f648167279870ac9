"""Mails to departments without accounts: urgent questions, and the morning post.

Each working morning a department gets one mail with its new and its open questions, and
only when there is something to say. Each stage of an enquiry is told once: two beats,
or a beat after days of silence, tell nothing twice.
"""

import smtplib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from accounts.models import Department
from requests_app.calendars.working_days import calendar_for
from requests_app.history.record import record
from requests_app.jobs.carriers import AddressRefused, carrier_of
from requests_app.jobs.emails import (
    MAIL_ATTEMPTS,
    MAIL_LEASE,
    MAIL_LIMIT_SECONDS,
    MAIL_TURN_SECONDS,
    hand_over,
    is_final,
    mail_domain,
)
from requests_app.jobs.handlers import MAIL_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import Enquiry, EnquiryLink, EnquiryStage, Notice
from requests_app.telling.recipients import managers_of
from responses.enquiries.history import EnquiriesHistory
from responses.enquiries.links import link_for, url_of
from responses.enquiries.people import contributors_of
from responses.enquiries.telling import (
    tell_contributors,
    tell_head,
    tell_managers,
    tell_officer,
)
from statute.regimes import Regime
from statute.working_days import format_date

# An enquiry wanted so soon does not wait for the morning post.
URGENT_WORKING_DAYS: Final = 2
POST_HOUR: Final = 7  # London time
_SHOWN: Final = 160  # characters of a question in a mail
Stage = EnquiryStage.Stage

SEND_ENQUIRIES: Final = JobKind(
    name="send_enquiries",
    label="Send questions to a department",
    lease=MAIL_LEASE,
    most_attempts=MAIL_ATTEMPTS,
    is_repeatable=False,
    may_be_cancelled=True,
    turn_seconds=MAIL_TURN_SECONDS,
    time_limit_seconds=MAIL_LIMIT_SECONDS,
    queue=MAIL_QUEUE,
)


def tell_if_urgent(enquiry: Enquiry, *, on: date) -> None:
    """Write to the department at once where the reply is wanted very soon."""
    if enquiry.wanted_by > calendar_for(Regime.FOIA).add(on, URGENT_WORKING_DAYS):
        return
    _reach(enquiry, Stage.NEW, on=on)
    if stage := _stage_on(enquiry, on):
        _reach(enquiry, stage, on=on)
    for address in _addresses(enquiry):
        _enqueue(address, [enquiry], key=f"enquiry-now-{enquiry.pk}-{address}")


def send_link_now(link: EnquiryLink, *, on: date) -> None:
    """Write to the address of a new link at once."""
    _reach(link.enquiry, Stage.NEW, on=on)
    _enqueue(link.address, [link.enquiry], key=f"enquiry-link-{link.pk}")


def post_enquiries(*, on: date, at: datetime) -> int:
    """Enqueue the morning's mails to departments; return how many.

    Args:
        on: The London day. On a day that is no working day nothing is sent.
        at: The moment, in London time. Nothing is sent before the hour of the post.
    """
    if at.hour < POST_HOUR or not calendar_for(Regime.FOIA).is_working_day(on):
        return 0
    waiting = Enquiry.objects.wanted().order_by().values_list("department_id")
    return sum(
        _post_to(key, on=on)
        for key in sorted({department for (department,) in waiting})
    )


@transaction.atomic
def _post_to(key: int, *, on: date) -> int:
    department = Department.everything.select_for_update(no_key=True).get(pk=key)
    wanted = Enquiry.objects.wanted().filter(department=department)
    enquiries = list(
        wanted.select_related(
            "foi_request__officer", "asked_by", "department__head"
        ).order_by("wanted_by", "pk")
    )
    is_news = False
    by_address: defaultdict[str, list[Enquiry]] = defaultdict(list)
    has_people = bool(contributors_of(department))
    for enquiry in enquiries:
        addresses = _addresses(enquiry)
        for address in addresses:
            by_address[address].append(enquiry)
        # Without any reader the questions stay new, until a mailbox is entered.
        is_new = bool(addresses or has_people) and _reach(enquiry, Stage.NEW, on=on)
        stage = _stage_on(enquiry, on)
        is_reached = stage is not None and _reach(enquiry, stage, on=on)
        is_news |= is_new or is_reached
        if stage is not None and is_reached and enquiry.asked_on != on:
            _remind(enquiry, stage, on=on)
        _escalate(enquiry, on=on)
    if not is_news:
        return 0
    for address, theirs in by_address.items():
        _enqueue(address, theirs, key=f"enquiry-post-{department.pk}-{address}-{on}")
    return len(by_address)


def _stage_on(enquiry: Enquiry, on: date) -> Stage | None:
    """Return the stage of an enquiry by its day; None while the day is far."""
    if on > enquiry.wanted_by:
        return Stage.LATE
    if on == enquiry.wanted_by:
        return Stage.TODAY
    soon = calendar_for(Regime.FOIA).add(on, URGENT_WORKING_DAYS)
    return Stage.SOON if enquiry.wanted_by <= soon else None


def _reach(enquiry: Enquiry, stage: Stage, *, on: date) -> bool:
    """Note that a stage is told; return False if it was told before.

    Being told of the questions counts for any day; a moved day begins the others anew.
    """
    told = EnquiryStage.objects.filter(enquiry=enquiry, stage=stage)
    if stage is Stage.NEW and told.exists():
        return False
    _, is_new = EnquiryStage.objects.get_or_create(
        enquiry=enquiry, stage=stage, wanted_by=enquiry.wanted_by, defaults={"on": on}
    )
    return is_new


def _remind(enquiry: Enquiry, stage: Stage, *, on: date) -> None:
    """Tell the people with accounts; tell the officer of what is late."""
    day = format_date(enquiry.wanted_by)
    key = f"enquiry-{stage}-{enquiry.pk}-{enquiry.wanted_by}"
    is_late = stage is Stage.LATE
    words = (
        f"A reply of {enquiry.department} was wanted by {day} and is still wanted"
        if is_late
        else f"A reply of {enquiry.department} is wanted by {day}"
    )
    tell_contributors(enquiry, words, key=key, on=on, kind=Notice.Kind.REPLY_LATE)
    if is_late:
        tell_officer(
            enquiry,
            f"{enquiry.department} has not replied: the reply was wanted by {day}",
            kind=Notice.Kind.REPLY_LATE,
            key=f"{key}-officer",
            on=on,
        )
    record(
        foi_request=enquiry.foi_request,
        kind=EnquiriesHistory.ENQUIRY_REMINDED,
        by=None,
        on=on,
        note=f"{enquiry.department}: {Stage(stage).label.lower()}, {day}",
    )


def _escalate(enquiry: Enquiry, *, on: date) -> None:
    """Tell the head of the department of a reply that stays out; else managers."""
    department = enquiry.department
    days = max(1, department.escalate_after_days)
    if on < calendar_for(Regime.FOIA).add(enquiry.wanted_by, days):
        return
    head = department.head
    if head is not None and not head.is_active:
        head = None
    address = department.head_email
    if head is None and not address:
        _escalate_to_managers(enquiry, on=on)
        return
    if not _reach(enquiry, Stage.ESCALATED, on=on):
        return
    day = format_date(enquiry.wanted_by)
    words = f"A reply of {department} was wanted by {day} and is late"
    if head is not None:
        tell_head(enquiry, head, words, key=f"enquiry-head-{enquiry.pk}-{day}", on=on)
    else:
        _enqueue(
            address,
            [enquiry],
            key=f"enquiry-head-{enquiry.pk}-{enquiry.wanted_by}-{address}",
            is_head=True,
        )
    record(
        foi_request=enquiry.foi_request,
        kind=EnquiriesHistory.ENQUIRY_REMINDED,
        by=None,
        on=on,
        note=f"{department}: the head was told, {head or address}",
    )


def _escalate_to_managers(enquiry: Enquiry, *, on: date) -> None:
    """Tell the managers in the place of a head, where the department has none."""
    foi_request, department = enquiry.foi_request, enquiry.department
    managers = managers_of(authority=foi_request.authority, team=foi_request.team)
    if not managers or not _reach(enquiry, Stage.ESCALATED, on=on):
        return
    tell_managers(
        enquiry,
        managers,
        f"A reply of {department} was wanted by {format_date(enquiry.wanted_by)} and "
        "is late, and the department has no head to tell",
        key=f"enquiry-head-{enquiry.pk}-{enquiry.wanted_by}-managers",
        on=on,
    )
    record(
        foi_request=foi_request,
        kind=EnquiriesHistory.ENQUIRY_REMINDED,
        by=None,
        on=on,
        note=f"{department}: the managers were told, for want of a head",
    )


def _addresses(enquiry: Enquiry) -> list[str]:
    """Return the addresses that get links: of people named, and the mailbox."""
    links = EnquiryLink.objects.filter(enquiry=enquiry, bounced_at__isnull=True)
    heads = enquiry.department.head_email.lower()
    own = [
        one.address
        for one in links.order_by("pk")
        if one.revoked_at is None and one.address != heads
    ]
    mailbox = enquiry.department.mailbox.lower()
    dead = EnquiryLink.objects.filter(
        enquiry=enquiry, address=mailbox, bounced_at__isnull=False
    )
    if mailbox and mailbox not in own and not dead.exists():
        own.append(mailbox)
    return own


def _enqueue(
    address: str, enquiries: Sequence[Enquiry], *, key: str, is_head: bool = False
) -> None:
    # The payload has no token: the mail is written when it is sent.
    enqueue(
        kind=SEND_ENQUIRIES,
        idempotency_key=key[:200],
        payload={
            "to": address,
            "enquiries": [one.pk for one in enquiries],
            "is_head": is_head,
        },
        authority=enquiries[0].department.authority,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """An enquiry of a mail, with the link of its reader."""

    enquiry: Enquiry
    link: EnquiryLink


def send_enquiries(run: Run) -> None:
    """Send one mail with the questions that still want a reply; none if none do.

    Raises:
        MailNotSetUp: No mail server is set up.
        MailServerAway: The server was not reached; nothing was sent.
        OutcomeUnknown: The connection broke while the message was being sent.
        OSError: The server refused the message for now.
    """
    payload = run.job.payload
    address = payload["to"]
    enquiries = list(
        Enquiry.objects.wanted()
        .filter(pk__in=payload["enquiries"])
        .select_related("department", "asked_by", "foi_request__officer")
        .prefetch_related("questions")
        .order_by("wanted_by", "pk")
    )
    with transaction.atomic():
        asked = [
            _Asked(enquiry, link)
            for enquiry in enquiries
            if not (link := link_for(enquiry, address, on=run.on)).is_ended(run.at)
        ]
        letters = [_paragraph(one, run.on) for one in asked]
    if not asked:
        return
    message = EmailMessage(
        subject=_subject(asked, run.on),
        body=_body(asked, letters, is_head=payload.get("is_head", False)),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        reply_to=_reply_to(asked),
        headers={"Message-ID": f"<enquiries-{run.job.pk}@{mail_domain()}>"},
    )
    carry = carrier_of(asked[0].enquiry.department.authority_id, is_to_colleague=True)
    try:
        (carry or hand_over)(message)
    except (smtplib.SMTPRecipientsRefused, AddressRefused) as refused:
        if not is_final(refused):
            raise
        _note_bounce(asked, at=run.at, on=run.on)


def _note_bounce(asked: list[_Asked], *, at: datetime, on: date) -> None:
    """Tell the officers that the mail server refuses an address."""
    with transaction.atomic():
        for one in asked:
            one.link.bounced_at = at
            one.link.save(update_fields=["bounced_at"])
            enquiry = one.enquiry
            # Another mailbox gets the questions as new.
            EnquiryStage.objects.filter(enquiry=enquiry, stage=Stage.NEW).delete()
            record(
                foi_request=enquiry.foi_request,
                kind=EnquiriesHistory.ENQUIRY_BOUNCED,
                by=None,
                on=on,
                note=f"{enquiry.department}, {one.link.address}",
            )
            tell_officer(
                enquiry,
                f"The e-mail to {enquiry.department} came back: {one.link.address} "
                "takes no mail",
                kind=Notice.Kind.BOUNCED,
                key=f"enquiry-bounced-{one.link.pk}",
                on=on,
            )


def _subject(asked: list[_Asked], on: date) -> str:
    first = asked[0].enquiry
    day = format_date(first.wanted_by)
    if len(asked) == 1:
        late = " (late)" if first.wanted_by < on else ""
        return f"Questions for {first.department}, wanted by {day}{late}"
    return f"{len(asked)} sets of questions for {first.department}, the first by {day}"


def _body(asked: list[_Asked], letters: list[str], *, is_head: bool) -> str:
    department = asked[0].enquiry.department
    opening = (
        f"You get this as head of {department}: the reply is late."
        if is_head
        else f"People have asked for information that {department} may hold."
    )
    return "\n\n".join(
        [
            opening,
            *letters,
            "You need no account. Each link opens only the questions named with it. "
            "Please do not pass a link on outside your department.",
            f"{department.authority}\n",
        ]
    )


def _paragraph(one: _Asked, on: date) -> str:
    enquiry = one.enquiry
    wanted = f"Wanted by {format_date(enquiry.wanted_by)}"
    if late := enquiry.days_late(on):
        wanted += f", {late} day{'s' if late > 1 else ''} late"
    lines = [f"{enquiry.asked_by} asks. {wanted}.", *_questions(enquiry)]
    return "\n".join([*lines, f"Read and answer here: {url_of(one.link)}"])


def _questions(enquiry: Enquiry) -> Iterator[str]:
    for question in enquiry.questions.all():
        words = f"{question.label} {' '.join(question.text.split())}".strip()
        yield f"  - {words[:_SHOWN]}{'…' if words[_SHOWN:] else ''}"


def _reply_to(asked: list[_Asked]) -> list[str] | None:
    officers = {one.enquiry.asked_by.email for one in asked} - {""}
    return sorted(officers) if len(officers) == 1 else None
