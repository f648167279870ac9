"""The list of the drafting room: a row for each answer, and filters of the rows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import slugify

from requests_app.questions.numbering.lists import numbers
from responses.drafting.draft import Draft, Line
from responses.standing.progress import Progress
from responses.standing.standing import QuestionStanding, Stands

ALL, TO_DO, DRAFTED = "all", "to-do", "drafted"
RETURNED = "returned"
_REQUESTER = "the requester"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer of the list, or a node that needs none.

    Attributes:
        line: The first question of the answer.
        lines: Every question of the answer.
        path: The reference of them all: "1(b) to 1(f)".
        standing: How the question stands that needs the most; None where the row
            needs no answer.
        kinds: The filters that show the row, apart from "all".
        comments: What is open on the answer: "2 comments, 1 task".
        is_current: Whether the room shows this answer now.
        here: Who else has the answer open: "Aled Rees is typing".
        suggestions: How many suggestions for the answer are open.
        is_returned: Whether an approver returned the draft because of the answer.
    """

    line: Line
    lines: Sequence[Line]
    path: str
    standing: QuestionStanding | None
    kinds: tuple[str, ...]
    comments: str
    is_current: bool
    here: str
    suggestions: int
    is_returned: bool

    @property
    def holder(self) -> str:
        """The person who wrote last; "" where the standing says who has it."""
        if self.standing is None or self.standing.stands.is_waiting:
            return ""
        answer = self.line.answer
        is_begun = answer is not None and self.line.progress is not Progress.NOT_BEGUN
        return str(answer.updated_by) if answer and is_begun else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice of rows: "To do (5)".

    Attributes:
        key: Its name in the address.
        label: What the page calls it.
        count: How many questions it shows.
        is_current: Whether it is chosen.
    """

    key: str
    label: str
    count: int
    is_current: bool


class Room:
    """The list of a draft, as the room shows it beside one answer."""

    def __init__(
        self,
        draft: Draft,
        line: Line | None,
        *,
        here: Mapping[str, str],
        shown: str = ALL,
    ) -> None:
        """Prepare the list.

        Args:
            draft: The draft.
            line: The question shown in the middle; None for none.
            here: Who else has which answer open, by the key of its first question.
            shown: The key of the filter chosen; an unknown key shows all rows.
        """
        self.draft = draft
        self._line = line
        self._here = here
        self._shown = shown

    @cached_property
    def rows(self) -> list[Row]:
        """The rows in the order of the questions."""
        return list(self._rows())

    @cached_property
    def filters(self) -> list[Filter]:
        """What is to do, each person or department waited for, what is drafted, all."""
        labels = {TO_DO: "To do"}
        counts: Counter[str] = Counter()
        for row in self.rows:
            if row.is_returned:
                labels |= {RETURNED: "Returned"}
                counts[RETURNED] += len(row.lines)
        for one in self.draft.standing.questions:
            labels |= _kinds(one)
            counts.update([*_kinds(one), ALL])
        labels.pop(DRAFTED, None)
        labels |= {DRAFTED: "Drafted", ALL: "All"}
        shown = self._shown if self._shown in labels else ALL
        return [
            Filter(key=key, label=label, count=counts[key], is_current=key == shown)
            for key, label in labels.items()
        ]

    @property
    def shown(self) -> str:
        """The key of the filter chosen."""
        return next(one.key for one in self.filters if one.is_current)

    def _path(self, lines: Sequence[Line]) -> str:
        if len(lines) == 1:
            return str(lines[0].path)
        return numbers(self.draft.paths, [one.question.pk for one in lines])

    def _rows(self) -> Iterator[Row]:
        current = self.draft.lines_with(self._line) if self._line else []
        keys = {one.question.pk for one in current}
        returned = {one.question_key for one in self.draft.returns}
        for line in self.draft.lines:
            if not line.is_first:
                continue
            lines = self.draft.lines_with(line)
            standing = _neediest(lines)
            is_returned = any(one.question.pk in returned for one in lines)
            yield Row(
                line=line,
                lines=lines,
                path=self._path(lines),
                standing=standing,
                kinds=(*_kinds(standing), *([RETURNED] if is_returned else [])),
                comments=self.draft.open_comments.told_of(
                    {one.question.pk for one in lines}
                ),
                is_current=line.question.pk in keys,
                here=self._here.get(str(line.question.pk), ""),
                suggestions=self.draft.suggested[line.answer.pk] if line.answer else 0,
                is_returned=is_returned,
            )


def _neediest(lines: Sequence[Line]) -> QuestionStanding | None:
    """Return how the question stands that needs the most work."""
    stand = [one.standing for one in lines if one.standing is not None]
    return min(
        stand, key=lambda one: (one.is_settled, one.stands.is_waiting), default=None
    )


def _kinds(standing: QuestionStanding | None) -> dict[str, str]:
    """Return the filters that show a question: their keys and labels."""
    if standing is None:
        return {}
    if standing.stands is Stands.REQUESTER:
        return _waiting(_REQUESTER)
    if standing.stands is Stands.DEPARTMENT:
        names = standing.departments
        return {key: label for name in names for key, label in _waiting(name).items()}
    return {DRAFTED: "Drafted"} if standing.is_settled else {TO_DO: "To do"}


def _waiting(name: str) -> dict[str, str]:
    return {f"waiting-{slugify(name)}": f"Waiting for {name}"}
