"""Choose passwords: one's own, and a forgotten one by a link in an e-mail."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import User
from accounts.sign_in import forget_failures
from requests_app.history.administration import record_change
from requests_app.jobs.handlers import JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import AccountLink, Job, PasswordAsked
from requests_app.refusals import Refusal
from requests_app.staff.details import has_password
from requests_app.staff.links import ask_for_link, lock_link

# For each address typed, one e-mail in so many minutes.
MINUTES_BETWEEN: Final = 10
# From one place, so many askings in an hour.
MOST_AN_HOUR: Final = 20
FIND_FORGOTTEN: Final = JobKind(
    name="find_forgotten",
    label="Find whose password was forgotten",
    may_be_cancelled=True,
)


class PasswordRefused(Refusal):
    """The password is too easy to guess, or the same as before."""


class AddressTaken(Refusal):
    """A colleague has the address."""


class AskedTooOften(Refusal):
    """From this place new passwords were asked for too often."""


def check_password_of(person: User, password: str) -> None:
    """Refuse a password easy to guess.

    Raises:
        PasswordRefused: With every reason, in one sentence.
    """
    try:
        validate_password(password, person)
    except ValidationError as weak:
        reasons = " ".join(weak.messages)
        raise PasswordRefused(
            f"Choose another password. {reasons}", field="password"
        ) from weak


@transaction.atomic
def change_password(*, person: User, password: str) -> User:
    """Give a person the password they chose, for every authority they work for.

    Other browsers are signed out, since their sessions rest on the old password.

    Raises:
        PasswordRefused: The password is easy to guess, or is the present password.
    """
    accounts = list(
        User.objects.select_for_update()
        .filter(pk__in=[each.pk for each in person.accounts()])
        .order_by("pk")
    )
    if person.check_password(password):
        raise PasswordRefused(
            "This is your present password. Choose another.", field="password"
        )
    check_password_of(person, password)
    person.set_password(password)
    for each in accounts:
        each.password = person.password
        each.save(update_fields=["password"])
        _record(each, "Password changed")
    return person


@transaction.atomic
def choose_password(*, token: str, password: str, at: datetime) -> User:
    """Give a person a new password for a forgotten one, by the link in the e-mail.

    Raises:
        LinkEnded: The link was used, withdrawn or replaced, or its time is over.
        PasswordRefused: The password is easy to guess.
    """
    link = lock_link(token=token, at=at)
    person = link.person
    check_password_of(person, password)
    person.set_password(password)
    for each in person.accounts():
        each.password = person.password
        each.sign_outs += 1
        each.save(update_fields=["password", "sign_outs"])
        forget_failures(each)
        _record(each, "New password chosen by a link")
    AccountLink.objects.filter(pk=link.pk).update(used_at=at)
    person.refresh_from_db()
    return person


@transaction.atomic
def ask_for_password(*, address: str, place: str, at: datetime) -> None:
    """Note a forgotten password. A worker looks for the person.

    The same is done for every address, so that neither the page nor its time tells
    whether there is an account.

    Args:
        address: The e-mail address or user name, as typed.
        place: The network address of the browser.
        at: The moment.

    Raises:
        AskedTooOften: New passwords were asked for from this place too often.
    """
    place = sha256(place.encode()).hexdigest()[:16]
    PasswordAsked.objects.filter(asked_at__lt=at - timedelta(hours=1)).delete()
    if PasswordAsked.objects.filter(place=place).count() >= MOST_AN_HOUR:
        raise AskedTooOften(
            "New passwords were asked for too often from here. Try again in an hour."
        )
    PasswordAsked.objects.create(place=place, asked_at=at)
    address = address.strip().lower()
    slot = int(at.timestamp()) // (MINUTES_BETWEEN * 60)
    name = sha256(address.encode()).hexdigest()
    enqueue(
        kind=FIND_FORGOTTEN,
        idempotency_key=f"forgotten-{name}-{slot}",
        payload={"address": address},
    )


def find_forgotten(run: Run) -> None:
    """Send a link to each person with the address and an open account."""
    address = run.job.payload.get("address", "")
    people = User.objects.filter(is_active=True).exclude(email="")
    found = list(people.filter(email__iexact=address).order_by("pk")) or list(
        people.filter(username=address)
    )
    seen: set[object] = set()
    for person in found:
        whose = person.person_key or person.pk
        if whose in seen:
            continue
        seen.add(whose)
        with transaction.atomic():
            if has_password(person):
                purpose = AccountLink.Purpose.PASSWORD
            elif (
                AccountLink.objects.unused()
                .filter(person=person, purpose=AccountLink.Purpose.INVITATION)
                .exists()
            ):
                purpose = AccountLink.Purpose.INVITATION
            else:
                continue
            ask_for_link(person=person, purpose=purpose, by=None)
    # Whoever reads the queue later needs no address.
    Job.objects.filter(pk=run.job.pk).update(payload={})


@transaction.atomic
def change_own_address(*, person: User, email: str) -> User:
    """Change the e-mail address of a person, for every authority they work for.

    Raises:
        AddressTaken: A colleague has the address.
    """
    accounts = person.accounts()
    authorities = [each.authority_id for each in accounts]
    taken = User.objects.filter(email__iexact=email, authority__in=authorities)
    if taken.exclude(pk__in=[each.pk for each in accounts]).exists():
        raise AddressTaken("A colleague has this e-mail address.", field="email")
    for each in accounts:
        before, each.email = each.email, email
        each.save(update_fields=["email"])
        record_change(
            authority=each.authority,
            by=each,
            subject=f"Person {each}",
            what="Own e-mail address changed",
            changes={"e-mail": [before, email]},
        )
    AccountLink.objects.unused().filter(person__in=accounts).update(withdrawn_at=Now())
    return person


@transaction.atomic
def sign_out_elsewhere(*, person: User) -> User:
    """End every session of the person; the page keeps its own."""
    keys = [each.pk for each in person.accounts()]
    User.objects.filter(pk__in=keys).update(sign_outs=F("sign_outs") + 1)
    person.refresh_from_db()
    _record(person, "Signed out everywhere else")
    return person


def _record(person: User, what: str) -> None:
    record_change(
        authority=person.authority, by=person, subject=f"Person {person}", what=what
    )
