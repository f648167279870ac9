"""Find the headers of an e-mail at the top of a received text."""

import re
from collections.abc import Sequence

from documents.requests.lines import Line

_FEWEST = 2  # headers; "From: the harbour" alone may begin a letter
_MOST = 200  # lines of headers
_HEAD = 80  # characters in which the name of a header is looked for
_NAMED = re.compile(
    r"[*_]{0,2}(?:from|sent|to|cc|bcc|date|subject|reply-to|sender|importance|attachments?|"
    r"return-path|received|delivered-to|message-id|mime-version|content-[a-z-]+|"
    r"in-reply-to|references|thread-[a-z]+|user-agent|list-[a-z-]+|authentication-results|"
    r"arc-[a-z-]+|dkim-signature|x-[a-z0-9-]+|oddi wrth|anfonwyd|at|pwnc|dyddiad)"
    r"[*_]{0,2}[ \t]?:[*_]{0,2}(?:\s|\Z)",
    re.IGNORECASE,
)
_SENDER = re.compile(r"[*_]{0,2}(?:from|oddi wrth)[*_]{0,2}[ \t]?:", re.IGNORECASE)


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
