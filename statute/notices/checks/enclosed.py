"""Check that what the letter points to is in it: files, questions, tables, annexes."""

import re
from collections.abc import Iterator

from statute.notices import references
from statute.notices.drafts import Finding, NoticeDraft, Place, Typed, warn
from statute.notices.parts import LetterType
from statute.notices.sentences import Passage

_PRACTICE = "Practice: what the letter points to must be in it"


def files(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of "enclosed" without an enclosure, and of a file that is not enclosed."""
    names = [_plain(one.name) for one in draft.attachments]
    for typed in _written(draft):
        if not names:
            for passage in references.enclosed_in(typed.words):
                yield warn(
                    "nothing_enclosed",
                    f"“{passage.shown}” in {typed.where}, but no file is enclosed. "
                    "Add the file, or change the words.",
                    _PRACTICE,
                    typed.about,
                    typed,
                )
        for number, passage in references.counts_of_enclosed_in(typed.words):
            if names and number > len(names):
                yield warn(
                    "fewer_enclosed",
                    f"“{passage.shown}” in {typed.where}, but the number of enclosed "
                    f"files is {len(names)}. Add what is missing, or change the words.",
                    _PRACTICE,
                    typed.about,
                    typed,
                )
        for name, passage in references.files_in(typed.words):
            if not any(_plain(name) in one or one in _plain(name) for one in names):
                yield warn(
                    "file_not_enclosed",
                    f"“{passage.shown}” in {typed.where}, but no file called {name} "
                    "is enclosed.",
                    _PRACTICE,
                    typed.about,
                    typed,
                )


def parts_of_the_letter(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of a question, a table or an annex that the letter has not."""
    for typed in _written(draft):
        for number, passage in references.questions_named_in(typed.words):
            if not _is_asked(draft, number):
                yield _lacking(f"question {number}", passage, typed)
        if draft.attachments:
            continue
        for passage in () if draft.has_table else references.tables_in(typed.words):
            yield _lacking("table", passage, typed)
        for annex, passage in references.annexes_in(typed.words):
            heading = re.compile(rf"^\s*{re.escape(annex)}\b", re.I | re.M)
            if not any(heading.search(one.words) for one in draft.typed):
                yield _lacking(annex, passage, typed)


def _is_asked(draft: NoticeDraft, number: str) -> bool:
    """Whether the letter has the question; true where its questions have no numbers."""
    if draft.letter_type is LetterType.REVIEW_OUTCOME:
        return True  # the request under review may have more questions
    asked = [one.path for one in draft.questions if one.is_numbered]
    paths = [path.lower() for path in (*asked, *draft.also_asked)]
    numbered = [path for path in paths if path[:1].isdigit()]
    return not numbered or any(
        path == number or path.startswith(f"{number}(") for path in numbered
    )


def _lacking(what: str, passage: Passage, typed: Typed) -> Finding:
    return warn(
        "points_to_nothing",
        f"“{passage.shown}” in {typed.where}, but the letter has no {what}.",
        _PRACTICE,
        typed.about,
        typed,
    )


def _written(draft: NoticeDraft) -> Iterator[Typed]:
    return (one for one in draft.typed if one.place is not Place.FILE)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.rpartition(".")[0] or name).strip().lower()


CHECKS = (files, parts_of_the_letter)
