"""The place of administration for the public form."""

from accounts.models import User
from requests_app.administration.places import Group, Place


def _line(user: User) -> str:
    is_open = user.authority is not None and user.authority.is_form_open
    state = "Open" if is_open else "Closed"
    return f"{state}. Its address, your privacy notice, and how often it is used."


PUBLIC_FORM = Place(
    group=Group.AUTHORITY,
    title="Public form",
    line=_line,
    url_name="public-form",
    concerns=lambda user: user.authority is not None,
)
