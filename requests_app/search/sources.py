"""The passages of a request, as indexed and as shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

Weight = Literal["A", "B", "C", "D"]


class Part(StrEnum):
    """A part of the index of a request, a column of `SearchEntry`."""

    ASKED = "asked"
    ANSWERED = "answered"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a request.

    Attributes:
        foi_request: The key of the request.
        text: The words, as read.
        weight: How much a word counts here: "A" most, "D" least.
        title: Its name: "Answer to 2(b)".
        place: The name of its page, "" for the request's own.
        args: The rest of the address, after the reference.
        anchor: The anchor in the page, "" for none.
        asks: For a question, its key; 0 otherwise.
        question: For an answer, the words of the question.
        marks: Words found but not shown: see `requests_app.search.marks`.
    """

    foi_request: int
    text: str
    weight: Weight
    title: str
    place: str = ""
    args: tuple[int | str, ...] = ()
    anchor: str = ""
    asks: int = 0
    question: str = ""
    marks: tuple[str, ...] = ()


Source = Callable[[Sequence[int]], Iterable[Passage]]
_SOURCES: Final[dict[Part, list[Source]]] = {part: [] for part in Part}


def register(part: Part, *sources: Source) -> None:
    """Add sources of a part; call it in `AppConfig.ready`."""
    for source in sources:
        if source not in _SOURCES[part]:
            _SOURCES[part].append(source)


def passages_of(keys: Sequence[int], parts: Iterable[Part]) -> Iterator[Passage]:
    """Yield the passages of requests, part by part.

    Args:
        keys: Keys of requests.
        parts: The parts wanted.
    """
    for part in parts:
        for source in _SOURCES[part]:
            yield from source(keys)
