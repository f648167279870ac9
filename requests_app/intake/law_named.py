"""Provisions that a request names and the law does not have.

Who or what wrote the text is nobody's guess: the request is dealt with as any other.
"""

from collections.abc import Iterator
from typing import Final

from statute.exemptions import no_such_provisions_in

_MOST_NAMED: Final = 5
_MOST_READ: Final = 200_000  # characters of the request


def no_such_in(text: str) -> tuple[str, ...]:
    """Return the provisions named in a text that are in no law of ours, each once."""
    found = no_such_provisions_in(text[:_MOST_READ])
    named = {" ".join(each.text.split()).casefold(): each.text for each in found}
    return tuple(" ".join(each.split()) for each in named.values())[:_MOST_NAMED]


def told_of_no_such(text: str) -> Iterator[str]:
    """Yield a sentence for an officer on each provision of `no_such_in`."""
    for named in no_such_in(text):
        yield (
            f"It names “{named}”, which is not in the law. The request is as valid as "
            "any other."
        )
