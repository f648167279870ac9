"""Headers by which mail programs show an e-mail within its conversation."""

from collections.abc import Iterable, Sequence
from typing import Final

# Of a longer conversation the header names the first e-mail, and the last of them.
_MOST_REFERENCES: Final = 20


def usable_ids(ids: Iterable[str]) -> list[str]:
    """Return the Message-IDs that may stand in a header as they are, each once.

    Args:
        ids: Message-IDs with their brackets, the oldest first.
    """
    return [each for each in dict.fromkeys(ids) if _is_message_id(each)]


def conversation_headers(ids: Sequence[str]) -> dict[str, str]:
    """Return the headers of an e-mail that goes on with a conversation.

    Args:
        ids: The Message-IDs of the conversation, the oldest first; none for an e-mail
            that begins its own.

    Source: RFC 5322 section 3.6.4.
    """
    if not ids:
        return {}
    kept = (
        ids if len(ids) <= _MOST_REFERENCES else [ids[0], *ids[1 - _MOST_REFERENCES :]]
    )
    return {"In-Reply-To": ids[-1], "References": " ".join(kept)}


def _is_message_id(text: str) -> bool:
    return (
        text.isascii()
        and text.isprintable()
        and " " not in text
        and text.startswith("<")
        and text.endswith(">")
        and text.count("<") == text.count(">") == 1
    )
