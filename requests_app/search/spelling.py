"""The words of each authority, for near spellings."""

from collections.abc import Collection
from typing import Final

from documents.finding import near
from requests_app.models import SearchWord

MOST_OFFERED: Final = 6
_MOST_COMPARED: Final = 300
# Words known to be kept, by authority: most words of a request are.
_MOST_KNOWN: Final = 200_000
_known: Final[dict[int, set[str]]] = {}


def learn(authority: int, words: Collection[str]) -> None:
    """Keep the new words of an authority.

    Runs after the words were committed, as one statement in the order of the words: two
    transactions never wait for each other's words.

    Args:
        authority: The key of the authority.
        words: Words as `documents.finding.tokens` cuts them.
    """
    known = _known.setdefault(authority, set())
    if len(known) > _MOST_KNOWN:
        known.clear()
    new = sorted(
        word for word in set(words) if word not in known and near.is_spellable(word)
    )
    SearchWord.objects.bulk_create(
        [
            SearchWord(authority_id=authority, word=word, near=near.keys_of(word))
            for word in new
        ],
        ignore_conflicts=True,
        batch_size=1_000,
    )
    known.update(new)


def near_words(authority: int, word: str) -> list[str]:
    """Return words of an authority spelt nearly as a word, the nearest first.

    Args:
        authority: The key of the authority.
        word: A word as `documents.finding.tokens` cuts it.
    """
    if not near.is_spellable(word):
        return []
    found = SearchWord.objects.filter(
        authority=authority, near__overlap=near.keys_of(word)
    ).exclude(word=word)
    among = list(found.values_list("word", flat=True)[:_MOST_COMPARED])
    return near.nearest(word, among)[:MOST_OFFERED]


def known_among(authority: int, words: Collection[str]) -> set[str]:
    """Return the words of an authority among some."""
    found = SearchWord.objects.filter(authority=authority, word__in=sorted(words))
    return set(found.values_list("word", flat=True))
