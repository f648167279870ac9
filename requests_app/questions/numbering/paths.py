"""The unique path of each question of a request."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from requests_app.questions.numbering.words import ordinal, quoted

HEADING: Final = "heading"
QUESTION: Final = "question"

# "Question 3" as typed is cited as 3: the citation adds the word.
_WORD: Final = re.compile(r"questions?\W+(?=\w)", re.IGNORECASE)


class Numbered(Protocol):
    """A node of the question tree, reduced to the parts needed for a citation.

    Attributes:
        id: Its key.
        parent_id: The key of its parent; None at the top.
        kind: "question", "heading" or "note".
        label: Its number or letter as the requester wrote it; "" for none.
        text: Its text.
    """

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def parent_id(self) -> int | None: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


class Path(str):
    """The path used to cite a node: "1(b)", or "first unnumbered question".

    Attributes:
        is_question: Whether the node is a question.
        is_numbered: Whether the path follows the word "Question". Other paths are
            complete by themselves.
        depth: The number of questions above the node.
        series: A key shared by paths numbered consecutively.
        ending: The part after the number, the same for all paths of a series.
    """

    __slots__ = ("depth", "ending", "is_numbered", "is_question", "series")

    is_question: bool
    is_numbered: bool
    depth: int
    series: tuple[int | None, str]
    ending: str


def paths_of(questions: Iterable[Numbered]) -> dict[int, Path]:
    """Return the path of each node of a request, in the given order.

    Args:
        questions: Every node of a request, parents before children, as on the page.

    Returns:
        A path for each id, each different. Headings and notes have a path too, to name
        them on pages and in history.
    """
    return _Citing(tuple(questions)).paths()


class _Citing:
    """The calculation of the paths of a request.

    Attributes:
        questions: The nodes of kind "question".
        labels: The number of each node, "" for none.
        has_numbers: Whether any question is numbered.
        above: The nearest numbered ancestor in the path of each node.
        bare: The paths so far.
        endings: The part of a path after the number or the ordinal.
    """

    def __init__(self, nodes: Sequence[Numbered]) -> None:
        self.nodes = nodes
        self.by_id = {node.id: node for node in nodes}
        self.questions = [node for node in nodes if node.kind == QUESTION]
        self.labels = {
            node.id: _WORD.sub("", " ".join(node.label.split())) for node in nodes
        }
        self.has_numbers = any(self.labels[node.id] for node in self.questions)
        self.above = self._nearest_numbers(silent=frozenset())
        silent = self._silent_headings()
        if silent:
            self.above = self._nearest_numbers(silent=silent)
        self.bare: dict[int, str] = {}
        self.endings: dict[int, str] = {}

    def paths(self) -> dict[int, Path]:
        positions = self._positions()
        for node in self.nodes:
            self.bare[node.id] = self._bare(node, positions)
        self._tell_places_apart()
        self._tell_twins_apart()
        return self._finished()

    def _nearest_numbers(self, *, silent: frozenset[int]) -> dict[int, int | None]:
        above: dict[int, int | None] = {}
        for node in self.nodes:
            parent = node.parent_id
            if parent is None or (self.labels[parent] and parent not in silent):
                above[node.id] = parent
            else:
                above[node.id] = above[parent]
        return above

    def _silent_headings(self) -> frozenset[int]:
        """Return the headings whose numbers can be left out of a path.

        With 1 to 3 under heading A and 4 to 6 under B, the number alone is clear. If
        both have 1 to 3, or have letters, the heading's label is needed. A label
        without text, such as the 1 of "1a", is not a heading but an unwritten number,
        and is always needed.
        """
        headings = {
            node.id
            for node in self.nodes
            if node.kind == HEADING and self.labels[node.id] and node.text.strip()
        }
        tops: set[int | None] = {None, *headings}
        # For each node that would be at the top: its number, and whether under a
        # heading.
        numbers = [
            (self.labels[node.id], self.above[node.id] in headings)
            for node in self.nodes
            if self.labels[node.id]
            and node.id not in headings
            and self.above[node.id] in tops
        ]
        counted = Counter(label for label, _ in numbers)
        say_more = any(
            counted[label] > 1 or (is_beneath and not label[0].isdigit())
            for label, is_beneath in numbers
        )
        return frozenset() if say_more else frozenset(headings)

    def _positions(self) -> dict[int, tuple[int, int | None]]:
        """Return the position of each unnumbered question, and the node counted from.

        Questions beneath a number are counted as its points. At the top, questions
        under a heading are counted from that heading.
        """
        titles = Counter(
            quoted(node.text) for node in self.nodes if node.kind == HEADING
        )
        counts: dict[int | None, int] = defaultdict(int)
        found = {}
        for node in self.nodes:
            if node.kind != QUESTION or self.labels[node.id]:
                continue
            group = self.above[node.id]
            if group is None:
                heading = self._place(node, of_kind=HEADING)
                if heading and titles[quoted(heading.text)] == 1:
                    group = heading.id
            counts[group] += 1
            found[node.id] = (counts[group], group)
        return found

    def _place(self, node: Numbered, *, of_kind: str = "") -> Numbered | None:
        """Return the nearest ancestor whose text can tell equal numbers apart."""
        parent = node.parent_id
        while parent is not None:
            above = self.by_id[parent]
            is_question = above.kind == QUESTION and not self.labels[parent]
            is_heading = above.kind == HEADING and bool(above.text.strip())
            if (is_question or is_heading) and of_kind in {"", above.kind}:
                return above
            parent = above.parent_id
        return None

    def _bare(
        self, node: Numbered, positions: dict[int, tuple[int, int | None]]
    ) -> str:
        label, above = self.labels[node.id], self.above[node.id]
        if label:
            return label if above is None else self._joined(above, label)
        if node.kind != QUESTION:
            return f"{node.kind} {quoted(node.text)}"
        position, group = positions[node.id]
        if above is not None:
            return f"{self.bare[above]} ({ordinal(position)} point)"
        if len(self.questions) == 1:
            return "the question"
        ending = "unnumbered question" if self.has_numbers else "question"
        if group is not None:
            ending += f" under {quoted(self.by_id[group].text)}"
        self.endings[node.id] = ending
        return f"{ordinal(position)} {ending}"

    def _joined(self, above: int, label: str) -> str:
        path, before = self.bare[above], self.labels[above]
        if _continues(before, label) and path.endswith(before):
            return path.removesuffix(before) + label
        if len(path) == 1 and path.isalpha() and label[0].isdigit():
            return path + label
        return f"{path}({label})"

    def _tell_places_apart(self) -> None:
        """Add the place to repeated numbers and to the other numbers in that place."""
        wheres = {
            node.id: self._where(node) for node in self.nodes if self.labels[node.id]
        }
        needed: set[str] = set()
        for twins in self._twins():
            places = [wheres.get(node.id, "") for node in twins]
            if "" not in places and len(set(places)) == len(places):
                needed.update(places)
        for key, where in wheres.items():
            if where in needed:
                self.endings[key] = where
                self.bare[key] += where

    def _where(self, node: Numbered) -> str:
        place = self._place(node)
        if place is None:
            return ""
        if place.kind == HEADING:
            return f" under {quoted(place.text)}"
        return f" of the {self.bare[place.id].removeprefix('the ')}"

    def _tell_twins_apart(self) -> None:
        """Add an ordinal to equal numbers in the same place."""
        while groups := self._twins():
            for twins in groups:
                label = self.labels[twins[0].id]
                what = "letter" if label.isalpha() else "number" if label else "kind"
                for place, node in enumerate(twins, start=1):
                    self.bare[node.id] += f" ({ordinal(place)} of that {what})"
                    self.endings.pop(node.id, None)

    def _twins(self) -> list[list[Numbered]]:
        groups: dict[str, list[Numbered]] = defaultdict(list)
        for node in self.nodes:
            groups[self.bare[node.id]].append(node)
        return [twins for twins in groups.values() if len(twins) > 1]

    def _finished(self) -> dict[int, Path]:
        depths: dict[int | None, int] = {None: 0}
        found = {}
        for node in self.nodes:
            here = depths[node.parent_id]
            depths[node.id] = here + (node.kind == QUESTION)
            path = found[node.id] = Path(self.bare[node.id])
            label, above = self.labels[node.id], self.above[node.id]
            path.is_question = node.kind == QUESTION
            path.is_numbered = bool(label) or above is not None
            path.depth = here
            path.ending = self.endings.get(node.id, "")
            counts_by = "label" if label else "position"
            path.series = (above, counts_by + path.ending)
        return found


def _continues(before: str, label: str) -> bool:
    """Return whether a label contains the label above: 1.2 under 1, 2b under 2."""
    if not label.startswith(before) or label == before:
        return False
    last, onward = before[-1], label[len(before)]
    return not (last.isdigit() and onward.isdigit()) and not (
        last.isalpha() and onward.isalpha()
    )
