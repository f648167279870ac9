"""The questions of requests, as passages to find."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from requests_app.models import Question
from requests_app.questions.numbering.paths import paths_of
from requests_app.search.sources import Passage


def questions_asked(keys: Sequence[int]) -> Iterator[Passage]:
    """Yield the questions of requests, each with its number."""
    for key, rows in nodes_of(keys).items():
        names = names_of(rows)
        for row in rows:
            text = " ".join(filter(None, (row.text, row.after)))
            yield Passage(
                key,
                text,
                "C",
                names[row.pk],
                anchor="questions",
                asks=row.pk if row.kind == Question.Kind.QUESTION else 0,
            )


def nodes_of(keys: Collection[int]) -> dict[int, list[Question]]:
    """Return every node of requests, in order, by the keys of the requests."""
    nodes: dict[int, list[Question]] = defaultdict(list)
    for row in Question.objects.filter(foi_request__in=keys).order_by("order", "pk"):
        nodes[row.foi_request_id].append(row)
    return nodes


def names_of(rows: Sequence[Question]) -> dict[int, str]:
    """Return the name of each node of a request: "Question 2(b)".

    Args:
        rows: Every node of one request, in order.
    """
    paths = paths_of(rows)
    return {
        row.pk: f"Question {path}" if path.is_numbered else path[:1].upper() + path[1:]
        for row, path in zip(rows, (paths[row.pk] for row in rows), strict=True)
    }
