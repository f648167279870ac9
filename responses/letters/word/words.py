"""Write the words of a block: runs of text, links, line breaks and pictures."""

import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final, Protocol

from docx.document import Document as DocumentType
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from responses.letters import pictures
from responses.letters.word.elements import SPACE, add, content

_BLANK = re.compile(r"\s+")
_NOTE_NUMBER: Final = "letter-noteref"
_RAISED = {"sup": "superscript", "sub": "subscript"}


@dataclass(frozen=True, slots=True)
class Look:
    """The look and the language of words.

    Attributes:
        raised: "superscript", "subscript" or "".
    """

    is_bold: bool = False
    is_italic: bool = False
    is_link: bool = False
    is_right_to_left: bool = False
    language: str = ""
    raised: str = ""


class NoteNumbers(Protocol):
    """The footnotes of the document."""

    def refer(self, node: Any, into: Any) -> None:
        """Write the number of a note."""


@dataclass
class Words:
    """Write words into a paragraph.

    Attributes:
        part: The part of the document that has the paragraph, and keeps its links.
    """

    document: DocumentType
    paragraph: Any
    notes: NoteNumbers
    part: Any
    ends_blank: bool = True

    def write(self, pieces: list[Any], look: Look, into: Any = None) -> None:
        """Write text and inline elements; spaces are collapsed as in a browser."""
        into = self.paragraph if into is None else into
        for piece in pieces:
            if isinstance(piece, str):
                self._text(piece, look, into)
            else:
                self._element(piece, look, into)

    def _element(self, node: Any, look: Look, into: Any) -> None:
        if not isinstance(node.tag, str):
            return
        if language := node.get("lang"):
            look = replace(look, language=language)
        if node.tag == "br":
            self._break(into)
        elif node.get("class") == _NOTE_NUMBER:
            self.notes.refer(node, into)
            self.ends_blank = False
        elif node.tag == "img":
            self._picture(node)
        elif node.tag == "a" and node.get("href"):
            self.write(content(node), replace(look, is_link=True), self._link(node))
        else:
            if node.tag in {"strong", "b"}:
                look = replace(look, is_bold=True)
            elif node.tag in {"em", "i"}:
                look = replace(look, is_italic=True)
            elif node.tag in _RAISED:
                look = replace(look, raised=_RAISED[node.tag])
            is_line = "letter-line" in (node.get("class") or "").split()
            if is_line and len(self.paragraph.findall(qn("w:r"))):
                self._break(into)
            self.write(content(node), look, into)

    def _text(self, text: str, look: Look, into: Any) -> None:
        text = _BLANK.sub(" ", text) if not text.isspace() else " "
        if self.ends_blank:
            text = text.removeprefix(" ")
        if not text:
            return
        self.ends_blank = text.endswith(" ")
        run = add(into, "w:r")
        settings = add(run, "w:rPr")
        if look.is_bold:
            add(settings, "w:b")
            add(settings, "w:bCs")
        if look.is_italic:
            add(settings, "w:i")
        if look.is_link:
            add(settings, "w:color", val="12495A")
            add(settings, "w:u", val="single")
        if look.raised:
            add(settings, "w:vertAlign", val=look.raised)
        if look.is_right_to_left:
            add(settings, "w:rtl")
        if look.language:
            add(settings, "w:lang", val=look.language)
        words = add(run, "w:t")
        words.text = text
        words.set(SPACE, "preserve")

    def _break(self, into: Any) -> None:
        add(add(into, "w:r"), "w:br")
        self.ends_blank = True

    def _link(self, node: Any) -> Any:
        address = node.get("href")
        link = add(self.paragraph, "w:hyperlink")
        if address.startswith("#"):
            link.set(qn("w:anchor"), address[1:41])
        else:
            key = self.part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link.set(qn("r:id"), key)
        return link

    def _picture(self, node: Any) -> None:
        content = pictures.read(node.get("src", ""))
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run()
        shape = run.add_picture(BytesIO(content), height=Mm(18))
        shape._inline.docPr.set("descr", node.get("alt", ""))
        self.paragraph.append(run._r)
        paragraph._p.getparent().remove(paragraph._p)
