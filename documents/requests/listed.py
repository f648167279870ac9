"""Read a request with numbered or lettered questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.requests.draft import Draft
from documents.requests.language import (
    adds_background,
    adds_on,
    asks,
    is_period,
    is_salutation,
    is_sign_off,
    leads_in_for_each,
    names_the_act,
    only_leads_in,
    sentence_starts,
    speaks_of_form,
    takes_leave,
)
from documents.requests.lines import Line
from documents.requests.roles import Role, role_of, roles_of, sentences_apart
from documents.requests.units import Unit

_RULE = re.compile(r"[\-_=*~–—.\s]{4,}\Z")
_LONGEST_HEADING = 100  # characters
_ASKING_ANEW = (Role.ASK, Role.TOPIC, Role.LEAD)
_ASKING_MORE = (Role.ASK, Role.TOPIC, Role.FOLLOW_UP)


@dataclass(slots=True)
class Reading:
    """The parts of a request read so far: preamble, question tree, closing."""

    preamble: list[Line] = field(default_factory=list)
    top: list[Draft] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)


def read_listed(units: Sequence[Unit]) -> Reading:
    """Return the tree of a request in which some units carry numbers or letters."""
    units, appendix = _appendix_apart(units)
    marked = [number for number, unit in enumerate(units) if unit.place]
    first, last = _first_question(units, marked), marked[-1]
    last = _closing_list(units, first, last)
    reading = Reading()
    tree = _Tree(reading, has_gaps=_has_gaps(units, first, last))
    head = tree.place_head(
        units[:first], has_headings=_later_heading(units, first, last)
    )
    last_question, *leave = _parted(units[last])
    tree.place_marked([*units[first:last], last_question])
    tree.place_tail([*leave, *units[last + 1 :]])
    reading.preamble = [line for unit in head for line in unit.all_lines()]
    reading.closing.extend(line for unit in appendix for line in unit.all_lines())
    for draft in reading.top:
        _mark_headings(draft)
    return reading


def _appendix_apart(units: Sequence[Unit]) -> tuple[Sequence[Unit], Sequence[Unit]]:
    """Return the request, and the background appended below it."""
    for number, unit in enumerate(units):
        if unit.place or not adds_background(unit.words):
            continue
        above = [unit for unit in units[:number] if unit.place]
        below = [unit for unit in units[number:] if unit.place]
        questions = sum(unit.words.endswith("?") for unit in below)
        if above and not _is_bullet(above[-1]) and 3 * questions <= len(below):
            rule = units[number - 1].place is None and _RULE.match(
                units[number - 1].words
            )
            start = number - bool(rule)
            return units[:start], units[start:]
    return units, []


def _parted(unit: Unit) -> list[Unit]:
    """Return the last question, followed by its farewell sentences as a second unit."""
    words = unit.words
    starts = sentence_starts(words)
    kept = len(starts)
    while kept > 1 and takes_leave(words[starts[kept - 1] :]):
        kept -= 1
    return unit.split([0, starts[kept]]) if kept < len(starts) else [unit]


def _has_gaps(units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether the sender left an empty line between top-level questions."""
    top = [
        unit.is_after_gap
        for unit in units[first + 1 : last + 1]
        if unit.place and unit.place.depth == 0
    ]
    return len(top) > 0 and sum(top) > 0.7 * len(top)


def _first_question(units: Sequence[Unit], marked: Sequence[int]) -> int:
    """Return the first mark; bullets about the scope alone do not count."""
    number = next(at for at in marked if not _is_bullet(units[at]))
    bullets = [at for at in marked if at < number]
    if bullets and not any("?" in units[at].words for at in bullets):
        is_apart = number - bullets[-1] > 1
        return number if is_apart else bullets[0]
    return marked[0]


def _is_bullet(unit: Unit) -> bool:
    return unit.marker is not None and unit.marker.is_bullet


def _closing_list(units: Sequence[Unit], first: int, last: int) -> int:
    """Return the last mark, without bullets about the form of the answer."""
    for number in range(last, first, -1):
        unit = units[number]
        if unit.place is None and speaks_of_form(unit.words) and not asks(unit.words):
            return max(at for at in range(number) if units[at].place)
        if unit.place is not None and not _is_bullet(unit):
            break
    return last


