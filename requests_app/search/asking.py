"""Read the text of a search: words, "phrases", -without, or, provisions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from documents.finding.tokens import compounds_of, words_of
from requests_app.search.marks import (
    OUTCOMES,
    marks_wanted,
    path_typed,
    reference_marks,
)
from requests_app.workflow import State

# In characters and words. A longer text is refused by the form.
MOST_TYPED: Final = 300
_MOST_WORDS: Final = 40
OVERDUE: Final = "overdue"
# Names of states, in words.
_STATES: Final[Mapping[tuple[str, ...], str]] = {
    **{tuple(words_of(state.label)): state.value for state in State},
    ("overdue",): OVERDUE,
    ("late",): OVERDUE,
    ("unregistered",): State.RECEIVED.value,
    ("clarification",): State.AWAITING_CLARIFICATION.value,
}
_OUTCOME: Final[Mapping[tuple[str, ...], str]] = {
    tuple(words_of(name)): mark for mark, names in OUTCOMES.items() for name in names
}
_LONGEST_NAME: Final = max(map(len, [*_STATES, *_OUTCOME]))
_OR: Final = frozenset({"or", "neu"})
_QUOTES: Final = '"“”„«»'
_PIECE: Final = re.compile(
    rf"""
    (?P<minus>(?<!\S)[-−–](?=[\w{_QUOTES}]))?
    (?:
        [{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?:[{_QUOTES}]|\Z)
      | (?P<cited>
            (?<![\w/.-])
            (?P<noun>(?:sections?|sect?s?|ss?|§|regulations?|regs?|h?adran(?:nau)?
              |rh?eoliad(?:au)?|r)\.?\s*)?
            \d{{1,3}}[A-Za-z]{{0,2}}(?P<limbs>(?:\s?\(\s?\w{{1,4}}\s?\))*)
            (?![\w/-]|[.,]\w)
            (?:\s+(?:of\ the\s+)?(?:FOIA|FOISA|EIRs?|EISRs?)\b)?
        )
      | (?P<word>[^\s{_QUOTES}]+)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Words often written before a reference.
_BEFORE_REFERENCE: Final = frozenset(
    {
        "foi",
        "foia",
        "eir",
        "foisa",
        "ref",
        "reference",
        "request",
        "case",
        "no",
        "number",
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """Something to find.

    Attributes:
        typed: The text typed.
        words: Words one after another.
        is_quoted: Whether the words are wanted just as typed.
        joined: The words written as one, where a hyphen joins them, and the number and
            year of a reference.
        marks: Words of the index found as well: see `requests_app.search.marks`.
        state: A state with this name, or `OVERDUE`; "" for none.
    """

    typed: str
    words: tuple[str, ...] = ()
    is_quoted: bool = False
    joined: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Terms: a request has one of them, or must have none."""

    terms: tuple[Term, ...]
    is_without: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: a request matches every group."""

    groups: tuple[Group, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def wanted(self) -> Iterator[Term]:
        """The terms wanted in a request."""
        return (
            term
            for group in self.groups
            if not group.is_without
            for term in group.terms
        )

    def with_word(self, word: str, instead: tuple[str, ...]) -> "Asked":
        """Return the same with other words in place of a word."""
        return Asked(
            tuple(
                replace(
                    group,
                    terms=tuple(_replaced(term, word, instead) for term in group.terms),
                )
                for group in self.groups
            )
        )

    def without_word(self, word: str) -> "Asked":
        """Return the same without the terms of one word."""
        kept = (
            replace(
                group, terms=tuple(one for one in group.terms if one.words != (word,))
            )
            for group in self.groups
        )
        return Asked(tuple(group for group in kept if group.terms))

    def __str__(self) -> str:
        return " ".join(map(_written, self.groups))


def read(typed: str) -> Asked:
    """Return a search, as read. Any text can be read.

    All words are wanted. `"two words"` stand one after another; `-word` is not in the
    request; `one or other` finds either. A provision is found by any spelling, an
    outcome and a state by their names.
    """
    groups: list[Group] = []
    joins_next = False
    for term, is_without in _named(list(_pieces(typed[:MOST_TYPED]))[:_MOST_WORDS]):
        if not is_without and not term.is_quoted and term.words in {(w,) for w in _OR}:
            joins_next = bool(groups) and not groups[-1].is_without
            continue
        if joins_next and not is_without:
            groups[-1] = Group((*groups[-1].terms, term))
        else:
            groups.append(Group((term,), is_without))
        joins_next = False
    return Asked(tuple(_without_prefix(groups)))


def _pieces(typed: str) -> Iterator[tuple[Term, bool]]:
    for found in _PIECE.finditer(typed):
        is_without = bool(found["minus"])
        if found["quoted"] is not None:
            words = tuple(words_of(found["quoted"]))
            if words:
                yield Term(found["quoted"], words, is_quoted=True), is_without
            continue
        text = found["cited"] or found["word"]
        is_cited = found["cited"] and (found["noun"] or found["limbs"])
        marks = marks_wanted(text) if is_cited else ()
        words = tuple(words_of(text))
        if marks:
            yield Term(text, _as_cited(text, marks[0]), marks=marks), is_without
        elif words:
            joined = (*compounds_of(text), *reference_marks(words))
            yield Term(text, words, joined=joined), is_without


def _as_cited(typed: str, mark: str) -> tuple[str, ...]:
    """Return the words of a citation, as in a text.

    A number with brackets stands for itself. A bare number does not: "section 31".
    """
    number = path_typed(typed)
    noun = "regulation" if mark.startswith("regulation") else "section"
    return number if len(number) > 1 else (noun, *number)


def _named(pieces: list[tuple[Term, bool]]) -> Iterator[tuple[Term, bool]]:
    """Yield the terms, with the names of outcomes and states as one term each."""
    at = 0
    while at < len(pieces):
        for size in range(min(_LONGEST_NAME, len(pieces) - at), 0, -1):
            some = pieces[at : at + size]
            plain = [
                term
                for term, is_without in some
                if _is_plain(term) and not (is_without and size > 1)
            ]
            name = tuple(word for term in plain for word in term.words)
            mark, state = _OUTCOME.get(name, ""), _STATES.get(name, "")
            if len(plain) == size and (mark or state):
                typed = " ".join(term.typed for term in plain)
                marks = (mark,) if mark else ()
                yield Term(typed, name, marks=marks, state=state), some[0][1]
                at += size
                break
        else:
            yield pieces[at]
            at += 1


def _is_plain(term: Term) -> bool:
    return len(term.words) == 1 and not term.is_quoted and not term.marks


def _without_prefix(groups: list[Group]) -> list[Group]:
    """Leave out words before a reference typed alone."""
    plain = [
        group.terms[0]
        for group in groups
        if not group.is_without and len(group.terms) == 1
    ]
    at = 0
    while (
        at < len(plain)
        and len(plain[at].words) == 1
        and plain[at].words[0] in _BEFORE_REFERENCE
    ):
        at += 1
    rest = plain[at:]
    if (
        0 < at < len(groups) == len(plain)
        and not any(term.is_quoted for term in plain)
        and all(any(word[:1].isdigit() for word in term.words) for term in rest)
    ):
        return groups[at:]
    return groups


def _replaced(term: Term, word: str, instead: tuple[str, ...]) -> Term:
    if word not in term.words:
        return term
    words = tuple(
        one for each in term.words for one in (instead if each == word else (each,))
    )
    return Term(" ".join(words), words, term.is_quoted)


def _written(group: Group) -> str:
    return " or ".join(
        ("-" if group.is_without else "")
        + (f'"{term.typed}"' if term.is_quoted else term.typed)
        for term in group.terms
    )
