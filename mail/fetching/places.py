"""The places of administration for mailboxes and their logins."""

from typing import Final

from accounts.models import User
from mail.models import Mailbox
from requests_app.administration.places import Group, Place


def _mailboxes(user: User) -> str:
    boxes = Mailbox.objects.filter(authority=user.authority, is_on=True)
    failing = list(boxes.exclude(failure="").values_list("name", flat=True))
    if failing:
        return f"Cannot be read now: {', '.join(failing)}."
    return "From which mail is fetched, and how each is doing."


MAILBOXES: Final = (
    Place(
        group=Group.WORK,
        title="Mailboxes",
        line=_mailboxes,
        url_name="mailboxes",
        concerns=lambda user: user.authority is not None,
    ),
    Place(
        group=Group.WORK,
        title="Logins of mail services",
        line="What your IT gave us to sign in with, at Microsoft 365 or elsewhere.",
        url_name="logins",
        concerns=lambda user: user.authority is not None,
    ),
)
