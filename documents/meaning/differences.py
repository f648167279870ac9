"""Mark what differs between two questions that may ask the same, by rule.

Dates, periods, places, authorities and numbers decide whether an earlier answer fits,
and to a sentence model "in 2023" and "in 2024" say almost the same.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from documents.meaning.names import Named, names_in
from documents.meaning.numbers import numbers_in
from documents.meaning.periods import Period, periods_in

MOST_COMPARED: Final = 4_000  # characters of each question
MOST_TOLD: Final = 20
ARROW: Final = " → "
_NONE: Final = {
    "period": "no date",
    "authority": "no authority",
    "place": "no place",
    "number": "no number",
}


def differences(earlier: str, asked: str) -> list[str]:
    """Return what differs, as "earlier → asked": dates first, then names, then numbers.

    Only the beginning of a very long question is compared, and where very much differs
    the last entry says how many more.
    A value that only one question has stands beside "no date", "no place" and so on.

    Args:
        earlier: The question answered before.
        asked: The question asked now.
    """
    old_periods, old_rest = periods_in(_folded(earlier))
    new_periods, new_rest = periods_in(_folded(asked))
    old_names, old_rest = names_in(old_rest)
    new_names, new_rest = names_in(new_rest)
    old_only = _unnamed(old_names, new_names, new_rest)
    new_only = _unnamed(new_names, old_names, old_rest)
    found = list(
        dict.fromkeys(
            [
                *_of_periods(old_periods, new_periods),
                *_of_names(old_only, new_only),
                *_of_numbers(numbers_in(old_rest), numbers_in(new_rest)),
            ]
        )
    )
    more = len(found) - MOST_TOLD
    return found if more <= 0 else [*found[:MOST_TOLD], f"and {more} more"]


def _folded(text: str) -> str:
    text = text[:MOST_COMPARED].replace("’", "'").replace("&", " and ")
    text = re.sub(r"[‐-―−]", "-", text)
    text = re.sub(r"(?i)\bcovid[- ]?19\b", "Covid", text)
    return " ".join(text.split())


def _of_periods(old: Sequence[Period], new: Sequence[Period]) -> list[str]:
    lost, gained = _apart(old, new)
    return [
        _shown(*_shortened(one, other), "period")
        for one, other in zip_longest(lost, gained)
    ]


def _shortened(one: Period | None, other: Period | None) -> tuple[str, str]:
    """Return both periods without the words that they share at their ends."""
    if one is None or other is None:
        return one.words if one else "", other.words if other else ""
    if one.is_relative or other.is_relative:
        return one.words, other.words
    old, new = one.words.split(), other.words.split()
    while len(old) > 1 and len(new) > 1 and old[0].lower() == new[0].lower():
        old, new = old[1:], new[1:]
    while len(old) > 1 and len(new) > 1 and old[-1].lower() == new[-1].lower():
        old, new = old[:-1], new[:-1]
    return " ".join(old), " ".join(new)


def _unnamed(names: Sequence[Named], others: Sequence[Named], text: str) -> list[Named]:
    """Return names that the other question does not have.

    Args:
        names: The names of one question.
        others: The names of the other.
        text: The other without its names: "bow street" is no name, but the same street.
    """
    return [
        one for one in names if not (any(map(one.is_same, others)) or one.is_in(text))
    ]


def _of_names(lost: list[Named], gained: list[Named]) -> Iterable[str]:
    for kind in ("authority", "place", "name"):
        of_old = [one for one in lost if one.kind == kind]
        of_new = [one for one in gained if one.kind == kind]
        for one, other in zip(of_old, of_new, strict=False):
            yield _shown(one.words, other.words, kind)
            lost.remove(one)
            gained.remove(other)
    # What one question names as a place may be a body or another name in the other.
    for one, other in zip(lost, gained, strict=False):
        yield _shown(one.words, other.words, one.kind)
    # A name beside none may be a word written with a capital letter.
    for one in lost[len(gained) :]:
        if one.kind != "name":
            yield _shown(one.words, "", one.kind)
    for one in gained[len(lost) :]:
        if one.kind != "name":
            yield _shown("", one.words, one.kind)


def _of_numbers(old: Mapping[str, str], new: Mapping[str, str]) -> Iterable[str]:
    lost = [words for key, words in old.items() if key not in new]
    gained = [words for key, words in new.items() if key not in old]
    for one, other in zip_longest(lost, gained, fillvalue=""):
        yield _shown(one, other, "number")


def _apart(
    old: Sequence[Period], new: Sequence[Period]
) -> tuple[list[Period], list[Period]]:
    old_keys, new_keys = {one.key for one in old}, {one.key for one in new}
    return (
        [one for one in old if one.key not in new_keys],
        [one for one in new if one.key not in old_keys],
    )


def _shown(one: str, other: str, kind: str) -> str:
    return f"{one or _NONE[kind]}{ARROW}{other or _NONE[kind]}"
