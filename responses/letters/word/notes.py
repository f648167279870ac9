"""Write the notes of a letter as Word's own footnotes."""

from dataclasses import dataclass, field
from typing import Any, Final

from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.shared import Pt

from responses.letters.word.elements import add, content, say
from responses.letters.word.words import Look, Words

_BACK: Final = "letter-notes__back"
_TEXT_STYLE, _NUMBER_STYLE = "footnote text", "footnote reference"
# The lines above notes, which Word keeps among them.
_LINES: Final = {"-1": "separator", "0": "continuationSeparator"}


@dataclass
class Notes:
    """The footnotes of one document.

    Attributes:
        items: The notes, as items of the list at the end of the page.
    """

    document: DocumentType
    items: list[Any]
    _part: Any = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.items:
            self._add_styles()
            self._part = self._added_part()
            for number, item in enumerate(self.items, start=1):
                self._write(str(number), item)

    def refer(self, node: Any, into: Any) -> None:
        """Write the number of a note, which Word itself counts."""
        run = self._run_with_number(into)
        add(run, "w:footnoteReference", id="".join(node.itertext()))

    def _add_styles(self) -> None:
        styles = self.document.styles
        text = styles.add_style(_TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = styles["Normal"]
        text.font.size = Pt(9)
        text.paragraph_format.space_after = Pt(2)
        number = styles.add_style(_NUMBER_STYLE, WD_STYLE_TYPE.CHARACTER)
        number.font.superscript = True

    def _added_part(self) -> Any:
        notes = OxmlElement("w:footnotes")
        settings = add(self.document.settings.element, "w:footnotePr")
        for key, kind in _LINES.items():
            line = add(notes, "w:footnote", type=kind, id=key)
            add(add(add(line, "w:p"), "w:r"), f"w:{kind}")
            add(settings, "w:footnote", id=key)
        package = self.document.part.package
        name = PackURI("/word/footnotes.xml")
        part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, notes, package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        return part

    def _write(self, number: str, item: Any) -> None:
        note = add(self._part.element, "w:footnote", id=number)
        paragraph = add(note, "w:p")
        settings = add(paragraph, "w:pPr")
        add(settings, "w:pStyle", val=self._style(_TEXT_STYLE))
        add(self._run_with_number(paragraph), "w:footnoteRef")
        say(paragraph, " ")
        words = [one for one in content(item) if not _is_link_back(one)]
        look = Look(language=item.get("lang", ""))
        Words(self.document, paragraph, self, part=self._part).write(words, look)

    def _run_with_number(self, into: Any) -> Any:
        run = add(into, "w:r")
        add(add(run, "w:rPr"), "w:rStyle", val=self._style(_NUMBER_STYLE))
        return run

    def _style(self, name: str) -> str:
        key: str = self.document.styles[name].style_id
        return key


def taken_out(article: Any) -> list[Any]:
    """Take the notes at the end of a letter out of its page, and return them."""
    found: list[Any] = article.xpath(".//section[@class='letter-notes']")
    items = [item for section in found for item in section.iter("li")]
    for section in found:
        section.getparent().remove(section)
    return items


def _is_link_back(one: Any) -> bool:
    return not isinstance(one, str) and one.get("class") == _BACK
