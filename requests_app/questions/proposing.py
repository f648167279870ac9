"""Propose the questions read in what a requester wrote later."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from documents.requests.reader import UnreadableRequest, parse
from requests_app.models import Clarification, FOIRequest, Question
from requests_app.questions.later_letters import questions_since
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import paths_of
from requests_app.questions.outline.nodes import Node, Outline, from_parsed, rooted
from requests_app.refusals import Refusal


class NothingToAdd(Refusal):
    """Everything read in the clarification is in the questions."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A clarification that is not in the questions yet, with what was read in it.

    Attributes:
        clarification: The clarification.
        nodes: The questions read in it, and the headings and notes between them.
        added: The keys of the nodes whose words are in the questions.
        beside: The words before and after what was read, which no button adds.
        typed: The questions typed since a later letter arrived, which it may ask first,
            each with its citation.
    """

    clarification: Clarification
    nodes: tuple[Node, ...]
    added: frozenset[int]
    beside: tuple[str, ...]
    typed: tuple[tuple[str, Question], ...]

    @property
    def read(self) -> list[tuple[Node, bool]]:
        """Each node, and whether its words are in the questions."""
        return [(node, node.id in self.added) for node in self.nodes]

    @property
    def to_add(self) -> tuple[Node, ...]:
        """The nodes to add: those not in the questions, and the stems above them."""
        kept: list[Node] = []
        wanted: set[int | None] = set()
        for node in reversed(self.nodes):
            if node.id not in self.added or node.id in wanted:
                wanted.add(node.parent_id)
                kept.append(node)
        return tuple(reversed(kept))


def proposals_of(foi_request: FOIRequest) -> list[Proposal]:
    """Return the clarifications of a request that are not in its questions yet."""
    waiting = list(foi_request.clarifications.waiting())
    if not waiting:
        return []
    questions = list(foi_request.questions.all())
    asked = {_words(question.text) for question in questions}
    paths = paths_of(questions)
    since = questions_since(foi_request, waiting, questions)
    return [
        _proposal(
            each,
            asked,
            [(cite(paths, [new.pk]), new) for new in since.get(each.pk, ())],
        )
        for each in waiting
    ]


def with_proposal(outline: Outline, proposal: Proposal) -> Outline:
    """Return the questions with those read in a clarification after them.

    They are numbered on, where the questions at the top have plain numbers.

    Raises:
        NothingToAdd: All of them are in the questions already.
    """
    if not proposal.to_add:
        raise NothingToAdd(
            "Everything read in these words is in the questions already."
        )
    lowest = min([0, *(node.id for node in outline.nodes)])
    last = _last_number(outline)
    made = []
    for place, node in enumerate(proposal.to_add):
        label, marker = node.label, node.marker
        if node.depth == 0:
            label = marker = ""
            if last is not None and node.kind == "question":
                last += 1
                label = str(last)
        made.append(
            replace(
                node,
                id=lowest - 1 - place,
                label=label,
                marker=marker,
                span=None,  # the words stand in the clarification
                parent_id=None,
            )
        )
    return rooted(replace(outline, nodes=(*outline.nodes, *made)))


def _proposal(
    clarification: Clarification,
    asked: Collection[str],
    typed: Iterable[tuple[str, Question]],
) -> Proposal:
    try:
        read = from_parsed(parse(clarification.words))
    except UnreadableRequest:
        return Proposal(clarification, (), frozenset(), (), tuple(typed))
    added = frozenset(node.id for node in read.nodes if _words(node.text) in asked)
    beside = tuple(filter(None, (read.preamble, read.closing)))
    return Proposal(clarification, read.nodes, added, beside, tuple(typed))


def _words(text: str) -> str:
    return " ".join(text.split())


def _last_number(outline: Outline) -> int | None:
    """Return the number of the last question at the top; None without plain numbers."""
    labels = [
        node.label
        for node in outline.nodes
        if node.depth == 0 and node.kind == "question"
    ]
    if not labels or not all(label.isdigit() for label in labels):
        return None
    return max(map(int, labels))
