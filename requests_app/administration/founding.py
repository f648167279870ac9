"""Found an authority: its details, its first team, and its first administrator."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from accounts.models import Authority, User, check_reference_scheme
from accounts.policy import Role
from requests_app.administration.authorities import named, sharing_series
from requests_app.history.administration import changed, record_change
from requests_app.models.requester_types import add_first_types
from requests_app.refusals import Refusal


class NotFounded(Refusal):
    """The authority or its first administrator cannot be made."""


@transaction.atomic
def found_authority(
    *, details: Mapping[str, Any], is_shared: bool = False, by: User | None
) -> Authority:
    """Make a new authority, with the usual kinds of requesters.

    Args:
        details: The fields of `Authority`, by name.
        is_shared: Whether the person agrees to share one series of numbers with the
            authorities that have the same references.
        by: The owner of the installation; None for a command.

    Raises:
        NotFounded: A detail is missing or wrong, an authority has the name, or another
            authority has the series of numbers.
    """
    authority = Authority(**details)
    if not authority.slug:
        authority.slug = free_slug(authority.name)
    elif Authority.objects.filter(slug=authority.slug).exists():
        raise NotFounded("Another authority has this short address.", "slug")
    if Authority.objects.filter(name__iexact=authority.name).exists():
        raise NotFounded(
            f"{authority.name} is here already. Nothing was changed.", "name"
        )
    try:
        authority.clean_fields()
        check_reference_scheme(authority.reference_scheme)
    except ValidationError as problem:
        raise _refusal(problem) from problem
    # Two people who choose the same scheme take turns.
    list(Authority.objects.order_by("pk").select_for_update(no_key=True))
    sharing = sharing_series(authority.reference_scheme, other_than=None)
    if sharing and not is_shared:
        raise NotFounded(
            f"{named(sharing)} would have the same series of numbers. Add letters of "
            "your own to the references, such as NW/{number}-{year}.",
            "reference_scheme",
        )
    authority.is_series_shared = bool(sharing)
    authority.save()
    add_first_types(authority)
    record_change(
        authority=authority,
        by=by,
        subject=f"Authority {authority}",
        what="Founded",
        changes=changed({}, dict(details)),
    )
    return authority


def free_slug(name: str) -> str:
    """Return a short address for an authority of this name that no other has."""
    made = slugify(name)[:50].strip("-") or "authority"
    slug, number = made, 1
    while Authority.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{made}-{number}"
    return slug


def is_without_officers(authority: Authority) -> bool:
    """Return whether an authority has nobody yet who can take in a request."""
    return not authority.people.filter(
        roles__contains=[Role.OFFICER], is_active=True
    ).exists()


@transaction.atomic
def make_first_administrator(
    *, authority: Authority, name: str, email: str, password: str
) -> User:
    """Make the first administrator of an authority, with a password.

    The first person of the installation becomes its owner too.

    Args:
        authority: An authority without an administrator.
        name: The person's name.
        email: The address; it is also the name to sign in with.
        password: Checked by the validators of the installation.

    Raises:
        NotFounded: The authority has an administrator, the address is taken, or the
            password is too weak.
    """
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if authority.people.filter(
        roles__contains=[Role.ADMINISTRATOR], is_active=True
    ).exists():
        raise NotFounded(f"{authority} has an administrator already.")
    if User.objects.filter(username__iexact=email).exists():
        raise NotFounded(f"A person signs in as {email} already.", "email")
    roles = [Role.ADMINISTRATOR.value]
    if not User.objects.filter(is_active=True, roles__contains=[Role.OWNER]).exists():
        roles.append(Role.OWNER.value)
    first, _, last = name.strip().rpartition(" ")
    person = User(
        username=email.lower(),
        email=email,
        first_name=first,
        last_name=last,
        authority=authority,
        roles=roles,
    )
    try:
        # The address is the name: apostrophes, as in O'Neill, are part of both.
        person.clean_fields(exclude={"password", "username"})
        validate_password(password, person)
    except ValidationError as problem:
        raise _refusal(problem) from problem
    person.set_password(password)
    person.save()
    record_change(
        authority=authority,
        by=None,
        subject=f"Person {person}",
        what="First administrator",
        changes={"roles": [[], roles]},
    )
    return person


def _refusal(problem: ValidationError) -> NotFounded:
    if not hasattr(problem, "error_dict"):
        return NotFounded(" ".join(problem.messages))
    field, errors = next(iter(problem.message_dict.items()))
    said = field.replace("_", " ")
    return NotFounded(f"The {said} cannot be used: {' '.join(errors)}", field)
