"""Limit an administrator to the own authority, and keep a way in for the office."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts import policy
from accounts.models import Authority, User
from accounts.policy import Role
from requests_app.refusals import Refusal
from requests_app.staff.details import has_password


class PersonNotRuled(Refusal):
    """The person is beyond the rule of the administrator."""


class LastAdministrator(Refusal):
    """Nobody would be left to administer."""


def lock_office(authority: Authority) -> Authority:
    """Lock an authority: changes of its people then happen one after another.

    Call it inside a transaction, before anything of a person is read.
    """
    return Authority.objects.select_for_update().get(pk=authority.pk)


def check_rules(*, by: User, person: User, roles: Iterable[str] | None = None) -> None:
    """Refuse a change of a person by someone without the right to make the change.

    Args:
        by: The administrator, or the owner of the installation.
        person: The person as stored.
        roles: The roles that the person is to have; None where they stay.

    Raises:
        PersonNotRuled: The person belongs to another authority, or the role of an
            owner is concerned and the administrator is no owner. An owner may invite
            administrators of any authority, and changes nobody there.
    """
    is_owner = by.has_perm(policy.OWN_INSTALLATION)
    is_ruled = by.has_perm(policy.ADMINISTER) and (
        person.authority_id == by.authority_id
    )
    is_first = is_owner and person.pk is None and roles is not None
    if not is_ruled and not (is_first and set(roles or ()) == {Role.ADMINISTRATOR}):
        raise PersonNotRuled("You administer the people of your own authority only.")
    if is_owner:
        return
    if Role.OWNER in person.roles:
        raise PersonNotRuled(
            f"{person} owns the installation. Only an owner may change the account."
        )
    if roles is not None and Role.OWNER in roles:
        raise PersonNotRuled(
            "Only an owner of the installation may make another owner.", field="roles"
        )


def check_way_in(*, person: User, roles: Iterable[str], is_active: bool) -> None:
    """Refuse to leave an office without anyone to administer.

    Call it under `lock_office`.

    Args:
        person: The person as stored, before the change.
        roles: The roles after the change.
        is_active: Whether the account is open after the change.

    Raises:
        LastAdministrator: The person is the last administrator of the authority who
            can sign in, or the last owner of the installation.
    """
    kept = set(roles) if is_active else set()
    if _can_administer(person) and Role.ADMINISTRATOR not in kept:
        others = _able(Role.ADMINISTRATOR).filter(Q(authority_id=person.authority_id))
        if not any(has_password(each) for each in others.exclude(pk=person.pk)):
            raise LastAdministrator(
                f"{person} is the last administrator of {person.authority} who can "
                "sign in. Make another person administrator first.",
                field="roles",
            )
    if person.is_active and Role.OWNER in person.roles and Role.OWNER not in kept:
        # Owners of several authorities: locked in one order, then counted.
        owners = _able(Role.OWNER).select_for_update(of=("self",)).order_by("pk")
        if not any(has_password(each) for each in owners if each.pk != person.pk):
            raise LastAdministrator(
                f"{person} is the last owner of the installation who can sign in. "
                "Make another person owner first.",
                field="roles",
            )


def _can_administer(person: User) -> bool:
    return person.is_active and Role.ADMINISTRATOR in person.roles


def _able(role: Role) -> QuerySet[User, User]:
    return User.objects.filter(is_active=True, roles__contains=[role])
