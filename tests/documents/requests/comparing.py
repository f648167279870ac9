"""Compare the reading of a request with the tree that a careful officer gives it."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.documents.requests.notation import Tree

_EDGES = ".,;:?!-–—•*()[]\"'“”‘’"
_ALIKE = 0.95
Asked = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Score:
    """How well requests are read.

    Attributes:
        f1: Of the questions wanted and found, the share that agrees.
        is_exact: Whether all agree and stand beneath the same questions.
    """

    f1: float
    is_exact: float


def mean(scores: Iterable[Score]) -> Score:
    """Return the means of some scores."""
    found = list(scores)
    return Score(
        round(sum(score.f1 for score in found) / len(found), 3),
        round(sum(score.is_exact for score in found) / len(found), 3),
    )


def compared(wanted: Tree, got: Tree) -> Score:
    """Return how well a request is read; options may be parts or stay in the text."""
    found = list(_asked(got["questions"], fold=False))
    scores = [
        _score(list(_asked(wanted["questions"], fold=fold)), found)
        for fold in (False, True)
    ]
    return max(scores, key=lambda score: (score.is_exact, score.f1))


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words).lower().strip(_EDGES)


def _flow(node: Tree) -> str:
    below = "".join(map(_flow, node.get("children", [])))
    return node.get("marker", "") + node["text"] + below + node.get("after", "")


def _asked(
    nodes: list[Tree], *, fold: bool, above: str | None = None
) -> Iterator[Asked]:
    """Yield label, text and the question above of each question."""
    for node in nodes:
        below = node.get("children", [])
        if node.get("kind") == "note":
            continue
        if node.get("kind") == "heading" or node.get("implicit"):
            yield from _asked(below, fold=fold, above=above)
            continue
        if fold and node.get("foldable"):
            words = _flow(node).removeprefix(node.get("marker", ""))
            yield node["label"].lower(), _plain(words), above
            continue
        words = _plain(node["text"])
        yield node["label"].lower(), words, above
        yield from _asked(below, fold=fold, above=words)


def _is_alike(one: str, other: str) -> bool:
    if one == other or min(len(one), len(other)) <= 20:
        return one == other
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() >= _ALIKE


def _score(wanted: list[Asked], got: list[Asked]) -> Score:
    left, hits, placed = list(got), 0, 0
    for label, words, above in wanted:
        match = next(
            (item for item in left if item[0] == label and _is_alike(item[1], words)),
            None,
        )
        if match is None:
            continue
        left.remove(match)
        hits += 1
        placed += match[2] == above or (
            match[2] is not None and above is not None and _is_alike(match[2], above)
        )
    if not wanted and not got:
        return Score(1.0, 1.0)
    exact = hits == placed == len(wanted) == len(got)
    return Score(2 * hits / (len(wanted) + len(got)), float(exact))