def _later_heading(units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether a heading stands above any mark after the first."""
    between: list[Unit] = []
    for unit in units[first + 1 : last + 1]:
        if unit.place is None:
            between.append(unit)
            continue
        is_top = unit.place.depth == 0
        if between and is_top and _heading_start(between, unit) < len(between):
            return True
        between = []
    return False


def looks_like_heading(unit: Unit) -> bool:
    """Whether a unit without a mark is short and not a sentence."""
    words = unit.words
    if unit.place is not None or not 0 < len(words) <= _LONGEST_HEADING:
        return False
    is_remark = words[0] == "(" and words[-1] == ")"
    if words[-1] in ".?;,!" or words[0].islower() or is_period(words) or is_remark:
        return False
    return len(words.split()) <= 12


def _is_title(unit: Unit) -> bool:
    """Whether a short line is a heading, and not a greeting or "Please answer"."""
    is_lead = only_leads_in(unit.words) or names_the_act(unit.words)
    return not is_salutation(unit.words) and not is_lead


def _first_asking(head: Sequence[Unit]) -> int | None:
    """Return which unit of the head is the first whole sentence that asks."""
    return next(
        (
            number
            for number, role in enumerate(roles_of(head))
            if role is Role.ASK and head[number].words[-1] in ".?"
        ),
        None,
    )


@dataclass(slots=True)
class _Tree:
    """The tree while marks are added, with the open node at each depth."""

    reading: Reading
    has_gaps: bool
    open_nodes: list[Draft] = field(default_factory=list)
    siblings: list[Draft] | None = None
    said: set[str] = field(default_factory=set)  # paragraphs added below marks

    def place_head(self, units: Sequence[Unit], *, has_headings: bool) -> list[Unit]:
        """Return the preamble; add any question or first heading to the tree."""
        head = list(units)
        if not head:
            return head
        if has_headings and looks_like_heading(head[-1]):
            if _is_title(head[-1]):
                self.open_heading([head.pop()])
            return head
        head = sentences_apart(head)
        first = _first_asking(head)
        if first is None or head[-1].words[-1] != ":":
            return head
        self._open_questions(head[first:-1], head[-1])
        return head[:first]

    def _open_questions(self, questions: Sequence[Unit], lead: Unit) -> None:
        """Add the questions of the head; the marked units go beneath the last."""
        top = self.reading.top
        top.extend(Draft(unit.start, lines=list(unit.lines)) for unit in questions)
        if leads_in_for_each(lead.words) or adds_on(lead.words):
            top.append(Draft(lead.start, lines=list(lead.lines)))
        else:
            top[-1].lines.extend(lead.lines)
        self.siblings = top[-1].children

    def open_heading(self, units: Sequence[Unit]) -> None:
        """Begin a heading; the next top-level units go beneath it."""
        heading = Draft(units[0].start, kind="heading")
        heading.lines = [line for unit in units for line in unit.all_lines()]
        self.reading.top.append(heading)
        self.siblings = heading.children
        self.open_nodes = []

    def place_marked(self, units: Sequence[Unit]) -> None:
        """Add the units from the first mark to the last."""
        between: list[Unit] = []
        for unit in units:
            if unit.place is None:
                between.append(unit)
                continue
            self.place_between(between, unit)
            self.add(unit)
            between = []

    def add(self, unit: Unit) -> None:
        """Add a unit with a mark to the tree."""
        assert unit.place is not None  # noqa: S101
        assert unit.marker is not None  # noqa: S101
        depth = unit.place.depth
        if unit.place.implicit:
            del self.open_nodes[depth - 1 :]
            parent = Draft(unit.start, label=unit.place.implicit, is_implicit=True)
            self._children_at(depth - 1).append(parent)
            self.open_nodes.append(parent)
        del self.open_nodes[depth:]
        draft = Draft(
            unit.start, unit.marker.text, unit.marker.label, lines=list(unit.lines)
        )
        self._children_at(depth).append(draft)
        self.open_nodes.append(draft)

    def _children_at(self, depth: int) -> list[Draft]:
        if depth and self.open_nodes:
            return self.open_nodes[min(depth, len(self.open_nodes)) - 1].children
        return self.reading.top if self.siblings is None else self.siblings

    def place_between(self, units: Sequence[Unit], following: Unit) -> None:
        """Add the unmarked units between two marked units to the tree."""
        if not units:
            return
        kept = len(units)
        if following.place is not None and following.place.depth == 0:
            kept = _heading_start(units, following)
        self._append(units[:kept], following.place.depth if following.place else 0)
        if kept < len(units):
            self.open_heading(units[kept:])

    def _append(self, units: Sequence[Unit], next_depth: int) -> None:
        """Add words to the last node, or after its list if that list has ended."""
        if not units:
            return
        self.said.update(_letters(unit.words) for unit in units)
        lines = [line for unit in units for line in unit.all_lines()]
        current = self.open_nodes[-1]
        for node in self.open_nodes[:-1]:
            if node.after:  # later words may not be placed before these
                node.after.extend(lines)
                return
        lists = current.words.endswith(":") and not units[0].is_after_gap
        if next_depth >= len(self.open_nodes) - 1 or lists:
            current.lines.extend(lines)
        else:
            self.open_nodes[next_depth].after.extend(lines)

    def place_tail(self, units: Sequence[Unit]) -> None:
        """Place the units after the last mark: more of the question, or closing."""
        is_listing = self.open_nodes[-1].words.endswith(":")
        is_joined = self.has_gaps
        repeated = self._repeated(units)
        for number, unit in enumerate(units):
            role = Role.FOLLOW_UP if number < repeated else role_of(unit.words)
            is_joined = is_joined and not unit.is_after_gap
            is_listing = is_listing and role is Role.FRAGMENT
            if (is_joined or is_listing) and not is_sign_off(unit.words):
                self._append([unit], 0)
            elif role in _ASKING_ANEW and adds_on(unit.words):
                self._add_unmarked(unit)
            elif self._is_of_last(role):
                self._append([unit], 0)
            else:
                self._close(units[number:])
                return

    def _is_of_last(self, role: Role) -> bool:
        """Whether a unit with this role belongs to the last question."""
        is_only_one = len(self._children_at(0)) == 1
        return role in _ASKING_MORE or (role is Role.BREAKDOWN and is_only_one)

    def _repeated(self, units: Sequence[Unit]) -> int:
        """Return how many units also appear under an earlier question."""
        again = [
            at for at, unit in enumerate(units) if _letters(unit.words) in self.said
        ]
        return again[-1] + 1 if again else 0

    def _add_unmarked(self, unit: Unit) -> None:
        if unit.is_after_gap and self.reading.top[-1].kind == "heading":
            self.siblings = None
        draft = Draft(unit.start, lines=list(unit.lines))
        self._children_at(0).append(draft)
        self.open_nodes = [draft]

    def _close(self, units: Sequence[Unit]) -> None:
        self.reading.closing = [line for unit in units for line in unit.all_lines()]


def _letters(words: str) -> str:
    """Return only the letters and digits of some words."""
    return "".join(filter(str.isalnum, words.lower()))


def _heading_start(units: Sequence[Unit], following: Unit) -> int:
    """Return which unmarked unit begins the heading over the next mark."""
    assert following.place is not None  # noqa: S101
    for number, unit in enumerate(units):
        if _RULE.match(unit.words):
            return number
    last = len(units) - 1
    if following.place.is_restart:
        if looks_like_heading(units[last]) or units[last].words[-1] in ":-":
            while last and looks_like_heading(units[last - 1]):
                last -= 1
            return last
        return len(units)
    ends_in_colon = units[last].words[-1] == ":" and not is_period(units[last].words)
    if ends_in_colon or (units[last].is_after_gap and looks_like_heading(units[last])):
        return last
    return len(units)


def _mark_headings(draft: Draft) -> None:
    """Make a lettered node over a numbered list a heading, unless its words ask."""
    over_numbers = bool(draft.children) and draft.children[0].label.isdigit()
    is_title = draft.label[:1].isupper() or draft.marker[:4].lower() in ("part", "sect")
    if over_numbers and is_title and not asks(draft.words):
        draft.kind = "heading"
