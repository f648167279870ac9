"""Read a letter whose questions stand between its answers."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from documents.replies.cues import OPENING
from documents.replies.answered import Answered, speaks_of_all
from documents.replies.reply import Asked
from documents.requests.language import (
    asks,
    asks_outright,
    is_period,
    is_specific,
    names_a_thing,
    sets_condition,
    speaks_of_form,
)
from documents.requests.markers import Marker
from documents.requests.units import Unit

_WORD = re.compile(r"[^\W_]+")
_ANSWERED_EACH = 4  # questions of which no more than one lacks an answer of its own
_ASK_START = re.compile(
    r"(?:please|kindly|also,?|and) (?:can|could|would|provide|supply|state|confirm|"
    r"outline|list|give|tell|detail|describe|explain|advise|specify|send)\b|"
    r"(?:can|could|would) you\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"(?:[^.?]{0,120},? )?(?:i|we)(?: would|['’]d| should)? (?:also |further )?(?:like|"
    r"wish|want|need|request|seek|am (?:looking|seeking|requesting)|ask)\b",
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
    tops = _tops(body)
    listed = _listed(body, tops) or _bulleted(body)
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
    return asks(unit.words) and speaks_of_form(unit.words) and not is_specific(unit.words)


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
        if not unit.place and _wishes(unit.words):
            found[number] = True
        elif any(found) or unit.words[-1:] == ".":
            break
    is_answered = any(found) and not found[-1]
    return found if is_answered else [False] * len(body)


def _wishes(words: str) -> bool:
    """Whether a paragraph asks in the requester's voice."""
    if words[-1:] == ":" or not asks(words) or OPENING.match(words):
        return False
    return asks_outright(words) or _WISH.match(words) is not None


def _bulleted(body: Sequence[Unit]) -> set[int]:
    """Return the bullets that are questions, most of them with plain units below.

    Most of them ask, so they are not points of an answer. Bullets of other shapes are.
    """
    marked = [
        (number, unit.marker)
        for number, unit in enumerate(body)
        if unit.place and unit.marker
    ]
    if not marked or not marked[0][1].is_bullet:
        return set()
    first = marked[0][1].text
    bullets = [number for number, marker in marked if marker.text == first]
    asking = sum(
        asks(body[number].words) or names_a_thing(body[number].words)
        for number in bullets
    )
    ends = [*bullets[1:], len(body)]
    answered = sum(end > number + 1 for number, end in zip(bullets, ends, strict=True))
    is_list = 2 * asking > len(bullets) and 3 * answered > 2 * len(bullets)
    return set(bullets) if is_list else set()


def _is_question(unit: Unit, *, is_top: bool) -> bool:
    """Whether a unit of the body asks, and so quotes a question."""
    words = unit.words.rstrip('"”*_ ')
    is_asking = words.endswith(("?", "؟")) or (
        _ASK_START.match(words) is not None and not words.endswith(":")
    )
    is_numbered = is_top and unit.marker is not None and not unit.marker.is_bullet
    if is_numbered and not is_asking:
        is_asking = _wishes(words)
    return bool(words) and is_asking and (is_numbered or unit.place is None)


def _listed(body: Sequence[Unit], tops: Mapping[int, Unit]) -> set[int]:
    """Return the marked units that are questions, if each has plain units below it.

    Parts of a question stand right below it, or go on after the answer to the part
    before. A list begun within an answer is of the answer.
    """
    is_named = all(_WORD.search(unit.words) for unit in tops.values())
    bullets = [unit.marker and unit.marker.is_bullet for unit in tops.values()]
    if not tops or not is_named or any(bullets):
        return set()
    if len(tops) == 1:
        return {at for at, unit in tops.items() if _wishes(unit.words)}
    found: set[int] = set()
    styles: set[str] = set()
    is_asking = False
    stated = 0
    answers = _marked_answers(body, tops)
    for number, unit in enumerate(body):
        if not unit.place or not unit.marker or number in answers:
            is_asking = False
            continue
        if is_asking or number in tops or unit.marker.style in styles:
            if number + 1 == len(body):
                return set()
            if is_asking and _is_beside(body[number - 1], unit):
                above = body[number - 1].words
                stated += not asks(above) and above[-1:] == "."
            is_asking = True
            found.add(number)
            if not unit.marker.is_bullet:
                styles.add(unit.marker.style)
    # Statements in a row are answers; two questions may share an answer.
    return found if _ANSWERED_EACH * stated < len(found) else set()


def _marked_answers(body: Sequence[Unit], tops: Mapping[int, Unit]) -> set[int]:
    """Return the marked units below a question that are its answer: "a) 14".

    Nothing else stands between the question and the next, nothing of this asks, and
    the question does not end in a colon.
    """
    places = sorted(tops)
    found: set[int] = set()
    for place, end in zip(places, [*places[1:], len(body)], strict=True):
        below = range(place + 1, end)
        is_answer = body[place].words[-1:] != ":" and all(
            body[at].place and not asks(body[at].words) for at in below
        )
        if is_answer and not any(names_a_thing(body[at].words) for at in below):
            found.update(below)
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
            or (first.label.isdigit() and _adds_to_list(unit, unit.marker))
        )
    }


def _adds_to_list(unit: Unit, marker: Marker) -> bool:
    """Whether a mark of another style goes on with a list: "5)", "2a. If so, …"."""
    if marker.label.isdigit():
        return unit.words.endswith("?")
    return bool(marker.parent) and (asks(unit.words) or sets_condition(unit.words))


def _is_title(body: Sequence[Unit], is_question: Sequence[bool], number: int) -> bool:
    """Whether a unit is a heading over the question below."""
    is_last = number + 1 >= len(body)
    return not is_last and is_question[number + 1] and body[number].words[-1:] == ":"
