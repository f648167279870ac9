"""Find the questions of a library that may ask the same as another question."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from documents.meaning.differences import differences
from documents.meaning.model import Model, NoModel, load
from documents.meaning.sketches import Sketches, sketches_of
from documents.meaning.words import LEAST_ALIKE, share, stems_of

MOST_SHOWN: Final = 5
# Of a hundred questions asked again in other words, nine in ten are at least so near.
LEAST_NEAR: Final = 0.38


@dataclass(frozen=True, slots=True)
class MayAskTheSame:
    """A question of the library.

    Attributes:
        question: Its words.
        score: How near, 0 to 1. The score orders; it says nothing for certain.
        differs: What differs, as "2023 → 2024".
    """

    question: str
    score: float
    differs: list[str]


def find_alike(
    library: Sequence[str], asked: Sequence[str], *, folder: Path | None = None
) -> Iterator[list[MayAskTheSame]]:
    """Yield for each question asked the nearest of the library, the nearest first.

    Without the model the questions are compared by their words.

    Args:
        library: The earlier questions.
        asked: The questions asked now.
        folder: Another model, as for `load`.
    """
    library = list(
        dict.fromkeys(filter(None, (" ".join(one.split()) for one in library)))
    )
    try:
        found = _by_meaning(library, asked, load(folder))
    except NoModel:
        found = _by_words(library, asked)
    for question, near in zip(asked, found, strict=True):
        yield [
            MayAskTheSame(
                library[at], round(score, 3), differences(library[at], question)
            )
            for at, score in near
        ]


def _by_meaning(
    library: Sequence[str], asked: Sequence[str], model: Model
) -> list[list[tuple[int, float]]]:
    import numpy as np

    vectors, wanted = model.vectors(library), model.vectors(asked)
    held = Sketches()
    held.add(np.arange(len(library)), sketches_of(vectors))
    found = []
    for vector, sketch in zip(wanted, sketches_of(wanted), strict=True):
        near = held.nearest(sketch)
        scores = vectors[near] @ vector
        found.append(_best(list(zip(near, scores.tolist(), strict=True)), LEAST_NEAR))
    return found


def _by_words(
    library: Sequence[str], asked: Sequence[str]
) -> list[list[tuple[int, float]]]:
    stems = [stems_of(one) for one in library]
    having: dict[str, list[int]] = defaultdict(list)
    for at, of_one in enumerate(stems):
        for stem in of_one:
            having[stem].append(at)
    found = []
    for question in asked:
        wanted = stems_of(question)
        common = Counter(at for stem in wanted for at in having.get(stem, ()))
        pairs = [(at, share(wanted, stems[at])) for at in common]
        found.append(_best(pairs, LEAST_ALIKE))
    return found


def _best(pairs: list[tuple[int, float]], least: float) -> list[tuple[int, float]]:
    near = [(at, min(score, 1.0)) for at, score in pairs if score >= least]
    return sorted(near, key=lambda pair: (-pair[1], pair[0]))[:MOST_SHOWN]
