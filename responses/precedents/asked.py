"""Questions of a recorded request, for reading a previous response."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from documents.replies.reply import Asked
from requests_app.models import FOIRequest, Question
from responses.precedents.lead_ins import lead_in, lead_ins_of


def asked_of(foi_request: FOIRequest) -> list[Asked]:
    """Return the questions of a request, labelled by their paths as letters do.

    Questions under a heading are included. Headings and notes themselves are left out,
    as neither asks anything.
    """
    return [one for one, _ in _labelled(foi_request)]


def lead_ins_read(
    questions: Sequence[Mapping[str, Any]], foi_request: FOIRequest | None
) -> dict[str, str]:
    """Return what leads into each question that a letter answers, by its label.

    Args:
        questions: The questions as read from the letter.
        foi_request: The request answered, if on record: its own words are taken.
    """
    if foi_request is not None:
        return {one.label: above for one, above in _labelled(foi_request)}
    quoted = {one["label"]: one["text"] for one in questions}
    found = {}
    for label in quoted:
        parts = label.split("/")
        above = ["/".join(parts[:depth]) for depth in range(1, len(parts))]
        found[label] = lead_in([quoted[one] for one in above if one in quoted])
    return found


def _labelled(foi_request: FOIRequest) -> Iterator[tuple[Asked, str]]:
    nodes = list(foi_request.questions.order_by("order"))
    lead_ins = lead_ins_of(nodes)
    paths: dict[int | None, str] = {None: ""}
    counts: dict[str, int] = {}
    for node in nodes:
        above = paths.get(node.parent_id, "")
        if node.kind != Question.Kind.QUESTION:
            paths[node.pk] = above
            continue
        label = node.label
        if not label:
            counts[above] = counts.get(above, 0) + 1
            label = f"#{counts[above]}"
        paths[node.pk] = "/".join(filter(None, [above, label]))
        text = " ".join(f"{node.text} {node.after}".split())
        if text:
            yield Asked(paths[node.pk], text), lead_ins[node.pk]
