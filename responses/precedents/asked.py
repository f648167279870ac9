"""Questions of a recorded request, for reading a previous response."""

from documents.replies.reply import Asked
from requests_app.models import FOIRequest, Question


def asked_of(foi_request: FOIRequest) -> list[Asked]:
    """Return the questions of a request, labelled by their paths as letters do.

    Questions under a heading are included. Headings and notes themselves are left out,
    as neither asks anything.
    """
    nodes = list(foi_request.questions.order_by("order"))
    paths: dict[int | None, str] = {None: ""}
    counts: dict[str, int] = {}
    asked: list[Asked] = []
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
            asked.append(Asked(paths[node.pk], text))
    return asked
