"""The messages on the file of a request."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse

from accounts import policy
from accounts.models import User
from mail.models import Message, MessageFile
from requests_app.files.queries import Row
from requests_app.models import FOIRequest
from responses.desk.next_step import NextStep
from responses.desk.panels import Panel
from statute.notices import Finding, block

UNREAD: Final = "unread_message"
_MOST_ON_PAGE: Final = 20


def messages_of(foi_request: FOIRequest) -> QuerySet[Message]:
    """Return the messages of a request, the newest first."""
    return foi_request.messages.select_related("read_by", "came_for").order_by(
        "-received_at", "-pk"
    )


def files_of(message: Message) -> list[tuple[MessageFile, Row | None]]:
    """Return the files of a message on the file of a request.

    Beside each stands the file of the request; None for a picture within the words, and
    for a file removed from the request.
    """
    foi_request = message.foi_request
    assert foi_request is not None  # noqa: S101 - of these alone
    files = list(message.files.select_related("kept_file"))
    present = foi_request.files.filter(
        removed_on__isnull=True, kept_file__in=[one.kept_file_id for one in files]
    )
    rows = {one.kept_file_id: Row(one, foi_request) for one in present}
    return [(one, rows.get(one.kept_file_id)) for one in files]


def unread_of(foi_request: FOIRequest) -> QuerySet[Message]:
    """Return the messages to us that nobody has read yet."""
    return foi_request.messages.filter(
        read_at__isnull=True,
        direction=Message.Direction.RECEIVED,
        kind__in=[
            Message.Kind.MESSAGE,
            Message.Kind.ENCRYPTED,
            Message.Kind.BROKEN,
            Message.Kind.CALENDAR,
        ],
    )


def panel_of_messages(foi_request: FOIRequest, user: User) -> Panel | None:
    """Return the messages for the page of a request; None where there are none."""
    found = list(messages_of(foi_request)[: _MOST_ON_PAGE + 1])
    if not found:
        return None
    return Panel(
        "mail/threads/on_request.html",
        {"messages": found[:_MOST_ON_PAGE], "has_more": len(found) > _MOST_ON_PAGE},
        first=_reading(foi_request, found, user),
    )


def panel_for_drops(foi_request: FOIRequest, user: User) -> Panel | None:
    """Return what takes messages dropped on the page of a request."""
    if policy.CHANGE_REQUEST not in user.role_permissions:
        return None
    at = reverse("bring-to-request", args=[foi_request.reference])
    return Panel("mail/queue/dropping.html", {"drop_at": at}, is_below=True)


def _reading(
    foi_request: FOIRequest, found: Sequence[Message], user: User
) -> NextStep | None:
    """Return the step to read what came in; None where all of that is read."""
    unread = next((each for each in found if each.is_unread), None)
    if unread is None or not foi_request.is_open:
        return None
    words = "Read what came in: until then no letter is issued"
    if policy.CHANGE_REQUEST not in user.role_permissions:
        return NextStep(words)
    at = [foi_request.reference, unread.pk]
    return NextStep(words, "Read the message", reverse("message", args=at))


def unread_messages(foi_request: FOIRequest) -> Iterator[Finding]:
    """Yield why no letter goes while a message of the requester is unread."""
    number = unread_of(foi_request).count()
    if number:
        many = f"{number} messages have" if number > 1 else "A message has"
        yield block(
            UNREAD,
            f"{many} come in that nobody has read. Read and mark what came in, then "
            "issue the letter.",
            "Good practice: a letter answers what the requester last wrote",
        )
