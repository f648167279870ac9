"""Words spelt nearly alike.

Two words at most one letter apart share a key: the word itself, or the word without one
of its letters. Keys of words at most two letters apart often meet too. A table of words
with their keys is searched by the keys of a typed word.
"""

from typing import Final

SHORTEST: Final = 3  # letters
_SHORTEST_NEAR: Final = 4  # letters; shorter words are near too many others
LONGEST: Final = 30
_TWO_APART: Final = 7  # letters of a word from which two wrong letters are one mistake


def keys_of(word: str) -> list[str]:
    """Return the keys of a word: itself, and itself without each of its letters.

    A word that ends in "s" has the keys of the word without it too.
    """
    forms = {word, _single(word)}
    return sorted(
        {form[:at] + form[at + 1 :] for form in forms for at in range(len(form))}
        | forms
    )


def is_spellable(word: str) -> bool:
    """Return whether a word is kept for its spelling: letters only, not too short."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def nearest(word: str, among: list[str]) -> list[str]:
    """Return the words nearly spelt alike, the nearest first."""
    length = len(_single(word))
    if length < _SHORTEST_NEAR:
        return []
    most = 2 if length >= _TWO_APART else 1
    ranked = sorted(
        (apart, one[:1] != word[:1], one)
        for one in among
        if (apart := _apart(word, one)) <= most
    )
    return [one for _, _, one in ranked]


def _apart(one: str, other: str) -> int:
    return min(distance(one, other), distance(_single(one), _single(other)))


def _single(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > SHORTEST else word


def distance(one: str, other: str) -> int:
    """Return how many letters to add, drop, change or swap with the next."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, opposite in enumerate(other, 1):
            cost = min(
                last[column] + 1,
                now[column - 1] + 1,
                last[column - 1] + (letter != opposite),
            )
            if (
                row > 1
                and column > 1
                and letter == other[column - 2]
                and one[row - 2] == opposite
            ):
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
