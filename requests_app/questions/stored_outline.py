"""Read the questions of a request as an outline, and find the undo steps."""

from dataclasses import dataclass
from typing import cast

from documents.requests.tree import Kind
from requests_app.models import FOIRequest, QuestionsRevision
from requests_app.questions.outline.nodes import Node, Outline


@dataclass(frozen=True, slots=True)
class Steps:
    """The corrections that can be undone and redone.

    Attributes:
        undo: The correction to undo.
        redo: The correction to redo.
    """

    undo: QuestionsRevision | None = None
    redo: QuestionsRevision | None = None


def outline_of(foi_request: FOIRequest) -> Outline:
    """Return the current questions of a request, in one query."""
    depths: dict[int | None, int] = {None: -1}
    nodes = []
    for row in foi_request.questions.all():
        depth = depths[row.pk] = depths[row.parent_id] + 1
        nodes.append(
            Node(
                id=row.pk,
                depth=depth,
                kind=cast("Kind", row.kind),
                label=row.label,
                marker=row.marker,
                text=row.text,
                after=row.after,
                # Both are set or neither, by a constraint of the row.
                span=cast("tuple[int, int]", (row.starts_at, row.ends_at))
                if row.starts_at is not None
                else None,
                parent_id=row.parent_id,
            )
        )
    return Outline(foi_request.preamble, tuple(nodes), foi_request.closing)


def steps_of(foi_request: FOIRequest) -> Steps:
    """Return the corrections to undo and to redo, in two queries at most.

    Redo is possible only directly after undo. A new correction begins a new branch, and
    only the newest branch counts.
    """
    revisions = foi_request.questions_revisions.defer("outline")
    latest = revisions.filter(version=foi_request.questions_version).first()
    if latest is None:
        return Steps()
    near = list(
        revisions.filter(version=latest.position)
        | revisions.filter(follows=latest.position)
    )
    here = next((each for each in near if each.version == latest.position), None)
    onward = [each for each in near if each.follows == latest.position]
    return Steps(
        undo=here if here and here.follows is not None else None,
        redo=onward[0] if onward else None,
    )


def counted(outline: Outline) -> str:
    """Return the number of questions in words: "4 questions and 8 sub-questions"."""
    asking = [node for node in outline.nodes if node.kind == "question"]
    below = sum(
        node.parent_id is not None and _asks_above(outline, node.parent_id)
        for node in asking
    )
    top = len(asking) - below
    words = f"{top or 'no'} question{'' if top == 1 else 's'}"
    if below:
        words += f" and {below} sub-question{'' if below == 1 else 's'}"
    return words


def _asks_above(outline: Outline, key: int | None) -> bool:
    while key is not None:
        node = outline.by_id[key]
        if node.kind == "question":
            return True
        key = node.parent_id
    return False
