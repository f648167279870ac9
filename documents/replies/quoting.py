"""Read a letter whose questions stand between its answers."""

import re
from collections.abc import Collection, Sequence

from documents.replies.answered import Answered, speaks_of_all
from documents.replies.reply import Asked
from documents.requests.language import is_period
from documents.requests.units import Unit

_WORD = re.compile(r"[^\W_]+")
_ASK_START = re.compile(
    r"(?:please|kindly|also,?|and) (?:can|could|would|provide|supply|state|confirm|"
    r"outline|list|give|tell|detail|describe|explain|advise|specify|send)\b|"
    r"(?:can|could|would) you\b",
    re.IGNORECASE,
)
_WISH_START = re.compile(
    r"please (?!see|find|note|refer|be aware)|(?:could|can) you\b|for example\b|e\.g|"
    r"\*link",
    re.IGNORECASE,
)


def between_answers(body: Sequence[Unit]) -> list[Answered]:
    """Return the questions quoted between the answers, each with the units below it."""
    tops = _tops(body)
    is_listed = _is_listed(body, tops)
    is_question = [
        _is_question(body, number, is_top=number in tops, is_listed=is_listed)
        for number in range(len(body))
    ]
    if not any(is_question):
        return _listed_below(body)
    quoting = _Quoting(is_numbered=is_listed)
    for number, unit in enumerate(body):
        is_title = _is_title(body, is_question, number)
        quoting.read(unit, is_question=is_question[number], is_title=is_title)
    return quoting.finished()


class _Quoting:
    """Reads the units of a letter whose questions stand between the answers.

    Attributes:
        is_numbered: Whether every numbered unit is a question.
        found: The questions, each with the units of its answer so far.
        current: The questions being answered.
        unlabelled: How many questions had no label.
    """

    def __init__(self, *, is_numbered: bool) -> None:
        self.is_numbered = is_numbered
        self.found: list[Answered] = []
        self.current: list[Answered] = []
        self.unlabelled = 0

    def read(self, unit: Unit, *, is_question: bool, is_title: bool) -> None:
        """Read the next unit: a question, more of a question, or an answer."""
        may_go_on = self._may_go_on(unit)
        if is_question and not may_go_on:
            self._open(unit)
        elif may_go_on and (is_question or _goes_on(self.current[-1], unit)):
            self._extend(unit)
        elif speaks_of_all(unit):
            self.current = []
        elif not is_title:
            for one in self.current:
                one.units.append(unit)

    def _may_go_on(self, unit: Unit) -> bool:
        """Whether a unit may belong to the numbered question above."""
        is_below = self.is_numbered and not unit.place
        return is_below and bool(self.current) and not self.current[-1].units

    def _open(self, unit: Unit) -> None:
        """Add a question; unnumbered questions in a row share an answer."""
        label = unit.marker.label if unit.marker and unit.place else ""
        self.unlabelled += not label
        asked = Asked(label or f"#{self.unlabelled}", " ".join(unit.words.split()))
        if self.is_numbered or any(one.units for one in self.current):
            self.current = []
        self.current.append(Answered(asked))
        self.found.append(self.current[-1])

    def _extend(self, unit: Unit) -> None:
        self.current[-1].more.append(unit.words)

    def finished(self) -> list[Answered]:
        """Return the questions, each with all its words."""
        for one in self.found:
            if one.more:
                text = " ".join([one.asked.text, *one.more])
                one.asked = Asked(one.asked.label, text)
        return self.found


def _goes_on(one: Answered, unit: Unit) -> bool:
    """Whether a unit continues a question: its dates, "Please use …"."""
    tokens = _WORD.findall(unit.words)
    dates = sum(is_period(f"{token} 2000") for token in tokens)
    is_open = [one.asked.text, *one.more][-1].endswith(":")
    is_listed = is_open and 2 * dates > len(tokens)
    return is_listed or _WISH_START.match(unit.words) is not None


def _listed_below(body: Sequence[Unit]) -> list[Answered]:
    """Return the questions listed below their answer: "Nothing was spent on: 1) …"."""
    lists = [unit for unit in body if unit.marker and unit.place and unit.marker.label]
    leads = [unit for unit in body if not unit.place]
    if len(lists) < 2 or not leads or leads[-1].words[-1:] != ":":
        return []
    return [
        Answered(Asked(unit.marker.label, unit.words), list(leads))
        for unit in lists
        if unit.marker
    ]


def _is_question(
    body: Sequence[Unit], number: int, *, is_top: bool, is_listed: bool
) -> bool:
    """Whether a unit of the body quotes a question."""
    unit = body[number]
    words = unit.words.rstrip('"”*_ ')
    if not words:
        return False
    asks = words.endswith("?") or (
        _ASK_START.match(words) is not None and not words.endswith(":")
    )
    if unit.marker and not unit.marker.is_bullet and is_top:
        below = body[number + 1] if number + 1 < len(body) else None
        return asks or (below is not None and below.place is None and is_listed)
    return asks and unit.place is None


def _is_listed(body: Sequence[Unit], tops: Collection[int]) -> bool:
    """Whether every numbered unit in the body has an unnumbered unit below."""
    return len(tops) > 1 and all(
        at + 1 < len(body) and body[at + 1].place is None for at in tops
    )


def _tops(body: Sequence[Unit]) -> dict[int, Unit]:
    """Return the units with the same style of mark as the first mark in the body.

    A number that asks is also of the list: "5)" may follow "4.".
    """
    marked = {at: unit for at, unit in enumerate(body) if unit.place and unit.marker}
    first = next((unit.marker for unit in marked.values() if unit.marker), None)
    if first is None:
        return {}
    return {
        at: unit
        for at, unit in marked.items()
        if unit.marker
        and (
            unit.marker.style == first.style
            or (
                first.label.isdigit()
                and unit.marker.label.isdigit()
                and unit.words.endswith("?")
            )
        )
    }


def _is_title(body: Sequence[Unit], is_question: Sequence[bool], number: int) -> bool:
    """Whether a unit is a heading over the question below."""
    is_last = number + 1 >= len(body)
    return not is_last and is_question[number + 1] and body[number].words[-1:] == ":"
