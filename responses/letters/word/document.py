"""Write a letter as a Word document."""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import html

from responses.letters.pages import DRAFT_MARK
from responses.letters.word.blocks import End, Place, Writer
from responses.letters.word.elements import LINE, add, say
from responses.letters.word.notes import Notes, taken_out

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


_INK = RGBColor(0x14, 0x33, 0x3D)


_HEADING_POINTS = {1: 16, 2: 14, 3: 12, 4: 11, 5: 11, 6: 11}
_LAST_UPRIGHT = 4  # level of headings; those below are told apart by their slant


def word_of(page: str) -> bytes:
    """Return a letter's page as a .docx file.

    Args:
        page: A page made by `pages.page_of`.

    Raises:
        pictures.NoSuchPicture: A picture of the letterhead cannot be read.
    """
    return saved(written(page))


def written(page: str) -> DocumentType:
    """Return a letter's page as a document that is not saved yet.

    Raises:
        pictures.NoSuchPicture: A picture of the letterhead cannot be read.
    """
    root = html.document_fromstring(page)
    article = root.find(".//article")
    document = Document()
    _prepare(document, root, article)
    writer = Writer(document, Notes(document, taken_out(article)))
    writer.blocks(article, Place(into=End(document.element.body)))
    return document


def saved(document: DocumentType) -> bytes:
    """Return a document as a .docx file."""
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _prepare(document: DocumentType, root: Any, article: Any) -> None:
    """Set paper, language, title, styles, header and footer."""
    language = article.get("lang", "en-GB")
    told = {meta.get("name"): meta.get("content") for meta in root.iter("meta")}
    properties = document.core_properties
    properties.title = root.findtext(".//title") or ""
    properties.author = told.get("author") or ""
    properties.subject = told.get("description") or ""
    properties.language = language
    properties.comments = ""
    if day := told.get("dcterms.created"):
        properties.created = properties.modified = datetime.fromisoformat(day)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin = section.bottom_margin = Mm(25)
    section.different_first_page_header_footer = True
    for style in document.styles:
        element = style.element
        fonts = element.find(qn("w:rPr"))
        if fonts is not None and (named := fonts.find(qn("w:rFonts"))) is not None:
            fonts.remove(named)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    for level, points in _HEADING_POINTS.items():
        heading = document.styles[f"Heading {level}"]
        heading.font.color.rgb = _INK
        heading.font.size = Pt(points)
        heading.font.bold, heading.font.italic = True, level > _LAST_UPRIGHT
    quote = document.styles["Quote"]
    quote.font.italic = False
    quote.paragraph_format.left_indent = Mm(6)
    for told_language in document.styles.element.iter(qn("w:lang")):
        told_language.set(qn("w:val"), language)
    section.header.paragraphs[0].text = told.get("author") or ""
    if article.get("data-draft") is not None:
        for header in (section.first_page_header, section.header):
            marked = header.paragraphs[0].add_run(f"  {DRAFT_MARK}")
            marked.bold = True
    for footer in (section.first_page_footer, section.footer):
        footer.paragraphs[0].style = normal
        _foot(footer.paragraphs[0]._p, article)


def _foot(paragraph: Any, article: Any) -> None:
    """Write "Our reference …", and "Page 2 of 5" with fields counted by Word."""
    reference = article.findtext(".//strong[@class='letter-reference']") or ""
    settings = paragraph.get_or_add_pPr()
    tabs = add(settings, "w:tabs")
    add(tabs, "w:tab", val="right", pos=str(LINE))
    say(paragraph, article.get("data-foot-reference", f"Our reference {reference}"))
    add(add(paragraph, "w:r"), "w:tab")
    say(paragraph, article.get("data-foot-page", "Page "))
    _counted(paragraph, "PAGE")
    say(paragraph, article.get("data-foot-of", " of "))
    _counted(paragraph, "NUMPAGES")
    say(paragraph, article.get("data-foot-end", ""))


def _counted(paragraph: Any, what: str) -> None:
    say(add(paragraph, "w:fldSimple", instr=f" {what} "), "1")
