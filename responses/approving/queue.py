"""The response that an approver reads next."""

from accounts.models import User
from requests_app.models import FOIRequest
from requests_app.workflow import State


def next_to_clear(user: User, *, after: FOIRequest) -> FOIRequest | None:
    """Return the response due first among the others that wait for clearance."""
    waiting = FOIRequest.objects.visible_to(user).filter(state=State.CLEARANCE)
    others = waiting.exclude(pk=after.pk)
    found: FOIRequest | None = others.order_by("due_on", "pk").first()
    return found
