"""Find words that ask for the sender's own data, which is another law's request."""

import re
from typing import Final

_MOST_READ: Final = 20_000  # characters of a message
# A request about subject access, such as for the number of such requests, is another
# thing than a subject access request.
_ASKS: Final = re.compile(
    r"\A(?:data )?subject access(?: request)?\b"
    r"|\b(?:this is|make|making|submit(?:ting)?|raise|raising|as) (?:an? |my )?"
    r"(?:data )?(?:subject access request|DSAR|SAR)\b"
    r"|\barticle 15 (?:of the )?(?:UK )?GDPR\b"
    r"|\b(?:data|information|records?|files?|everything|anything|all)"
    r"(?: that| which)?(?: you(?: may)?| the \w+| your \w+) (?:hold|holds|have|has|keep"
    r"|keeps|held|kept)(?: on| about| relating to| concerning) (?:me|myself)\b"
    r"|\bmy (?:own )?(?:personal (?:data|information|files?)|medical records?"
    r"|custody records?|case files?)\b"
    r"|\b(?:fy nata personol|gwybodaeth bersonol amdanaf)\b"
    r"|\bcais gwrthrych am wybodaeth\b",
    re.IGNORECASE,
)


def asks_for_own_data(subject: str, text: str) -> str:
    """Return the words that ask for the sender's own data; "" for none.

    An officer decides whether the message is a subject access request, a request for
    information, or both.

    Args:
        subject: The subject of a message.
        text: Its words.

    Source: UK GDPR art 15; FOIA 2000 s.40(1).
    """
    for words in (subject, text[:_MOST_READ]):
        if found := _ASKS.search(" ".join(words.split())):
            return found[0]
    return ""
