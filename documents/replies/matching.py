"""Match the units of a letter to the questions of a known request."""

import re
from collections.abc import Mapping, Sequence

from documents.replies.answered import Answered, speaks_of_all
from documents.replies.pointing import (
    is_only_a_reference,
    referred,
    without_reference,
)
from documents.replies.reply import Asked
from documents.requests.units import Unit

_BULLET = re.compile(r"[-–—*•·▪●◦o]\s+(?=\S)")
_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"\A\W{0,3}(?:q(?:uestion)?\s?)?\d{1,3}[a-z]?[.):]{1,2}\s*", re.I)
ALIKE = 0.75  # share of words common to a question and its repetition
_COMPARED = 60  # words
_OPENING = 10  # words; two questions with the same opening are the same question
_SHORTEST = 4  # words; a shorter repetition is recognised only by its number
# Questions compared by their words. Of a longer list the first are compared: no letter
# has as many, and each is compared with everything that the letter says.
MOST = 200


def by_request(asked: Sequence[Asked], body: Sequence[Unit]) -> list[Answered]:
    """Return the questions of a known request with their answers in the body."""
    matching = _Matching(asked)
    for unit in body:
        matching.read(unit)
    return matching.answered()


class _Matching:
    """Matches the units of a letter's body to the questions of a known request.

    Attributes:
        found: The questions, each with the units of its answer so far.
        current: The numbers of the questions being answered.
        before: The units read while no question was being answered.
        is_repeating: Whether the current questions were repeated, not referred to.
    """

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.found = [Answered(one) for one in asked]
        self.labels = {one.label.lower(): number for number, one in enumerate(asked)}
        self.tokens = [tokens_of(one.text) for one in asked[:MOST]]
        self.openings: dict[tuple[str, ...], int] = {}
        for number, one in enumerate(asked):
            self.openings.setdefault(tuple(_opening(one.text)), number)
        self.current: list[int] = []
        self.before: list[Unit] = []
        self.is_repeating = False

    def read(self, unit: Unit) -> None:
        """Read the next unit: a repeated question, a reference, or an answer."""
        repeated = _repeated(unit, self.tokens, self.openings, self.current)
        if repeated is not None:
            self._repeat(repeated)
            return
        if speaks_of_all(unit):
            self.current = []
        if numbers := referred(unit, self.labels):
            self.current, self.is_repeating = numbers, False
            if is_only_a_reference(unit, self.labels):
                return
            unit = without_reference(unit)
        if unit.lines:
            self._answer(unit)

    def _repeat(self, number: int) -> None:
        """Turn to a repeated question; questions repeated in a row share an answer."""
        has_answer = any(self.found[one].units for one in self.current)
        is_run = self.is_repeating and not has_answer
        self.current = [*self.current, number] if is_run else [number]
        self.is_repeating = True

    def _answer(self, unit: Unit) -> None:
        if not self.current:
            self.before.append(unit)
        for number in self.current:
            self.found[number].units.append(unit)

    def answered(self) -> list[Answered]:
        """Return the questions; if none has an answer of its own, all share one."""
        if not any(one.units for one in self.found) and not self._in_order():
            for one in self.found:
                one.units = self.before
        return self.found

    def _in_order(self) -> bool:
        """Match a list of answers to as many questions without labels of their own."""
        items = [one for unit in self.before for one in _items_of(unit)]
        marked = [at for at, (is_marked, _) in enumerate(items) if is_marked]
        is_listed = len(marked) == len(self.found) > 1
        if not is_listed or not all(label.startswith("#") for label in self.labels):
            return False
        number = -1
        for is_marked, unit in items[marked[0] :]:
            number += is_marked
            self.found[number].units.append(unit)
        return True


def _items_of(unit: Unit) -> list[tuple[bool, Unit]]:
    """Return a unit cut at its bullets; whether each part had one, and the part."""
    if unit.place and unit.marker:
        return [(True, unit)]
    parts: list[tuple[bool, Unit]] = []
    for line in unit.all_lines():
        bullet = _BULLET.match(line.text)
        words = line.split(bullet.end())[1] if bullet else line
        if bullet or not parts:
            parts.append((bullet is not None, Unit([words], words.start)))
        else:
            parts[-1][1].lines.append(words)
    return parts


def _repeated(
    unit: Unit,
    tokens: Sequence[frozenset[str]],
    openings: Mapping[tuple[str, ...], int],
    current: Sequence[int],
) -> int | None:
    """Return the number of the question repeated by a unit, if any."""
    said = unit.words if unit.place else _MARK.sub("", unit.words, count=1)
    opening = tuple(_opening(said))
    if len(opening) == _OPENING and opening in openings:
        return openings[opening]
    words = tokens_of(said)
    if len(words) < _SHORTEST:
        return None
    best, best_share = None, ALIKE
    for number, asked in enumerate(tokens):
        longest = max(len(words), len(asked))
        if min(len(words), len(asked)) < ALIKE * longest:
            continue
        share = len(words & asked) / longest
        is_later = best is not None and current and number == current[-1] + 1
        if share > best_share or (share == best_share and (best is None or is_later)):
            best, best_share = number, share
    return best


def _opening(words: str) -> list[str]:
    return _WORD.findall(words[:400].lower())[:_OPENING]


def share_of(words: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words common to two questions."""
    return len(words & other) / max(len(words), len(other), 1)


def tokens_of(words: str) -> frozenset[str]:
    """Return the first words of a text."""
    return frozenset(_WORD.findall(words.lower())[:_COMPARED])
