"""The response that an approver reads next."""

from datetime import date

from accounts.models import User
from requests_app.models import FOIRequest
from responses.clearance.queries import to_clear


def next_to_clear(user: User, *, after: FOIRequest, on: date) -> FOIRequest | None:
    """Return the response due first among the others with a step for a person."""
    waiting = to_clear(FOIRequest.objects.visible_to(user), user, on=on)
    found: FOIRequest | None = waiting.exclude(pk=after.pk).first()
    return found
