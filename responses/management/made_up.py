"""Refuse commands that make up people, passwords or requests in a real installation."""

from typing import Any, Final

from django.conf import settings
from django.core import checks
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.db.models import Q

from accounts.models import Authority, User
from responses.management.story import PASSWORD, told

BAD_USAGE: Final = 2


def check_may_make_up(*, makes_people: bool) -> None:
    """Refuse to make up data outside a demonstration, or people beside real people.

    Every command that makes up people, passwords or requests calls this first.

    Args:
        makes_people: Whether the command makes authorities and people.

    Raises:
        CommandError: The installation is neither a demonstration nor a developer's, or
            has an authority or a person that the demonstration does not know.
    """
    if not (settings.IS_DEMONSTRATION or settings.DEBUG):
        raise CommandError(
            "This is not a demonstration, so nothing was made up. Made-up people could "
            "sign in with a known password, and made-up requests cannot be removed. "
            "For a demonstration, set FOI_DEMONSTRATION=1.",
            returncode=BAD_USAGE,
        )
    if makes_people and (stranger := _stranger()):
        raise CommandError(
            f"This installation has “{stranger}”, which is not of the demonstration, "
            "so nothing was made up. Use an empty database.",
            returncode=BAD_USAGE,
        )


def _stranger() -> Authority | User | None:
    """Return an authority or a person that the demonstration does not know."""
    story = told()
    authorities = [authority["name"] for authority in story["authorities"]]
    people = [person["username"] for person in story["people"]]
    return (
        Authority.objects.exclude(name__in=authorities).first()
        or User.objects.exclude(username__in=people).first()
    )


@checks.register(checks.Tags.security, deploy=True)
def no_password_is_the_demonstrations(
    app_configs: Any = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Fail where a person of the demonstration can sign in with its known password.

    Only accounts with a user name or an e-mail domain of the demonstration are tried:
    trying a password takes a third of a second.
    """
    story = told()
    suspects = Q(username__in=[person["username"] for person in story["people"]])
    for authority in story["authorities"]:
        suspects |= Q(email__iendswith=f"@{authority['email'].partition('@')[2]}")
    try:
        people = list(User.objects.filter(suspects, is_active=True).order_by("pk"))
    except DatabaseError:
        return []  # other checks report that the database is unavailable
    found = [person.username for person in people if person.check_password(PASSWORD)]
    if not found:
        return []
    return [
        checks.Error(
            "These accounts have the password of the demonstration, which everybody "
            f"knows: {', '.join(found)}.",
            hint="Deactivate them, or set other passwords, before the next start.",
            id="responses.E001",
        )
    ]
