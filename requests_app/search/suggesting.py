"""Near spellings of a search, from the words in the requests."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from documents.finding import near
from requests_app.search.asking import Asked
from requests_app.search.matching import find
from requests_app.search.sought import Sought
from requests_app.search.spelling import known_among, near_words

MOST_OFFERED: Final = 3
# Each is looked for: no word of a hidden request is offered.
_MOST_TRIED: Final = 16


def meant(sought: Sought, *, most: int) -> list[tuple[Sought, list[int]]]:
    """Return searches by other spellings, with matches visible to the person.

    Words nearly alike, a word written as two, and two words written as one.
    """
    user, on = sought.user, sought.on
    tried = islice(dict.fromkeys(_spellings(sought)), _MOST_TRIED)
    searches = (find(asked, user=user, on=on, most=most) for asked in tried)
    found = ((search, keys) for search, keys in searches if keys)
    return list(islice(found, MOST_OFFERED))


def _spellings(sought: Sought) -> Iterator[Asked]:
    asked, authority = sought.asked, sought.user.authority_id or 0
    words = list(
        dict.fromkeys(
            term.words[0]
            for term in asked.wanted
            if len(term.words) == 1 and not term.is_quoted
        )
    )
    alike = {
        word: [
            *near.nearest(word, sorted(sought.officers)),
            *near_words(authority, word),
        ]
        for word in words[:_MOST_TRIED]
    }
    known = known_among(authority, {*words, *_halves(words)})
    unknown = [word for word in words if word not in known]
    # All unknown words at once, then one word at a time, unknown words first.
    everything = asked
    for word in unknown:
        if alike.get(word):
            everything = everything.with_word(word, (alike[word][0],))
    if everything != asked:
        yield everything
    yield from _apart(asked, unknown, known)
    for word in [*unknown, *(word for word in words if word in known)]:
        for other in alike.get(word, ()):
            yield asked.with_word(word, (other,))
    yield from _together(asked, words)


def _halves(words: list[str]) -> set[str]:
    return {
        half
        for word in words
        for at in range(near.SHORTEST - 1, len(word) - 2)
        for half in (word[:at], word[at:])
    }


def _apart(asked: Asked, unknown: list[str], known: set[str]) -> Iterator[Asked]:
    """Yield unknown words as two known words: "fly tipping"."""
    for word in unknown:
        for at in range(near.SHORTEST - 1, len(word) - 2):
            first, second = word[:at], word[at:]
            if {first, second} <= known:
                yield asked.with_word(word, (first, second))


def _together(asked: Asked, words: list[str]) -> Iterator[Asked]:
    """Yield two words typed one after the other as one: "flytipping"."""
    for first, second in pairwise(words):
        if near.is_spellable(first + second):
            yield asked.without_word(second).with_word(first, (first + second,))
