"""Read a letter whose questions stand between its answers."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from documents.replies.answered import Answered, speaks_of_all
from documents.replies.reply import Asked
from documents.requests.language import asks, is_period
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
    listed = _listed(body, tops)
    is_question = [
        number in listed or _is_question(unit, is_top=number in tops)
        for number, unit in enumerate(body)
    ]
    if not any(is_question):
        return _listed_below(body)
    quoting = _Quoting(is_numbered=bool(listed))
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
        path: The labels of the last numbered question and of those above it.
        unlabelled: How many questions below each path had no label.
    """

    def __init__(self, *, is_numbered: bool) -> None:
        self.is_numbered = is_numbered
        self.found: list[Answered] = []
        self.current: list[Answered] = []
        self.path: list[str] = []
        self.unlabelled: Counter[str] = Counter()

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
        """Add a question; questions in a row share an answer, but not with a lead."""
        depth = len(self.path)
        label = self._label(unit)
        is_part = len(self.path) > depth > 0 and bool(unit.marker and unit.marker.label)
        if is_part or any(one.units for one in self.current):
            self.current = []
        asked = Asked(label, " ".join(unit.words.split()))
        self.current.append(Answered(asked))
        self.found.append(self.current[-1])

    def _label(self, unit: Unit) -> str:
        """Return the label of a question, after those of the questions above it."""
        if not unit.place or not unit.marker:
            self.path = []
        elif unit.marker.parent:
            self.path = [unit.marker.parent]
        else:
            self.path = self.path[: unit.place.depth]
        above = "/".join(self.path)
        own = unit.marker.label if unit.marker and unit.place else ""
        if not own:
            self.unlabelled[above] += 1
            own = f"#{self.unlabelled[above]}"
        self.path.append(own)
        return "/".join(self.path)

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


def _is_question(unit: Unit, *, is_top: bool) -> bool:
    """Whether a unit of the body asks, and so quotes a question."""
    words = unit.words.rstrip('"”*_ ')
    is_asking = words.endswith(("?", "؟")) or (
        _ASK_START.match(words) is not None and not words.endswith(":")
    )
    is_numbered = is_top and unit.marker is not None and not unit.marker.is_bullet
    return bool(words) and is_asking and (is_numbered or unit.place is None)


def _listed(body: Sequence[Unit], tops: Mapping[int, Unit]) -> set[int]:
    """Return the marked units that are questions, if each has plain units below it.

    Parts of a question stand right below it, or go on after the answer to the part
    before. A list begun within an answer is of the answer.
    """
    is_named = all(_WORD.search(unit.words) for unit in tops.values())
    bullets = [unit.marker and unit.marker.is_bullet for unit in tops.values()]
    if len(tops) < 2 or not is_named or any(bullets):
        return set()
    found: set[int] = set()
    styles: set[str] = set()
    is_asking = False
    for number, unit in enumerate(body):
        if not unit.place or not unit.marker:
            is_asking = False
            continue
        if is_asking or number in tops or unit.marker.style in styles:
            is_answered = number + 1 < len(body)
            if is_asking and _is_beside(body[number - 1], unit):
                above = body[number - 1].words
                is_answered = is_answered and (asks(above) or above[-1:] != ".")
            if not is_answered:
                return set()
            is_asking = True
            found.add(number)
            if not unit.marker.is_bullet:
                styles.add(unit.marker.style)
    return found


def _is_beside(above: Unit, unit: Unit) -> bool:
    """Whether two marked units are items of the same list."""
    if not (above.marker and unit.marker and above.place and unit.place):
        return False
    return not unit.marker.is_bullet and above.place.depth == unit.place.depth


def _tops(body: Sequence[Unit]) -> dict[int, Unit]:
    """Return the units with the same style of mark as the first mark in the body.

    A numbered question is also of the list: "5)" may follow "4.".
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
