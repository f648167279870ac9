"""The messages of doubles, on the file of the other request."""

from django.db.models import F

from mail.models import Message
from requests_app.history.steps import lock
from requests_app.models import FOIRequest


def file_for(foi_request: FOIRequest) -> tuple[FOIRequest, FOIRequest | None]:
    """Return the request with the file for a message, and the double it came for.

    Both stay locked: no double is marked or undone meanwhile.

    Args:
        foi_request: The request that the message was written about.
    """
    foi_request = FOIRequest.objects.get(pk=foi_request.pk)
    pair = filter(None, (foi_request, foi_request.double_of))
    for one in sorted(pair, key=lambda each: each.pk):
        lock(one)
    foi_request = lock(foi_request)
    if foi_request.double_of is None:
        return foi_request, None
    return lock(foi_request.double_of), foi_request


def move_messages_along(double: FOIRequest, original: FOIRequest) -> None:
    """Put the messages of a double on the file of the other request."""
    messages = Message.objects.filter(foi_request=double)
    messages.update(foi_request=original, came_for=double)


def move_messages_back(double: FOIRequest, _original: FOIRequest) -> None:
    """Put the messages of a double on its own file again."""
    messages = Message.objects.filter(came_for=double)
    messages.update(foi_request=F("came_for"), came_for=None)
