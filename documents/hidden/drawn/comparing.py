"""Compare the words that an Office file holds with those that its drawing shows."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

from documents.files.kinds import Kind
from documents.hidden.drawn.held import Held, Passage
from documents.hidden.findings import Finding, block, counted, quoted, warn
from documents.hidden.pdf.pages import COVERED, SAME_COLOUR, Page

MOST_PAGES = 400  # drawn twice each, in the time that is left
MOST_TOLD = 5  # passages at one place
_MOST_PICKED = 1_000  # words compared letter by letter
# Letters of these scripts leave a PDF in their written order and shape; Arabic letters
# do not.
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
_WORD = re.compile(r"[^\W\d_]{3,}|\d{3,}")
_LETTERS = re.compile(r"[^\W_]+")
# For LibreOffice's own formats its drawing is the proof.
_OWN_KINDS = {Kind.OPEN_DOCUMENT, Kind.OPEN_SLIDES}
# Shapes and cells of these stand where the file says, whatever the font.
_FIXED_KINDS = {Kind.WORKBOOK, Kind.SLIDES}
_HIDING = {
    "covered_text",
    "invisible_text",
    "blacked_text",
    "off_page",
    "off_slide",
    "hidden_shape",
    "invisible_cells",
    "hidden_rows",
    "hidden_columns",
    "outside_print_area",
    "beyond_panes",
    "covered_cells",
}
_MORE = re.compile(r"such as| more\.|…")


@dataclass(slots=True)
class Shown:
    """The words of some pages of a drawing.

    Attributes:
        words: How often each is seen.
        letters: All letters in order, spaces and hyphens left out.
        unseen: How often each is drawn and not seen.
        reasons: Why it is not seen.
        pieces: All stretches of letters.
    """

    words: Counter[str] = field(default_factory=Counter)
    letters: str = ""
    unseen: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)
    pieces: set[str] = field(default_factory=set)

    def add(self, lines: Iterable[str], unseen: dict[str, list[str]]) -> None:
        """Add the lines of a page, and its words that are not seen."""
        text = "\n".join(lines)
        self.words.update(_words(text))
        pieces = _LETTERS.findall(_folded(text))
        self.letters += "".join(pieces)
        self.pieces.update(pieces)
        for why, words in unseen.items():
            for word in _words(" ".join(words)):
                self.words[word] -= 1
                self.unseen[word] += 1
                self.reasons[word] = why

    def count(self, word: str) -> int:
        """Return how often a word is seen, within longer words and across lines too."""
        within = sum(many for one, many in self.words.items() if word in one)
        return max(within, self.letters.count(word) - self.unseen[word])


def compare(
    drawn: Path, held: Held, kind: Kind, found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield the passages that the drawing of a file does not show.

    Args:
        drawn: The drawing, a PDF.
        held: What the file holds.
        kind: The kind of file.
        found: What other checks found, which is not told again.
    """
    pages = _pages(drawn, has_colours=held.has_colours)
    if not pages:
        return
    whole = Shown()
    for page in pages:
        whole.add(*page)
    by_page: dict[int, list[Passage]] = {}
    for passage in held.passages:
        at = passage.page if passage.page <= len(pages) else 0
        by_page.setdefault(at, []).append(passage)
    for number, passages in by_page.items():
        shown = whole
        if number:
            shown = Shown()
            shown.add(*pages[number - 1])
        for place, missing in _missing(passages, shown).items():
            fresh = [one for one in missing if not _is_told(one, place, found)]
            if fresh:
                yield _finding(place, fresh, kind, shown)


def _pages(
    drawn: Path, *, has_colours: bool
) -> list[tuple[list[str], dict[str, list[str]]]]:
    """Return the lines and the unseen words of each page; none of a long drawing."""
    read = []
    with pypdfium2.PdfDocument(drawn) as document:
        if len(document) > MOST_PAGES:
            return []
        for number in range(len(document)):
            with closing(document[number]) as handle:
                page = Page(handle)
                unseen = dict(page.unseen)
                if not has_colours:
                    unseen.pop(SAME_COLOUR, None)
                read.append((page.lines, unseen))
    return read


