"""Change, close and open the accounts of an authority's people."""

from django.db import transaction
from django.db.models import F

from accounts.models import Authority, User
from accounts.sign_in import forget_failures
from requests_app.history.administration import changed, record_change
from requests_app.refusals import Refusal
from requests_app.staff.details import (
    Details,
    DetailsRefused,
    check_details,
    details_of,
    mark_of,
)
from requests_app.staff.links import withdraw_links
from requests_app.staff.rights import check_rules, check_way_in, lock_office


class PersonChanged(Refusal):
    """Somebody else changed the person after the form was opened."""


class AccountState(Refusal):
    """The account is closed already, or open already."""


@transaction.atomic
def change_person(*, person: User, details: Details, seen: str, by: User) -> User:
    """Change the name, address, team, department and roles of a person.

    Args:
        person: Whose details change.
        details: All details, as they shall be.
        seen: The mark of the details that the administrator saw.
        by: The administrator.

    Raises:
        PersonNotRuled: The person is not of the administrator's authority, or the role
            of an owner is concerned.
        PersonChanged: Another administrator changed the person meanwhile.
        DetailsRefused: A detail contradicts another record.
        LastAdministrator: Nobody else could administer.
    """
    person = lock_person(person)
    check_rules(by=by, person=person, roles=details.roles)
    if seen != mark_of(person):
        raise PersonChanged(
            f"Somebody else changed {person} meanwhile. Check what you entered against "
            "the details below, then save again."
        )
    check_details(details, authority=person.authority, person=person)
    if person.person_key and details.email.lower() != person.email.lower():
        raise DetailsRefused(
            f"{person} works for another authority too, so only they can change the "
            "e-mail address, on the page of their account.",
            field="email",
        )
    check_way_in(person=person, roles=details.roles, is_active=person.is_active)
    before = details_of(person)
    if before == details:
        return person
    person.first_name, person.last_name = details.first_name, details.last_name
    person.email = details.email
    person.team, person.department = details.team, details.department
    person.roles = list(details.roles)
    person.save(
        update_fields=[
            "first_name",
            "last_name",
            "email",
            "team",
            "department",
            "roles",
        ]
    )
    if before.email != details.email:
        withdraw_links(person=person)
    record_change(
        authority=person.authority,
        by=by,
        subject=f"Person {person}",
        what="Roles changed" if before.roles != details.roles else "Details changed",
        changes=changed(before.as_record(), details.as_record()),
    )
    return person


@transaction.atomic
def deactivate_person(*, person: User, by: User) -> User:
    """Close an account: the person is signed out and can no longer sign in.

    Requests stay with the person until they are handed over.

    Raises:
        PersonNotRuled: The person is not of the administrator's authority.
        AccountState: The account is closed already.
        LastAdministrator: Nobody else could administer.
    """
    person = lock_person(person)
    check_rules(by=by, person=person)
    if not person.is_active:
        raise AccountState(f"The account of {person} is closed already.")
    check_way_in(person=person, roles=person.roles, is_active=False)
    person.is_active = False
    person.save(update_fields=["is_active"])
    withdraw_links(person=person)
    _record(person, by, "Account closed")
    return person


@transaction.atomic
def reactivate_person(*, person: User, by: User) -> User:
    """Open a closed account again, with its former roles.

    Raises:
        PersonNotRuled: The person is not of the administrator's authority.
        AccountState: The account is open.
    """
    person = lock_person(person)
    check_rules(by=by, person=person)
    if person.is_active:
        raise AccountState(f"The account of {person} is open.")
    person.is_active = True
    person.save(update_fields=["is_active"])
    _record(person, by, "Account opened again")
    return person


@transaction.atomic
def let_sign_in(*, person: User, by: User) -> int:
    """Let a person try to sign in at once, after wrong passwords.

    Returns:
        How many wrong passwords were forgotten.

    Raises:
        PersonNotRuled: The person is not of the administrator's authority.
    """
    person = lock_person(person)
    check_rules(by=by, person=person)
    failures = forget_failures(person)
    _record(person, by, f"Let sign in at once, after {failures} wrong passwords")
    return failures


@transaction.atomic
def sign_out_everywhere(*, person: User, by: User) -> User:
    """End every session of a person, in every browser.

    Sessions for other authorities end as well: they rest on the same password.

    Raises:
        PersonNotRuled: The person is not of the administrator's authority.
    """
    person = lock_person(person)
    if by.pk != person.pk:
        check_rules(by=by, person=person)
    keys = [each.pk for each in person.accounts()]
    User.objects.filter(pk__in=keys).update(sign_outs=F("sign_outs") + 1)
    person.refresh_from_db()
    _record(person, by, "Signed out everywhere")
    return person


def lock_person(person: User) -> User:
    """Return a person as stored, under the lock of their authority."""
    if isinstance(person.authority, Authority):
        lock_office(person.authority)
    found = User.objects.select_related("authority", "team", "department")
    return found.get(pk=person.pk)


def _record(person: User, by: User, what: str) -> None:
    record_change(
        authority=person.authority, by=by, subject=f"Person {person}", what=what
    )
