"""The open suggestions of an answer, placed in its words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents.richtext.rewording import Change, carried, differing
from documents.richtext.running import as_lines, running_text
from responses.models import Answer, Suggestion


@dataclass(frozen=True, slots=True)
class Placed:
    """A suggestion, and its change to the words of the answer as it stands."""

    suggestion: Suggestion
    change: Change


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words: as they stand, to be deleted, or to be inserted.

    Attributes:
        words: The words.
        mark: "", "del" or "ins".
    """

    words: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """The open suggestions for one answer.

    Attributes:
        passages: The words of the answer with the changes marked.
        placed: The suggestions marked there, in order.
        unplaced: The suggestions for words no longer in the answer.
    """

    passages: Sequence[Passage]
    placed: Sequence[Suggestion]
    unplaced: Sequence[Suggestion]

    @property
    def number(self) -> int:
        """How many suggestions are open."""
        return len(self.placed) + len(self.unplaced)


def suggested_for(answer: Answer) -> Suggested | None:
    """Return the open suggestions for an answer; None for no suggestion."""
    suggestions = list(Suggestion.objects.open_for(answer=answer.pk))
    if not suggestions:
        return None
    placed, unplaced = placed_in(answer.text, suggestions)
    passages = list(_passages(running_text(answer.text), placed))
    return Suggested(passages, [one.suggestion for one in placed], unplaced)


def placed_in(
    html: str, suggestions: Iterable[Suggestion]
) -> tuple[list[Placed], list[Suggestion]]:
    """Return suggestions with their place in an answer, and those without a place.

    Of two changes to the same words, the earlier has a place.
    """
    now = running_text(html)
    since = lru_cache(maxsize=None)(lambda words: differing(words, now))
    placed: list[Placed] = []
    unplaced: list[Suggestion] = []
    for one in suggestions:
        change = carried(
            Change(one.start, one.end, one.words), by=since(one.base.words)
        )
        if change is None or any(_overlap(change, other.change) for other in placed):
            unplaced.append(one)
        else:
            placed.append(Placed(one, change))
    placed.sort(key=lambda one: (one.change.start, one.change.end))
    return placed, unplaced


def _overlap(one: Change, other: Change) -> bool:
    return one.start < other.end and other.start < one.end


def _passages(words: str, placed: Iterable[Placed]) -> Iterator[Passage]:
    at = 0
    for one in placed:
        change = one.change
        yield Passage(_shown(words[at : change.start]))
        yield Passage(_shown(words[change.start : change.end], "¶"), "del")
        yield Passage(_shown(change.words, "¶"), "ins")
        at = change.end
    yield Passage(_shown(words[at:]))


def _shown(words: str, end: str = "") -> str:
    return as_lines(words).replace("\n", f"{end}\n")
