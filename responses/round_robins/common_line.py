"""The common line of a group, in the form of a draft."""

from documents.richtext.plain import from_plain
from responses.drafting.permitted import clean_rich_text


def as_html(line: str) -> str:
    """Return a common line as drafts store it."""
    return clean_rich_text(from_plain(line))
