"""Cut a letter as it will be printed into the pieces of its parts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from responses.approving.parts import ENDING, FILES, START, STATEMENT
from responses.letters.content import LetterContent
from responses.letters.pages import article_of, page_of

# Marks around the officer's ending: the letter has no heading of its own there.
_BEGINS: Final = '<p class="desk-ending"></p>'
_ENDS: Final = '<p class="desk-ended"></p>'
_OUTER = re.compile(r"\A\s*<article([^<>]*)>(.*)</article>\s*\Z", re.DOTALL)
_LANG = re.compile(r'lang="([\w-]+)"')
_ANSWER: Final = '<div class="letter-answer">'
_DIV = re.compile(r"<(/?)div\b[^<>]*>")
_HEADING_ID = re.compile(r'<h[34] id="([^"]+)"')
_NOTES = re.compile(r'<section class="letter-notes".*?</section>\s*', re.DOTALL)
_WRAPPED = re.compile(
    rf'(?:<div lang="[\w-]+">)?{re.escape(_BEGINS)}.*?{re.escape(_ENDS)}(?:</div>)?',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A letter in pieces, by the keys of the parts or the ids of the answers.

    Attributes:
        language: The language tag of the letter.
        by_place: The pieces: of the answers by the id of their headings, of other parts
            by their keys.
        fixed: The standard wording after the typed words.
    """

    language: str
    by_place: Mapping[str, SafeString]
    fixed: SafeString


def pieces_of(content: LetterContent) -> Pieces:
    """Return the letter in pieces: together they are the letter as printed."""
    marked = replace(content, ending=_safe(f"{_BEGINS}{content.ending}{_ENDS}"))
    outer = _OUTER.match(article_of(page_of(marked)))
    if outer is None:
        raise ValueError("This is not a letter.")
    language = _LANG.search(outer[1])
    body = outer[2]
    ending = _WRAPPED.search(body)
    if ending is None:
        raise ValueError("The letter has no place for its ending.")
    before, after = body[: ending.start()], body[ending.end() :]
    typed = ending[0].replace(_BEGINS, "").replace(_ENDS, "")
    notes = "".join(_NOTES.findall(after))
    found = dict(_cut(before, has_files=bool(content.enclosures)))
    found[ENDING] = typed + notes
    return Pieces(
        language=language[1] if language else "en-GB",
        by_place={place: _safe(piece) for place, piece in found.items()},
        fixed=_safe(_NOTES.sub("", after)),
    )


def _cut(body: str, *, has_files: bool) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a letter before its ending, each with its place."""
    answers = list(_answers_in(body))
    if not answers:
        yield START, body
        return
    first = answers[0][0]
    # The heading of the answers, with what introduces the first of them.
    begins = body.rfind("<h2", 0, first)
    at = first if begins < 0 else begins
    yield START, body[:at]
    last_place = ""
    pieces: dict[str, str] = {}
    for start, end in answers:
        heading = _HEADING_ID.search(body, start, end)
        last_place = heading[1] if heading else f"answer-at-{start}"
        pieces[last_place] = body[at:end]
        at = end
    rest, *sections = re.split(r"(?=<h2\b)", body[at:])
    pieces[last_place] += rest
    for section in sections[: len(sections) - has_files]:
        if 'id="letter-other-information"' in section:
            yield STATEMENT, section
        else:
            pieces[last_place] += section
    yield from pieces.items()
    if has_files:
        yield FILES, sections[-1]


def _answers_in(body: str) -> Iterator[tuple[int, int]]:
    """Yield where each answer begins and ends."""
    at = body.find(_ANSWER)
    while at >= 0:
        depth = 0
        for tag in _DIV.finditer(body, at):
            depth += -1 if tag[1] else 1
            if depth == 0:
                yield at, tag.end()
                at = body.find(_ANSWER, tag.end())
                break
        else:
            return


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - made by `page_of`
