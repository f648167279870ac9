"""Find the headers of an e-mail at the top of a received text."""

import re
from collections.abc import Sequence

from documents.mail_labels import EVERY, LABELS, MARKS
from documents.requests.lines import Line

_FEWEST = 2  # headers; "From: the harbour" alone may begin a letter
_MOST = 200  # lines of headers
_HEAD = 80  # characters in which the name of a header is looked for
# Headers of a mail as sent, besides those that mail programs show.
_AS_SENT = (
    r"sender|return-path|received|delivered-to|message-id|mime-version|content-[a-z-]+|"
    r"in-reply-to|references|thread-[a-z]+|user-agent|list-[a-z-]+|"
    r"authentication-results|arc-[a-z-]+|dkim-signature|x-[a-z0-9-]+"
)
_NAMED = re.compile(
    rf"{MARKS}(?:{EVERY}|{_AS_SENT}){MARKS}[ \t]?:{MARKS}(?:\s|\Z)", re.IGNORECASE
)
_SENDER = re.compile(rf"{MARKS}(?:{LABELS['sender']}){MARKS}[ \t]?:", re.IGNORECASE)


def header_lines(lines: Sequence[Line]) -> int:
    """Return how many lines at the top are the headers of an e-mail, 0 if none.

    Headers with nothing below are no mail: the subject may be all that was asked.

    Either as a mail program shows them, "From: … Sent: …", or as sent, with the
    indented rest of a long header on the next line.
    """
    end = named = 0
    has_sender = False
    for line in lines[:_MOST]:
        head = line.text[:_HEAD]
        if _NAMED.match(head):
            named += 1
            has_sender = has_sender or _SENDER.match(head) is not None
        elif not end or line.is_after_gap or line.indent <= lines[0].indent:
            break
        end += 1
    is_mail = has_sender and named >= _FEWEST and end < len(lines)
    return end if is_mail else 0
