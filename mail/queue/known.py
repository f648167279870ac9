"""Where messages are that were taken in before, for who brings them once more."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from mail.models import Message
from mail.queue.queries import entries_of
from requests_app.models import FOIRequest


@dataclass(frozen=True, slots=True)
class Known:
    """A message taken in before.

    Attributes:
        name: Its subject, or a word for what was deleted.
        where: In words; "" where the person may not see its place.
        url: The page to see it; "" for none.
    """

    name: str
    where: str = ""
    url: str = ""


def known_messages(keys: Collection[int], user: User) -> Sequence[Known]:
    """Return where messages are, in three queries.

    Args:
        keys: The keys of messages of the user's authority.
        user: The person, told of no place beyond what they may see.
    """
    found = Message.objects.filter(pk__in=keys, authority=user.authority_id)
    requests = FOIRequest.objects.visible_to(user).in_bulk(
        [one.foi_request_id for one in found if one.foi_request_id]
    )
    entries = {
        one.message_id: one
        for one in entries_of(user).filter(message__in=keys).order_by("pk")
    }
    told = []
    for one in found:
        foi_request = requests.get(one.foi_request_id or 0)
        entry = entries.get(one.pk)
        if one.emptied_at is not None:
            told.append(Known("A message deleted as spam"))
        elif foi_request is not None and foi_request.reference:
            url = reverse("message", args=[foi_request.reference, one.pk])
            told.append(Known(str(one), f"on the file of {foi_request}", url))
        elif entry is not None:
            where = entry.get_ended_as_display().lower() or "waits in the queue"
            url = reverse("incoming-message", args=[entry.pk])
            told.append(Known(str(one), where, url))
        else:
            told.append(Known("A message of these files"))
    return told
