"""The words above a question on which its meaning rests: "For each year, state:"."""

from collections.abc import Iterable, Sequence
from typing import Final

from requests_app.models import Question

# Further above stand titles, and more would drown the question.
_MOST_ABOVE: Final = 2


def lead_in(texts: Sequence[str]) -> str:
    """Return what leads into a question.

    Args:
        texts: The texts above the question, from the top down.
    """
    return " ".join(" ".join(texts[-_MOST_ABOVE:]).split())


def lead_ins_of(questions: Iterable[Question]) -> dict[int, str]:
    """Return what leads into each question of a request, by its key.

    Args:
        questions: Every node of the request, parents before children.
    """
    above: dict[int | None, list[str]] = {None: []}
    found = {}
    for one in questions:
        texts = above.get(one.parent_id, [])
        found[one.pk] = lead_in(texts)
        above[one.pk] = [*texts, one.text]
    return found
