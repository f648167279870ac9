"""The questions of a request, each with the state of its answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering.lists import numbers
from requests_app.questions.numbering.paths import Path, paths_of
from responses.models import Answer

# In characters. Above 40,000 in all, the request's page shortens each question to 140.
MOST_CHARACTERS: Final = 40_000
CUT_TO: Final = 140


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, heading or note as the request's page shows it.

    Attributes:
        pk: The key of the node.
        path: The reference by which letters cite it: "1(b)".
        label: Its number as the requester wrote it.
        text: Its words, shortened where the request is very long.
        depth: The number of nodes above it, from 0 to 4.
        kind: "question", "heading" or "note".
        is_stem: Whether it only introduces the questions beneath it.
        answer: Its answer; None until an answer is begun.
        together_with: The references of the other questions that share the answer.
    """

    pk: int
    path: Path
    label: str
    text: str
    depth: int
    kind: str
    is_stem: bool
    answer: Answer | None
    together_with: str

    @property
    def is_question(self) -> bool:
        """Whether this node is to be answered."""
        return self.kind == Question.Kind.QUESTION and not self.is_stem

    @property
    def is_answered(self) -> bool:
        """Whether the outcome of the answer is decided."""
        return self.answer is not None and bool(self.answer.outcome)


def asked(foi_request: FOIRequest) -> list[Asked]:
    """Return the questions from the top down, with their answers, in one query."""
    nodes = list(foi_request.questions.select_related("answered__answer"))
    paths = paths_of(nodes)
    depths = _depths(nodes)
    shared = defaultdict(list)
    for node in nodes:
        if answer := _answer_of(node):
            shared[answer.pk].append(node.pk)
    parents = {node.parent_id for node in nodes if node.kind == Question.Kind.QUESTION}
    is_long = sum(len(node.text) + len(node.after) for node in nodes) > MOST_CHARACTERS
    return [
        Asked(
            pk=node.pk,
            path=paths[node.pk],
            label=node.label,
            text=_cut(f"{node.text}\n{node.after}".strip(), is_long=is_long),
            depth=min(depths[node.pk], 4),
            kind=node.kind,
            answer=(answer := _answer_of(node)),
            is_stem=answer is None and node.pk in parents and node.only_leads_in,
            together_with=(
                numbers(paths, set(shared[answer.pk]) - {node.pk})
                if answer and len(shared[answer.pk]) > 1
                else ""
            ),
        )
        for node in nodes
    ]


def _answer_of(question: Question) -> Answer | None:
    tie = getattr(question, "answered", None)
    return tie.answer if tie else None


def _depths(nodes: Iterable[Question]) -> dict[int, int]:
    depths: dict[int, int] = {}
    for node in nodes:  # a parent always comes before its children
        depths[node.pk] = depths[node.parent_id] + 1 if node.parent_id else 0
    return depths


def _cut(text: str, *, is_long: bool) -> str:
    return f"{text[:CUT_TO]}…" if is_long and len(text) > CUT_TO else text