def _missing(held: list[Passage], shown: Shown) -> dict[str, list[str]]:
    """Return the words that are held and not shown, by place, as they stand."""
    need: Counter[str] = Counter()
    said = [_words(one.words) for one in held]
    for words in said:
        need.update(words)
    short = [word for word, many in need.items() if shown.words[word] < many]
    pieces = shown.pieces - need.keys() - shown.unseen.keys()
    lost = {}
    for word in short[:_MOST_PICKED]:
        wanted = sum(many for one, many in need.items() if word in one)
        lack = wanted - shown.count(word)
        if lack > 0 and not _is_in_pieces(word, pieces):
            lost[word] = lack
    missing: dict[str, list[str]] = {}
    if not lost:
        return missing
    # A passage lost whole is told before a passage sharing some words with it.
    order = sorted(
        range(len(held)),
        key=lambda at: -sum(word in lost for word in said[at]) / (len(said[at]) or 1),
    )
    for at in order:
        gone = [word for word in said[at] if lost.get(word, 0) > 0]
        if not gone or (
            held[at].is_cell and not _is_hidden_cell(gone, said[at], shown)
        ):
            continue
        for word in gone:
            lost[word] -= 1
        missing.setdefault(held[at].place, []).extend(_runs(held[at].words, set(gone)))
    return missing


def _is_in_pieces(word: str, pieces: Container[str]) -> bool:
    """Whether a word is broken into pieces.

    A row of a table that goes on over the page breaks the words of every cell.
    """
    ends = {0}
    for end in range(1, len(word) + 1):
        if any(word[start:end] in pieces for start in ends):
            ends.add(end)
    return len(word) in ends


def _is_hidden_cell(gone: list[str], said: list[str], shown: Shown) -> bool:
    """Whether a cell is hidden: a sheet also cuts words off at the next cell."""
    return len(gone) == len(said) and all(
        shown.reasons.get(word) in {COVERED, SAME_COLOUR} for word in gone
    )


def _runs(text: str, gone: set[str]) -> Iterator[str]:
    """Yield each stretch of a text in which every word is gone."""
    run: list[str] = []
    for piece in text.split():
        words = _words(piece)
        if words and not any(word in gone for word in words):
            if run:
                yield " ".join(run)
            run = []
        elif words or run:
            run.append(piece)
    if run:
        yield " ".join(run)


def _is_told(passage: str, place: str, found: Sequence[Finding]) -> bool:
    """Whether another check told of a passage, or of more at its place than it named.

    A message names the first words of a passage, so a part of them is enough.
    """
    words = set(_words(passage))
    for one in found:
        if one.code in _HIDING and one.place in {place, ""}:
            if words & set(_words(one.message)):
                return True
            if one.place == place and _MORE.search(one.message):
                return True
    return False


def _finding(place: str, missing: list[str], kind: Kind, shown: Shown) -> Finding:
    reasons = {
        shown.reasons.get(word, "") for one in missing for word in _words(one)
    } - {""}
    why = f", {' or '.join(sorted(reasons))}" if reasons else ""
    told = ", ".join(quoted(one, 60) for one in missing[:MOST_TOLD])
    more = len(missing) - MOST_TOLD
    and_more = f" and {counted(more, 'passage')} more" if more > 0 else ""
    is_sure = kind in _OWN_KINDS or (
        kind in _FIXED_KINDS and reasons and reasons <= {COVERED, SAME_COLOUR}
    )
    where = "" if is_sure else " Look for it in the program that the file is for."
    return (block if is_sure else warn)(
        "not_drawn",
        place,
        f"Drawn by LibreOffice, the file does not show what it holds{why}: "
        f"{told}{and_more}.{where} Show it, or delete it.",
    )


def _words(text: str) -> list[str]:
    return [
        word
        for word in _WORD.findall(_folded(text))
        if word.isdigit() or _is_read(word)
    ]


def _is_read(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith(_SCRIPTS)


def _folded(text: str) -> str:
    """Return a text without case, accents, ligatures and soft hyphens."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        one for one in apart if unicodedata.category(one) not in {"Mn", "Cf"}
    )
