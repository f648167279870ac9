"""Make, send and read links to an account. Only the e-mail has the token."""

import secrets
import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.tokens import hashed
from requests_app.jobs.carriers import MessageRefused, carrier_of
from requests_app.jobs.emails import MAIL_LEASE, MAIL_LIMIT_SECONDS, MAIL_TURN_SECONDS
from requests_app.jobs.emails import hand_over as hand_over_message
from requests_app.jobs.handlers import MAIL_QUEUE, JobKind, Run
from requests_app.jobs.queue import OutcomeUnknown, enqueue
from requests_app.models import AccountLink
from requests_app.refusals import Refusal

INVITATION_DAYS: Final = 7
PASSWORD_HOURS: Final = 1
LIFETIMES: Final = {
    AccountLink.Purpose.INVITATION: timedelta(days=INVITATION_DAYS),
    AccountLink.Purpose.PASSWORD: timedelta(hours=PASSWORD_HOURS),
}
SEND_ACCOUNT_LINK: Final = JobKind(
    name="send_account_link",
    label="Send a link to an account",
    lease=MAIL_LEASE,
    turn_seconds=MAIL_TURN_SECONDS,
    time_limit_seconds=MAIL_LIMIT_SECONDS,
    may_be_cancelled=True,
    queue=MAIL_QUEUE,
)
_SUBJECTS: Final = {
    AccountLink.Purpose.INVITATION: "Your invitation to FOI casework",
    AccountLink.Purpose.PASSWORD: "Choose a new password for FOI casework",
}


class LinkEnded(Refusal):
    """The link was used, withdrawn or replaced, or its time is over."""


class LinkNotSent(Exception):
    """The mail server refused the message with a link."""


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link just made, with its address."""

    link: AccountLink
    url: str


def ask_for_link(
    *, person: User, purpose: AccountLink.Purpose, by: User | None
) -> AccountLink:
    """Replace the links of this purpose by a new link, sent after the transaction.

    Args:
        person: Whose account the link opens.
        purpose: What the link is for.
        by: The administrator who asked; None for the person, or a command.
    """
    withdraw_links(person=person, purpose=purpose)
    link = AccountLink.objects.create(person=person, purpose=purpose, asked_by=by)
    enqueue(
        kind=SEND_ACCOUNT_LINK,
        idempotency_key=f"account-link-{link.pk}",
        payload={"link": link.pk},
        authority=person.authority,
    )
    return link


def withdraw_links(*, person: User, purpose: AccountLink.Purpose | None = None) -> int:
    """End the open links of a person, of one purpose or of all; return how many."""
    links = AccountLink.objects.unused().filter(person=person)
    if purpose is not None:
        links = links.filter(purpose=purpose)
    return links.update(withdrawn_at=Now())


def make_link(*, link: AccountLink, at: datetime) -> MadeLink:
    """Give a link a new token in place of an earlier token.

    Args:
        link: The link, neither used nor withdrawn.
        at: The moment from which its time counts.
    """
    token = secrets.token_urlsafe(32)
    purpose = AccountLink.Purpose(link.purpose)
    link.token_sha256 = hashed(token)
    link.ends_at = at + LIFETIMES[purpose]
    link.save(update_fields=["token_sha256", "ends_at"])
    path = reverse("open-account-link", kwargs={"token": token})
    return MadeLink(link, f"{settings.SITE_URL}{path}")


def send_account_link(run: Run) -> None:
    """Send one link. A second attempt sends a new token, and the first then fails.

    Raises:
        MailNotSetUp: No mail server is set up.
        MailServerAway: The server was not reached; nothing was sent.
        LinkNotSent: The server refused the message.
    """
    links = AccountLink.objects.unused().select_related("person__authority")
    link = links.filter(pk=run.job.payload["link"]).first()
    if link is None or not link.person.is_active or link.sent_at is not None:
        return
    made = make_link(link=link, at=run.at)
    message = EmailMessage(
        subject=_SUBJECTS[AccountLink.Purpose(link.purpose)],
        body=_words(made),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[link.person.email],
    )
    carry = carrier_of(link.person.authority_id, is_to_colleague=True)
    # Perhaps sent: the person, or the administrator, asks for another.
    with suppress(OutcomeUnknown):
        try:
            (carry or hand_over_message)(message)
        except (smtplib.SMTPException, MessageRefused) as refused:
            # The server repeats the address, and all managers read why a job failed.
            raise LinkNotSent("The mail server refused the message.") from refused
    AccountLink.objects.filter(pk=link.pk).update(sent_at=run.at)


def find_link(*, token: str, at: datetime) -> AccountLink:
    """Return the link opened by a token.

    Raises:
        LinkEnded: There is no such link, or the link no longer opens anything.
    """
    links = AccountLink.objects.select_related("person__authority")
    link = links.filter(token_sha256=hashed(token)).first()
    if link is None or not token:
        raise LinkEnded("Check that you opened the newest e-mail, with the whole link.")
    if link.used_at is not None:
        raise LinkEnded("This link was used already. Sign in with your password.")
    is_over = link.ends_at is None or link.ends_at <= at
    if link.withdrawn_at is not None or is_over or not link.person.is_active:
        way_out = (
            "Ask your administrator to send another invitation."
            if link.purpose == AccountLink.Purpose.INVITATION
            else "Ask for a new password again."
        )
        raise LinkEnded(f"This link has ended. {way_out}")
    return link


def lock_link(*, token: str, at: datetime) -> AccountLink:
    """Return the link as `find_link` does, locked until the transaction ends."""
    links = AccountLink.objects.select_for_update()
    links.filter(token_sha256=hashed(token)).first()
    return find_link(token=token, at=at)


def _words(made: MadeLink) -> str:
    person, purpose = made.link.person, made.link.purpose
    whose = person.authority or "the installation"
    if purpose == AccountLink.Purpose.INVITATION:
        lines = [
            f"{person},",
            f"you have been invited to work on information requests for {whose}.",
            f"Open this link within {INVITATION_DAYS} days, and choose a password:",
            made.url,
            "The link works once. If you did not expect this message, leave it.",
        ]
    else:
        lines = [
            f"{person},",
            "a new password was asked for, for your account of FOI casework "
            f"(user name: {person.username}).",
            f"Open this link within {PASSWORD_HOURS} hour, and choose a password:",
            made.url,
            "The link works once. If you did not ask, leave this message: your "
            "password stays as it is.",
        ]
    return "\n\n".join(lines) + "\n"
