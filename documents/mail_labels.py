"""The labels in the head of a mail, as mail programs show it in English and Welsh."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# The Welsh labels that no English text has, by their meaning.
_WELSH: Final = {
    "sender": r"oddi wrth",
    "date": r"anfonwyd|dyddiad",
    "subject": r"pwnc|testun",
}
WELSH: Final = "|".join(_WELSH.values())
# Words of a regular expression, by the meaning of the label.
LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sender": rf"from|{_WELSH['sender']}|gan",
        "date": rf"sent|date|{_WELSH['date']}",
        "addressee": r"to|at",
        "subject": rf"subject|{_WELSH['subject']}",
        "other": (
            r"cc|bcc|copi|importance|pwysigrwydd|attachments?|atodiadau?|reply-to"
        ),
    }
)
EVERY: Final = "|".join(LABELS.values())
# Signs of bold or italic letters around a label, as some programs paste them.
MARKS: Final = r"[*_]{0,2}"
