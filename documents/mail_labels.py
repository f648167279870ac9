"""The labels in the head of a mail, as mail programs show it in English and Welsh."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Words of a regular expression, by the meaning of the label.
LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sender": r"from|oddi wrth|gan",
        "date": r"sent|date|anfonwyd|dyddiad",
        "addressee": r"to|at",
        "subject": r"subject|pwnc|testun",
        "other": (
            r"cc|bcc|copi|importance|pwysigrwydd|attachments?|atodiadau?|reply-to"
        ),
    }
)
EVERY: Final = "|".join(LABELS.values())
# Signs of bold or italic letters around a label, as some programs paste them.
MARKS: Final = r"[*_]{0,2}"
