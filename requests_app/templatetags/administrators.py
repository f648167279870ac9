"""Whom a person without a role can ask for one."""

from django import template

from accounts.models import User
from accounts.policy import Role

register = template.Library()


@register.simple_tag
def administrators_of(user: User) -> list[User]:
    """Return the administrators of the person's authority who can be asked."""
    people = User.objects.filter(is_active=True, roles__contains=[Role.ADMINISTRATOR])
    if user.authority_id is not None:
        people = people.filter(authority=user.authority_id)
    return list(people.order_by("last_name", "first_name", "pk")[:5])
