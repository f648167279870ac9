"""Find blanks, notes to colleagues and the requester's name in typed text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.requester import REQUESTER, Requester
from requests_app.questions.numbering.lists import listed
from statute.notices import (
    Finding,
    Severity,
    notes_in,
    perhaps_notes_in,
    placeholders_in,
)

_MOST_SHOWN = 80
_PRACTICE = "Practice: what is left in by mistake goes to the requester"
_PUBLICATION = "s.45 Code of Practice; UK GDPR art 5(1)(c): published without who asked"


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of the text typed by officers.

    Attributes:
        about: The subject of a finding in this text: a question's path, "opening" …
        where: The place as a sentence names it: "the answer to question 2".
        words: The text, without markup.
    """

    about: str
    where: str
    words: str


def leftovers_in(
    passages: Iterable[Passage], requester: Requester
) -> Iterator[Finding]:
    """Yield what typed text must not contain when it is sent or published."""
    for passage in passages:
        yield from _left_in(passage)
        yield from _named(passage, requester)


def _left_in(passage: Passage) -> Iterator[Finding]:
    for blank in placeholders_in(passage.words):
        yield _found(
            Severity.BLOCK,
            "placeholder",
            f"“{blank.text}” is still to be filled in, in {passage.where}.",
            _PRACTICE,
            passage,
        )
    for note in notes_in(passage.words):
        yield _found(
            Severity.BLOCK,
            "note_left_in",
            f"“{_shown(note.text)}” in {passage.where} is a note to a colleague. "
            "Delete it.",
            _PRACTICE,
            passage,
        )
    for note in perhaps_notes_in(passage.words):
        yield _found(
            Severity.WARN,
            "note_left_in_perhaps",
            f"“{_shown(note.text)}” in {passage.where} may be a note or a blank left "
            "in by mistake.",
            _PRACTICE,
            passage,
        )


def _named(passage: Passage, requester: Requester) -> Iterator[Finding]:
    if names := requester.named_in(passage.words):
        quoted = listed([f"“{' '.join(name.split())}”" for name in names[:5]])
        yield _found(
            Severity.WARN,
            "requester_named",
            f"{quoted} in {passage.where} shows who asked. The version for publication "
            f"says “{REQUESTER}” instead: check that it reads well.",
            _PUBLICATION,
            passage,
        )
    if names := requester.perhaps_named_in(passage.words):
        quoted = listed([f"“{name}”" for name in names[:5]])
        yield _found(
            Severity.WARN,
            "requester_named_perhaps",
            f"{quoted} in {passage.where} may name the requester, and stays in the "
            "version for publication.",
            _PUBLICATION,
            passage,
        )


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"


def _found(
    severity: Severity, code: str, message: str, source: str, passage: Passage
) -> Finding:
    return Finding(
        severity=severity,
        code=code,
        message=message,
        source=source,
        about=passage.about,
    )
