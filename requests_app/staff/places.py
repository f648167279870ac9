"""The place of people among the pages of administration."""

from typing import Final

from django.db.models import Q

from accounts.models import User
from requests_app.administration.places import Group, Place


def _people(user: User) -> str:
    own = Q(authority_id=user.authority_id, is_active=True)
    number = User.objects.filter(own).count()
    accounts = "1 open account" if number == 1 else f"{number:,} open accounts"
    return f"{accounts}. Invite people, give roles, close accounts."


PEOPLE: Final = Place(
    group=Group.PEOPLE, title="People", line=_people, url_name="people"
)
