"""Read a letter whose questions stand between its answers."""

import re
from collections import Counter
from collections.abc import Sequence

from documents.replies.answered import Answered, speaks_of_all
from documents.replies.listing import bulleted_in, listed_in, tops_of, wishes
from documents.replies.reply import Asked
from documents.requests.language import asks, is_period, is_specific, speaks_of_form
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
    r"\*link|if\b[^.?]{0,120}\bplease\b|for (?:clarity|the avoidance of doubt)\b|"
    r"i (?:mean|refer|would like)\b",
    re.IGNORECASE,
)


def between_answers(body: Sequence[Unit]) -> list[Answered]:
    """Return the questions quoted between the answers, each with the units below it."""
    tops = tops_of(body)
    listed = listed_in(body, tops) or bulleted_in(body)
    is_question = [
        number in listed or _is_question(unit, is_top=number in tops)
        for number, unit in enumerate(body)
    ]
    if not any(is_question):
        is_question = _asked_first(body)
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
        elif may_go_on and _is_of_form(unit):
            return
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


def _is_of_form(unit: Unit) -> bool:
    """Whether a unit only says how the requester would like the answers."""
    return (
        asks(unit.words) and speaks_of_form(unit.words) and not is_specific(unit.words)
    )


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


def _asked_first(body: Sequence[Unit]) -> list[bool]:
    """Say which units ask in so many words, above all that answers.

    "I would like to have the list of wells." asks for something; where no question is
    marked, the first such paragraphs are the request.
    """
    found = [False] * len(body)
    for number, unit in enumerate(body):
        if not unit.place and wishes(unit.words):
            found[number] = True
        elif any(found) or unit.words[-1:] == ".":
            break
    is_answered = any(found) and not found[-1]
    return found if is_answered else [False] * len(body)


def _is_question(unit: Unit, *, is_top: bool) -> bool:
    """Whether a unit of the body asks, and so quotes a question."""
    words = unit.words.rstrip('"”*_ ')
    is_asking = words.endswith(("?", "؟")) or (
        _ASK_START.match(words) is not None and not words.endswith(":")
    )
    is_numbered = is_top and unit.marker is not None and not unit.marker.is_bullet
    if is_numbered and not is_asking:
        is_asking = wishes(words)
    return bool(words) and is_asking and (is_numbered or unit.place is None)


def _is_title(body: Sequence[Unit], is_question: Sequence[bool], number: int) -> bool:
    """Whether a unit is a heading over the question below."""
    is_last = number + 1 >= len(body)
    return not is_last and is_question[number + 1] and body[number].words[-1:] == ":"
