"""Find blanks, notes to colleagues and the requester's name in typed text."""

from collections.abc import Iterable, Iterator

from documents.requester import REQUESTER, Requester
from requests_app.questions.numbering.lists import listed
from statute.notices import (
    Finding,
    Typed,
    block,
    notes_in,
    perhaps_notes_in,
    placeholders_in,
    shortened,
    warn,
)

_MOST_SHOWN = 80
_PRACTICE = "Practice: what is left in by mistake goes to the requester"
_PUBLICATION = "s.45 Code of Practice; UK GDPR art 5(1)(c): published without who asked"


def left_in(texts: Iterable[Typed]) -> Iterator[Finding]:
    """Yield the blanks and notes that typed text must not contain when it is sent."""
    for typed in texts:
        yield from _left_in(typed)


def names_in(texts: Iterable[Typed], requester: Requester) -> Iterator[Finding]:
    """Yield where typed text names the requester, and so cannot be published."""
    for typed in texts:
        yield from _named(typed, requester)


def _left_in(typed: Typed) -> Iterator[Finding]:
    for blank in placeholders_in(typed.words):
        yield block(
            "placeholder",
            f"“{blank.text}” is still to be filled in, in {typed.where}.",
            _PRACTICE,
            typed.about,
            typed,
        )
    for note in notes_in(typed.words):
        yield block(
            "note_left_in",
            f"“{shortened(note.text, _MOST_SHOWN)}” in {typed.where} is a note to a "
            "colleague. Delete it.",
            _PRACTICE,
            typed.about,
            typed,
        )
    for note in perhaps_notes_in(typed.words):
        yield warn(
            "note_left_in_perhaps",
            f"“{shortened(note.text, _MOST_SHOWN)}” in {typed.where} may be a note or "
            "a blank left in by mistake.",
            _PRACTICE,
            typed.about,
            typed,
        )


def _named(typed: Typed, requester: Requester) -> Iterator[Finding]:
    if names := requester.named_in(typed.words):
        quoted = listed([f"“{' '.join(name.split())}”" for name in names[:5]])
        yield warn(
            "requester_named",
            f"{quoted} in {typed.where} shows who asked. The version for publication "
            f"says “{REQUESTER}” instead: check that it reads well.",
            _PUBLICATION,
            typed.about,
            typed,
        )
    if names := requester.perhaps_named_in(typed.words):
        quoted = listed([f"“{name}”" for name in names[:5]])
        yield warn(
            "requester_named_perhaps",
            f"{quoted} in {typed.where} may name the requester, and stays in the "
            "version for publication.",
            _PUBLICATION,
            typed.about,
            typed,
        )
