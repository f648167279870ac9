"""Compare two versions of an answer, or of another part of the draft."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from documents.richtext.plain import to_plain
from responses.drafting.cited import SAID, Cited
from responses.drafting.differences import Change, Run, runs_between
from responses.drafting.facts import facts_in_words
from responses.drafting.titles import FIELD_TITLES
from responses.models import Answer, AnswerRevision
from statute.exemptions import PROVISIONS

# The fields of a letter's own texts that are HTML.
_RICH = frozenset({"opening", "ending"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One text of two versions: its words in one line, and those of each version."""

    title: str
    runs: tuple[Run, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the versions differ here."""
        return any(run.change != Change.KEPT for run in self.runs)

    @property
    def before(self) -> list[Run]:
        """The words of the earlier version."""
        return [run for run in self.runs if run.change != Change.INSERTED]

    @property
    def after(self) -> list[Run]:
        """The words of the later version."""
        return [run for run in self.runs if run.change != Change.DELETED]


def compared(earlier: Mapping[str, str], later: Mapping[str, str]) -> list[Compared]:
    """Return the texts of two versions by their titles, each with its differences."""
    found = (
        Compared(
            title, tuple(runs_between(earlier.get(title, ""), later.get(title, "")))
        )
        for title in dict.fromkeys((*later, *earlier))
    )
    return [one for one in found if one.runs]


def words_of_answer(
    saved: Answer | AnswerRevision,
    cited: Iterable[Cited],
    place_of: Callable[[int], str],
    called: Callable[[int], str],
) -> dict[str, str]:
    """Return what a version of an answer says, by the titles that a page shows.

    Args:
        saved: The version, or the answer as it stands.
        cited: What it cites.
        place_of: Says where the citation with a key stands: "question 2".
        called: Returns the reference of the question with a key: "question 2".
    """
    return {
        FIELD_TITLES["outcome"]: saved.get_outcome_display() or "Not decided",
        FIELD_TITLES["text"]: to_plain(saved.text),
        **dict(facts_in_words(saved.facts, called)),
        **words_of_citations(cited, place_of),
    }


def words_of_part(said: Mapping[str, str]) -> dict[str, str]:
    """Return what a version of another part of the draft says, by title."""
    return {
        FIELD_TITLES[field]: to_plain(text) if field in _RICH else text
        for field, text in said.items()
    }


def words_of_citations(
    cited: Iterable[Cited], place_of: Callable[[int], str]
) -> dict[str, str]:
    """Return the provisions of a version with their reasons and facts, by title."""
    said: dict[str, str] = {}
    for one in cited:
        known = PROVISIONS.get(one["provision_key"])
        name = known.short_citation if known else one["provision_key"]
        said[name] = known.title if known else "Relied on"
        said |= {f"{name}: {title}": words for title, words in _reasons(one, place_of)}
    return said


def _reasons(cited: Cited, place_of: Callable[[int], str]) -> Iterator[tuple[str, str]]:
    if cited["same_as"]:
        yield FIELD_TITLES["same_as"], place_of(cited["same_as"])
        return
    for field in SAID:
        yield FIELD_TITLES[field], cited[field]
    yield from facts_in_words(cited["facts"])
