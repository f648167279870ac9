"""Send letters within the conversation that the requester began.

The app that keeps received mails is above. It registers how the last mail of a request
is found.
"""

from collections.abc import Callable, Sequence
from typing import Final

from documents.mails.mail import OWN_HEADER
from requests_app.jobs.conversations import conversation_headers, usable_ids
from requests_app.models import FOIRequest
from responses.models import Dispatch, Letter

# Message-IDs, the oldest first: of the mails of a conversation, each with its brackets.
ThreadOf = Callable[[FOIRequest], Sequence[str]]
_THREADS: Final[list[ThreadOf]] = []


def register(thread_of: ThreadOf) -> None:
    """Register how received mails of a request are found; call it once, in `apps.py`.

    Args:
        thread_of: Returns the References of the last mail received about a request,
            and then its own Message-ID; nothing for none.
    """
    _THREADS.append(thread_of)


def thread_of(foi_request: FOIRequest) -> list[str]:
    """Return the Message-IDs of the conversation about a request, the last one last."""
    found = [each for known in _THREADS for each in known(foi_request)]
    return usable_ids(found)


def headers_of(dispatch: Dispatch, letter: Letter) -> dict[str, str]:
    """Return the headers by which mail programs know a letter and its conversation."""
    return {
        "Message-ID": dispatch.message_id,
        OWN_HEADER: "yes",
        **conversation_headers(thread_of(letter.foi_request)),
    }


def dispatch_of(*message_ids: str, authority_id: int) -> Dispatch | None:
    """Return the sending that has a Message-ID; None where no mail is ours.

    Args:
        message_ids: Message-IDs with their brackets, the nearest first.
        authority_id: The key of the authority that got the mail.
    """
    wanted = [each for each in message_ids if each]
    found = Dispatch.objects.filter(
        message_id__in=wanted, letter__foi_request__authority=authority_id
    ).select_related("letter__foi_request__officer")
    by_id = {each.message_id: each for each in found} if wanted else {}
    return next((by_id[each] for each in wanted if each in by_id), None)
