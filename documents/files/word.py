"""Extract the words of a Word file: paragraphs, numbered lists, tables, notes."""

import io
import re
from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml.etree import LxmlError

from documents.files.document import Block, FileText, UnreadableFile, assembled
from documents.files.numbering import Numbering, number

_AS_TEXT = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
# Elements not shown on the page; the words of text boxes are read as paragraphs.
_NOT_SHOWN = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:instrText"),
    qn("w:txbxContent"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_WRAPPERS = {
    qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")
}
_HEADING = re.compile(r"heading\s?(?P<level>\d)|title\Z", re.IGNORECASE)
_DEEPEST = 20  # tables within tables


def read_word(data: bytes) -> FileText:
    """Return the words of a .docx file.

    Tracked deletions are left out and insertions kept, as on the page. The numbers Word
    gives to lists are written out. The head of the first page is the letterhead and
    stays; other running heads and feet are set aside.

    Raises:
        UnreadableFile: The file is damaged, protected, or has no words.
    """
    try:
        part: Any = Package.open(io.BytesIO(data)).main_document_part
        reader = _Reader(part)
        head, aside = reader.running()
        blocks = [*head, *reader.blocks(part.element.body), *reader.notes()]
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError) as error:
        raise UnreadableFile(
            "The Word file is damaged or protected. Save it anew, as PDF for "
            "example, or paste the text."
        ) from error
    read = assembled("docx", blocks, aside)
    if not read.text:
        raise UnreadableFile("The Word file holds no words that can be read.")
    return read


class _Reader:
    """Reads one file, counting its lists along the way."""

    def __init__(self, part: Any) -> None:
        self.part = part
        styles = related(part, RELATIONSHIP_TYPE.STYLES)
        self.styles = {
            style.get(qn("w:styleId")): style
            for style in (styles.iter(qn("w:style")) if styles is not None else ())
        }
        self.numbering = Numbering(related(part, RELATIONSHIP_TYPE.NUMBERING))

    def blocks(self, within: Any, depth: int = 0) -> Iterator[Block]:
        """Yield the paragraphs and rows of a part of the file, in order."""
        if depth > _DEEPEST:
            return
        for child in within:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child, depth)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child, depth)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child, depth + 1)

    def running(self) -> tuple[list[Block], list[str]]:
        """Return the head of the first page, then all other running heads and feet."""
        heads: dict[str, list[Block]] = {}
        others: list[str] = []
        for relation in self.part.rels.values():
            if relation.is_external:
                continue
            is_head = relation.reltype == RELATIONSHIP_TYPE.HEADER
            if not is_head and relation.reltype != RELATIONSHIP_TYPE.FOOTER:
                continue
            found = list(self.blocks(_root(relation.target_part)))
            if is_head:
                heads[relation.rId] = found
            else:
                others += [block.text for block in found]
        first = self._first_head(list(heads))
        for key, found in heads.items():
            if key != first:
                others += [block.text for block in found]
        return heads.get(first, []), others

    def _first_head(self, keys: list[str]) -> str:
        """Return the key of the running head of the first page."""
        section = next(self.part.element.body.iter(qn("w:sectPr")), None)
        if section is None:
            return ""
        named = {
            reference.get(qn("w:type")): reference.get(qn("r:id"))
            for reference in section.iter(qn("w:headerReference"))
        }
        is_own = section.find(qn("w:titlePg")) is not None
        key = named.get("first" if is_own else "default", "")
        return key if key in keys else ""

    def notes(self) -> Iterator[Block]:
        """Yield the footnotes and endnotes, placed after all other text."""
        for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            root = related(self.part, kind)
            for note in root if root is not None else ():
                if note.get(qn("w:type")) is None:
                    yield from self.blocks(note)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Block]:
        words = "".join(_words(paragraph))
        properties = paragraph.find(qn("w:pPr"))
        style = self._style(properties)
        mark = self.numbering.mark_of(properties, style, self.styles)
        level = _heading_level(properties, style)
        lines = [" ".join(part.split(" ")) for part in words.split("\n")]
        lines = [line for line in lines if line.strip()]
        for at, line in enumerate(lines):
            text = f"{mark} {line.strip()}" if mark and not at else line
            is_close = at > 0 or bool(mark)
            yield Block(text, level if len(lines) == 1 else 0, is_close=is_close)
        for box in paragraph.iter(qn("w:txbxContent")):
            if not _is_fallback(box, paragraph):
                yield from self.blocks(box, depth + 1)

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        """Yield each row as one line, or cell by cell where cells are long."""
        for count, row in enumerate(_shown(table, qn("w:tr"))):
            cells = [
                list(self.blocks(cell, depth + 1)) for cell in _shown(row, qn("w:tc"))
            ]
            if all(len(cell) < 2 and not _level(cell) for cell in cells):
                text = "\t".join(cell[0].text if cell else "" for cell in cells)
                yield Block(text.strip("\t"), is_close=count > 0)
            else:
                for cell in cells:
                    yield from cell

    def _style(self, properties: Any) -> Any:
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        return None if named is None else self.styles.get(named.get(qn("w:val")))


def _level(cell: list[Block]) -> int:
    return cell[0].level if cell else 0


def _words(node: Any) -> Iterator[str]:
    """Yield the words of a paragraph as shown, without text boxes."""
    for child in node:
        if child.tag in _NOT_SHOWN:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _AS_TEXT:
            yield _AS_TEXT[child.tag]
        else:
            yield from _words(child)


def _shown(within: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table, or the cells of a row, inside content controls too."""
    for child in within:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _shown(child, tag)


def _is_fallback(box: Any, paragraph: Any) -> bool:
    """Whether a text box is a second copy for old programs, or within another box."""
    for above in box.iterancestors():
        if above is paragraph:
            return False
        if above.tag in _NOT_SHOWN:
            return True
    return False


def _heading_level(properties: Any, style: Any) -> int:
    """Return the heading level of a paragraph, 0 for none."""
    outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
    if outline is None and style is not None:
        outline = next(style.iter(qn("w:outlineLvl")), None)
    if outline is not None and (level := number(outline)) < 9:
        return level + 1
    name = style.find(qn("w:name")) if style is not None else None
    found = _HEADING.match(name.get(qn("w:val"), "")) if name is not None else None
    return int(found["level"] or 1) if found else 0


def related(part: Any, kind: str) -> Any:
    """Return the root of the related part of that kind, None without such a part."""
    for relation in part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            return _root(relation.target_part)
    return None


def _root(part: Any) -> Any:
    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element
