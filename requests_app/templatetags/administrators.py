"""The administrators for a person without a role to ask."""

from django import template

from accounts.models import User
from accounts.policy import Role

MOST_NAMED = 5

register = template.Library()


@register.simple_tag
def administrators_of(user: User) -> list[User]:
    """Return the administrators of the person's authority, at most five."""
    if user.authority_id is None:
        return []
    people = User.objects.filter(
        authority_id=user.authority_id,
        is_active=True,
        roles__contains=[Role.ADMINISTRATOR],
    )
    return list(people.order_by("last_name", "first_name", "pk")[:MOST_NAMED])
