"""Invite people, and let them accept: with a new password, or by joining accounts."""

import secrets
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import Authority, User
from requests_app.history.administration import record_change
from requests_app.models import AccountLink
from requests_app.refusals import Refusal
from requests_app.staff.details import Details, check_details, has_password
from requests_app.staff.links import ask_for_link, lock_link, withdraw_links
from requests_app.staff.people import lock_person
from requests_app.staff.rights import check_rules, lock_office

LONGEST_NAME = 150


class NotInvited(Refusal):
    """There is nothing to send again, or to withdraw."""


class CannotJoin(Refusal):
    """The account cannot be joined with the account of the invitation."""


@transaction.atomic
def invite_person(*, authority: Authority, details: Details, by: User | None) -> User:
    """Add a person, and send the invitation to choose a password.

    A person of another authority, with the same e-mail address, joins the accounts by
    accepting. Nobody is told here whether there is such a person.

    Args:
        authority: The authority to work for.
        details: Name, address, team, department and roles.
        by: The administrator, or the owner; None for a command.

    Raises:
        PersonNotRuled: The authority is not the administrator's.
        DetailsRefused: A detail contradicts another record.
    """
    authority = lock_office(authority)
    person = User(authority=authority, **_columns(details))
    if by is not None:
        check_rules(by=by, person=User(authority=authority), roles=details.roles)
    check_details(details, authority=authority)
    person.username = free_username(details.email)
    person.set_unusable_password()
    person.save()
    record_change(
        authority=authority,
        by=by,
        subject=f"Person {person}",
        what="Invited",
        changes={key: ["", value] for key, value in details.as_record().items()},
    )
    ask_for_link(person=person, purpose=AccountLink.Purpose.INVITATION, by=by)
    return person


@transaction.atomic
def send_invitation_again(*, person: User, by: User) -> AccountLink:
    """Replace the invitation of a person, not accepted so far.

    Raises:
        NotInvited: The person has a password already.
        PersonNotRuled: The person is not of the administrator's authority.
    """
    person = lock_person(person)
    check_rules(by=by, person=person)
    if has_password(person):
        raise NotInvited(
            f"{person} has a password already. Who has forgotten it chooses “Forgotten "
            "your password?” when signing in."
        )
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    record_change(
        authority=person.authority,
        by=by,
        subject=f"Person {person}",
        what="Invitation sent again",
    )
    return ask_for_link(person=person, purpose=AccountLink.Purpose.INVITATION, by=by)


@transaction.atomic
def withdraw_invitation(*, person: User, by: User) -> User:
    """End an invitation, and close the unused account.

    Raises:
        NotInvited: The invitation was accepted, or there is none.
        PersonNotRuled: The person is not of the administrator's authority.
    """
    person = lock_person(person)
    check_rules(by=by, person=person)
    if has_password(person) or not person.is_active:
        raise NotInvited(f"{person} has no open invitation.")
    withdraw_links(person=person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    record_change(
        authority=person.authority,
        by=by,
        subject=f"Person {person}",
        what="Invitation withdrawn",
    )
    return person


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> User:
    """Give an invited person their first password.

    Args:
        token: Of the link in the e-mail.
        password: Checked by the form with Django's validators.
        at: The moment.

    Raises:
        LinkEnded: The link was used, withdrawn or replaced, or its time is over.
    """
    link = lock_link(token=token, at=at)
    person = link.person
    person.set_password(password)
    person.save(update_fields=["password"])
    _mark_used(link)
    record_change(
        authority=person.authority,
        by=person,
        subject=f"Person {person}",
        what="Invitation accepted",
    )
    return person


@transaction.atomic
def join_accounts(*, token: str, account: User, at: datetime) -> User:
    """Let a person with an account elsewhere work for the inviting authority too.

    All other browsers of the person are signed out, so that nobody else who is signed
    in comes to work for the authority.

    Args:
        token: Of the link in the e-mail.
        account: The account elsewhere, whose password was just given.
        at: The moment.

    Returns:
        The account at the inviting authority.

    Raises:
        LinkEnded: The link was used, withdrawn or replaced, or its time is over.
        CannotJoin: The account has another e-mail address, or is of the same authority.
    """
    link = lock_link(token=token, at=at)
    person = link.person
    account = User.objects.select_for_update().get(pk=account.pk)
    if account.email.lower() != person.email.lower():
        raise CannotJoin(
            f"The invitation is for {person.email}, and your account has another "
            "address. Ask the administrator to invite you at your own address."
        )
    joined = account.accounts()
    if any(each.authority_id == person.authority_id for each in joined):
        raise CannotJoin(f"You have an account of {person.authority} already.")
    key = account.person_key or uuid4()
    User.objects.filter(pk__in=[person.pk, *(each.pk for each in joined)]).update(
        person_key=key, password=account.password, sign_outs=F("sign_outs") + 1
    )
    _mark_used(link)
    person.refresh_from_db()
    record_change(
        authority=person.authority,
        by=person,
        subject=f"Person {person}",
        what="Invitation accepted with an account of another authority",
    )
    return person


def free_username(email: str, taken: frozenset[str] = frozenset()) -> str:
    """Return a free user name: the e-mail address, unless taken.

    Args:
        email: The address.
        taken: Names about to be stored.
    """
    name = email.lower()[:LONGEST_NAME]
    while name in taken or User.objects.filter(username=name).exists():
        suffix = f"+{secrets.token_hex(3)}"
        name = f"{email.lower()[: LONGEST_NAME - len(suffix)]}{suffix}"
    return name


def _columns(details: Details) -> dict[str, object]:
    return {
        "first_name": details.first_name,
        "last_name": details.last_name,
        "email": details.email,
        "team": details.team,
        "department": details.department,
        "roles": list(details.roles),
    }


def _mark_used(link: AccountLink) -> None:
    AccountLink.objects.filter(pk=link.pk).update(used_at=Now())
    AccountLink.objects.unused().filter(person=link.person).exclude(pk=link.pk).update(
        withdrawn_at=Now()
    )
