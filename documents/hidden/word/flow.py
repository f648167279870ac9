"""Follow the text of a Word document: how each word looks, and about where it lies."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area, Line
from documents.hidden.colours import WHITE, Colour
from documents.hidden.findings import CannotLook
from documents.hidden.numbers import whole_in
from documents.hidden.office.stacking import TINIEST
from documents.hidden.packages import Package, attribute, child, local
from documents.hidden.word.boxes import Box, BoxReader
from documents.hidden.word.elements import (
    HOLDERS,
    attribute_of,
    is_set,
    number_of,
    phantoms_of,
    runs_of,
    symbol_of,
    value_of,
)
from documents.hidden.word.ground import OPAQUE, stands_out
from documents.hidden.word.laying import Laying
from documents.hidden.word.looks import (
    ALIKE,
    HIDDEN,
    PALE,
    Look,
    Looks,
    Paragraph,
)
from documents.hidden.word.page import TWIPS, Page
from documents.hidden.word.standing import (
    CUT,
    LOW,
    OFF,
    Around,
    floor_of,
    is_off_page,
    is_table_off,
    why_of_cell,
    why_of_frame,
)
from documents.hidden.word.tables import Table

_DEEPEST = 60  # blocks within blocks
_FOLDED = "folded away under a heading"


@dataclass
class Flow:
    """The text of one part."""

    package: Package
    part: str
    looks: Looks
    page: Page
    paper: Colour = WHITE
    unseen: dict[str, list[str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    _alike: list[tuple[str, Look, str, Area]] = field(default_factory=list)
    _fold: int | None = None

    @property
    def lines(self) -> list[tuple[Line, float | None]]:
        """The lines of words seen, each with the pile of the box around it."""
        return self._laid.lines

    def follow(self, root: Element) -> None:
        """Follow the whole part."""
        self._laid = Laying(self.page)
        self._reader = BoxReader(self.package, self.part, self.page, self.looks.theme)
        width = self.page.width - self.page.left - self.page.right
        around = Around(self.looks.run, self.page.left, width, self.paper)
        self._blocks(root, around, 0)
        self._judge_over_boxes()

    def _blocks(self, holder: Element, around: Around, depth: int) -> None:
        if depth > _DEEPEST:
            raise CannotLook("has tables within tables without end")
        for one in holder:
            name = local(one.tag)
            if name == "p":
                self._paragraph(one, around, depth)
            elif name == "tbl":
                self._table(one, around, depth)
            elif name == "AlternateContent":
                if (chosen := child(one, "Choice")) is not None:
                    self._blocks(chosen, around, depth + 1)
            elif name in HOLDERS:
                self._blocks(one, around, depth + 1)

    def _table(self, element: Element, around: Around, depth: int) -> None:
        setup = child(element, "tblPr")
        indent, place = child(setup, "tblInd"), child(setup, "tblpPr")
        left = around.left + number_of(indent, "w") / TWIPS
        why = around.why
        if is_table_off(place, self.page):
            why = why or OFF
        if left > self.page.width - 5:
            why = why or OFF
        grid = [number_of(one, "w") / TWIPS for one in child(element, "tblGrid") or ()]
        is_fixed = attribute_of(child(setup, "tblLayout"), "type") == "fixed"
        of_row = None
        table, last, top, lowest = (
            Table(element, self.looks),
            None,
            self._laid.top,
            self._laid.top,
        )
        x, at, least = left, 0, self._laid.least
        for row, cell, ground, look in table.cells():
            if row is not last:
                top = lowest = max(lowest, self._laid.top)
                last, x, at = row, left, 0
                of_row = child(row, "trPr")
            own = child(cell, "tcPr")
            said = number_of(child(own, "tcW"), "w") / TWIPS
            span = whole_in(value_of(own, "gridSpan"), 1)
            width = sum(grid[at : at + span]) or said or around.width / 3
            inside = Around(
                look,
                x + 5,
                max(width - 10, 10),
                ground or around.ground,
                why or why_of_cell(of_row, own, width if is_fixed else 99.0),
                around.pile,
                floor=floor_of(of_row, own, least, around.floor),
            )
            self._laid.top, self._laid.least = top, least
            self._blocks(cell, inside, depth + 1)
            least = number_of(child(of_row, "trHeight"), "val") / TWIPS
            lowest = max(lowest, self._laid.top, top + least)
            x, at = x + width, at + span
        self._laid.top, self._laid.least = lowest, least

    def _paragraph(self, element: Element, around: Around, depth: int) -> None:
        setup = child(element, "pPr")
        style = self.looks.style(value_of(setup, "pStyle"), "paragraph")
        look, stance = around.look, self.looks.paragraph
        for one in style.runs:
            look = self.looks.changed(look, one)
        for one in [*style.paragraphs, *([setup] if setup is not None else [])]:
            stance = self.looks.stood(stance, one)
        around = replace(
            around,
            look=look,
            ground=stance.behind or around.ground,
            why=around.why or self._why(setup, stance),
        )
        if is_set(setup, "pageBreakBefore"):
            self._laid.next_page()
        self._laid.top += stance.before
        begin = self._laid.top
        said: list[tuple[str, Look]] = []
        for piece in runs_of(element):
            said += self._run(piece, around, begin, depth)
        for phantom in phantoms_of(element):
            self.unseen.setdefault(HIDDEN, []).append(phantom)
        words = "".join(one for one, _ in said)
        usual = self.looks.changed(look, child(setup, "rPr")).points
        points = max((one.points for text, one in said if text.strip()), default=usual)
        if (
            said
            and not around.why
            and is_off_page(
                words, points, stance, self.page, (around.left, around.width)
            )
        ):
            around = replace(around, why=OFF)
        if self._laid.is_below(around.floor, points):
            around = replace(around, why=around.why or CUT)
        for text, run in said:
            self._judge(text, run, around)
        self._laid.lay(
            words,
            points,
            stance,
            (around.left, around.width),
            pile=around.pile,
            is_seen=not around.why,
        )
        self._laid.top += stance.after

    def _run(
        self, run: Element, around: Around, top: float, depth: int
    ) -> Iterator[tuple[str, Look]]:
        setup, look = child(run, "rPr"), around.look
        for one in (
            self.looks.style(value_of(setup, "rStyle")).runs
            if (value_of(setup, "rStyle"))
            else ()
        ):
            look = self.looks.changed(look, one)
        look = self.looks.changed(look, setup)
        for one in run:
            name = local(one.tag)
            if name == "t":
                yield one.text or "", look
            elif name == "sym":
                yield symbol_of(one), look
            elif name in {"tab", "br", "cr"}:
                yield " ", look
                if attribute(one, "type") == "page":
                    self._laid.next_page()
            elif name == "noBreakHyphen":
                yield "-", look
            elif name == "lastRenderedPageBreak":
                self._laid.next_page()
            elif name in {"drawing", "pict", "object"}:
                self._drawn(one, around, top, depth)
            elif name == "ruby":
                for part in one:
                    for inner in runs_of(part):
                        yield from self._run(inner, around, top, depth)
            elif name == "AlternateContent":
                for inner in child(one, "Choice") or ():
                    if local(inner.tag) == "t":
                        yield inner.text or "", look
                    else:
                        self._drawn(inner, around, top, depth)

    def _drawn(self, element: Element, around: Around, top: float, depth: int) -> None:
        for box in self._reader.boxes(element, top, around.left):
            if box.drawn:
                colours = box.paint.colours if box.paint is not None else ()
                look = replace(around.look, colour=colours[0] if colours else None)
                self._judge(box.drawn, look, around)
                continue
            self.boxes.append(box)
            if box.is_inline:
                self._laid.inline = max(self._laid.inline, box.size[1])
            ground = around.ground
            is_clear = box.paint is None or box.paint.opacity < OPAQUE
            if box.paint is not None and not is_clear:
                # Of a gradient any colour may be behind a word: the first is taken.
                ground = box.paint.colours[0] if box.paint.colours else None
            why = around.why
            page = Area(0, 0, self.page.width, self._laid.top + 2 * self.page.height)
            if box.is_hidden:
                why = why or HIDDEN
            elif box.is_over and not box.area.overlap(page):
                why = why or OFF
            elif box.content and min(box.size) < TINIEST:
                why = why or "in a box too small to see"
            inside = Around(
                self.looks.run,
                box.area.left + 7,
                max(box.area.width - 14, 10),
                ground,
                why,
                box.height,
                box.area if is_clear else None,
            )
            kept = self._laid.top
            for content in box.content:
                self._laid.top = box.area.top + 4
                before = len(self.seen)
                self._blocks(content, inside, depth + 1)
                if box.is_cut and self._laid.top > box.most:
                    self.cut.append(" ".join(self.seen[before:]))
            self._laid.top = kept

    def _why(self, setup: Element | None, stance: Paragraph) -> str:
        """Return why nothing of a paragraph can be seen, apart from its words."""
        level = stance.level
        if self._fold is not None and (level is None or level > self._fold):
            return _FOLDED
        self._fold = level if stance.is_folded and level is not None else None
        if stance.exact is not None and 0 <= stance.exact < TINIEST:
            return LOW
        return why_of_frame(setup, self.page)

    def _judge(self, words: str, look: Look, around: Around) -> None:
        if not words.strip():
            return
        why = around.why or look.why(around.ground, words)
        if why in {PALE, ALIKE} and (around.pile is None or around.clear):
            line = Area(
                around.left, self._laid.top - 20, around.left + 1, self._laid.top + 20
            )
            self._alike.append((words, look, why, around.clear or line))
        elif why:
            self.unseen.setdefault(why, []).append(words)
        else:
            self.seen.append(words)

    def _judge_over_boxes(self) -> None:
        """Judge words in the colour of the paper: a box may lie between."""
        for words, look, why, area in self._alike:
            if stands_out(look.colour or WHITE, area, self.boxes):
                self.seen.append(words)
            else:
                self.unseen.setdefault(why, []).append(words)
