"""Save an outline to the rows of a request's questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from requests_app.models import FOIRequest, Question
from requests_app.questions.outline.nodes import Node, Outline

_FIELDS = ("kind", "label", "marker", "text", "after", "starts_at", "ends_at")


def write_rows(
    foi_request: FOIRequest, rows: Mapping[int, Question], outline: Outline
) -> dict[int, int]:
    """Save new and changed questions; return the keys given to new ones.

    Rows of removed questions stay until their linked data has been moved.
    """
    made = []
    for order, node in enumerate(outline.nodes):
        if node.id not in rows:
            row = Question(foi_request=foi_request, order=order, **_values(node))
            # A question restored by undo keeps its former key.
            row.pk = node.id if node.id > 0 else None
            made.append((node.id, row))
    # Parents may be new too, so create all rows before setting parents.
    Question.objects.bulk_create([row for _, row in made])
    keys = {key: row.pk for key, row in made if key < 0}
    present = {**rows, **{row.pk: row for _, row in made}}
    changed: dict[str, list[Question]] = {"place": [], "words": []}
    for order, node in enumerate(outline.nodes):
        row = present[keys.get(node.id, node.id)]
        parent = keys.get(node.parent_id, node.parent_id) if node.parent_id else None
        if (row.order, row.parent_id) != (order, parent):
            row.order, row.parent_id = order, parent
            changed["place"].append(row)
        values = _values(node)
        if any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed["words"].append(row)
    Question.objects.bulk_update(changed["place"], ["order", "parent"], batch_size=500)
    Question.objects.bulk_update(changed["words"], _FIELDS, batch_size=200)
    return keys


def write_many(outlines: Sequence[tuple[FOIRequest, Outline]]) -> None:
    """Write the questions of many requests just made, level by level.

    Each question is due with its request, and answered with its request.
    """
    rows: dict[tuple[int, int], Question] = {}
    levels: dict[int, list[Question]] = {}
    for foi_request, outline in outlines:
        for order, node in enumerate(outline.nodes):
            row = Question(foi_request=foi_request, order=order, **_values(node))
            if row.kind == Question.Kind.QUESTION:
                row.due_on = foi_request.due_on
                row.answered_on = foi_request.answered_on
            if node.parent_id is not None:
                row.parent = rows[foi_request.pk, node.parent_id]
            rows[foi_request.pk, node.id] = row
            levels.setdefault(node.depth, []).append(row)
    for _, level in sorted(levels.items()):
        for row in level:
            # The parents have their keys by now.
            row.parent = row.parent
        Question.objects.bulk_create(level, batch_size=2000)


def _values(node: Node) -> dict[str, Any]:
    starts_at, ends_at = node.span or (None, None)
    return {
        "kind": node.kind,
        "label": node.label,
        "marker": node.marker,
        "text": node.text,
        "after": node.after,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
