"""Send letters within the conversation that the requester began.

The app that keeps received mails is above. It registers how the last mail of a request
is found.
"""

from collections.abc import Callable, Sequence
from typing import Final

from documents.mails.mail import OWN_HEADER
from requests_app.models import FOIRequest
from responses.models import Dispatch, Letter

# Message-IDs, the oldest first: of the mails of a conversation, each with its brackets.
ThreadOf = Callable[[FOIRequest], Sequence[str]]
# A header of more is shortened: the first, which began the conversation, and the last.
_MOST_REFERENCES: Final = 20
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
    return [each for each in dict.fromkeys(found) if _is_message_id(each)]


def headers_of(dispatch: Dispatch, letter: Letter) -> dict[str, str]:
    """Return the headers by which mail programs know a letter and its conversation.

    Source: RFC 5322 section 3.6.4.
    """
    headers = {"Message-ID": dispatch.message_id, OWN_HEADER: "yes"}
    if ids := thread_of(letter.foi_request):
        headers["In-Reply-To"] = ids[-1]
        kept = ids if len(ids) <= _MOST_REFERENCES else [ids[0], *ids[-19:]]
        headers["References"] = " ".join(kept)
    return headers


def dispatch_of(message_id: str) -> Dispatch | None:
    """Return the sending that has a Message-ID; None where the mail is not ours."""
    own = Dispatch.objects.filter(message_id=message_id).exclude(message_id="")
    return own.select_related("letter__foi_request").first()


def _is_message_id(text: str) -> bool:
    """Whether a text is one Message-ID, which may stand in a header as it is."""
    return (
        text.isascii()
        and text.isprintable()
        and " " not in text
        and text.startswith("<")
        and text.endswith(">")
        and text.count("<") == text.count(">") == 1
    )
