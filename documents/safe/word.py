"""Copy Word documents as their readers see them: changes accepted, the rest gone."""

import io
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from documents.hidden.findings import CannotLook
from documents.hidden.packages import Package, attribute, child, find_all, local
from documents.hidden.word.elements import is_set, symbol_of
from documents.hidden.word.flow import Flow
from documents.hidden.word.looking import paper_of
from documents.hidden.word.looks import Looks
from documents.hidden.word.page import Page
from documents.safe.elements import clean_drawings, drop
from documents.safe.fields import flatten_fields
from documents.safe.packages import Copy
from documents.safe.refusal import CannotCopy

_MAIN = "word/document.xml"
_FAMILY = "openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    "officeDocument": f"{_FAMILY}.document.main",
    "styles": f"{_FAMILY}.styles",
    "settings": f"{_FAMILY}.settings",
    "numbering": f"{_FAMILY}.numbering",
    "fontTable": f"{_FAMILY}.fontTable",
    "footnotes": f"{_FAMILY}.footnotes",
    "endnotes": f"{_FAMILY}.endnotes",
    "header": f"{_FAMILY}.header",
    "footer": f"{_FAMILY}.footer",
}
_GONE = {
    "del",
    "moveFrom",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
    "cellIns",
    "cellMerge",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "customXmlInsRangeStart",
    "customXmlInsRangeEnd",
    "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart",
    "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "annotationRef",
    "bookmarkStart",
    "bookmarkEnd",
    "permStart",
    "permEnd",
    "proofErr",
    "sdtPr",
    "sdtEndPr",
    "smartTagPr",
    "customXmlPr",
    "tblCaption",
    "tblDescription",
    "control",
    "OLEObject",
    "docPartList",
    "rsids",
    "rsid",
    "docPartObj",
    "attachedSchema",
    "printerSettings",
    "embedRegular",
    "embedBold",
    "embedItalic",
    "embedBoldItalic",
    "delText",
    "delInstrText",
}
_OPENED = {"ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "hyperlink"}
_SETTINGS = {
    "evenAndOddHeaders",
    "mirrorMargins",
    "displayBackgroundShape",
    "autoHyphenation",
    "hyphenationZone",
    "defaultTabStop",
    "characterSpacingControl",
    "footnotePr",
    "endnotePr",
    "compat",
    "themeFontLang",
    "clrSchemeMapping",
    "decimalSymbol",
    "listSeparator",
    "gutterAtTop",
    "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter",
}
_SET_INTO = {"altChunk": "another file", "subDoc": "another document"}
_TEXTS = r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml"
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def as_seen(content: bytes) -> bytes:
    """Return a Word document with the content seen by its readers, and nothing else.

    Insertions are accepted. Deletions, comments, hidden words, properties and all parts
    not used by the pages are gone. Fields, links and content controls become text.
    Pictures are drawn afresh, without their cropped edges.

    Raises:
        CannotCopy: The document is damaged, or another file is set into it.
    """
    try:
        package = Package(io.BytesIO(content))
        if _MAIN not in package.names:
            raise CannotCopy("keeps its text in an unusual place. Save it afresh")
        body = package.xml(_MAIN)
        for name, what in _SET_INTO.items():
            if next(find_all(body, name), None) is not None:
                raise CannotCopy(f"has {what} set into it. Save it afresh in Word")
        made = Copy(package, _KINDS, _Cleaner(package).clean).file(_MAIN)
        # Some words are out of sight only now: those of a style that is left alone.
        package = Package(io.BytesIO(made))
        unseen = _unseen(package)
        if not any(unseen.values()):
            return made

        def clean(name: str, root: Element) -> None:
            _without(root, unseen.get(name, ()))

        return Copy(package, _KINDS, clean).file(_MAIN)
    except CannotLook as why:
        raise CannotCopy(str(why)) from why


class _Cleaner:
    """Takes out of the parts of a document everything not shown on its pages."""

    def __init__(self, package: Package) -> None:
        body = package.xml(_MAIN)
        settings = package.xml_if_there("word/settings.xml")
        self._has_first = any(
            is_set(one, "titlePg") for one in find_all(body, "sectPr")
        )
        self._has_even = settings is not None and is_set(settings, "evenAndOddHeaders")
        self._notes: set[tuple[str, str]] = set()
        # Before anything is taken out: much of what hides words is no more afterwards.
        self._unseen = _unseen(package)

    def clean(self, name: str, root: Element) -> None:
        """Clean one part."""
        if root.tag.rpartition("}")[2] == "settings":
            root[:] = [one for one in root if local(one.tag) in _SETTINGS]
        _without(root, self._unseen.get(name, ()))
        _accept(root)
        flatten_fields(root)
        clean_drawings(root)
        drop(root, self._is_of_no_page)
        for one in root.iter():
            for key in list(one.attrib):
                if local(key).startswith("rsid"):
                    del one.attrib[key]
        kind = local(root.tag)
        if kind in {"footnotes", "endnotes"}:
            root[:] = [one for one in root if self._is_referred_to(one)]
        else:
            self._notes |= {
                (local(one.tag).removesuffix("Reference"), attribute(one, "id"))
                for one in find_all(root, "footnoteReference", "endnoteReference")
            }

    def _is_of_no_page(self, element: Element) -> bool:
        if local(element.tag) not in {"headerReference", "footerReference"}:
            return False
        kind = attribute(element, "type")
        return (kind == "first" and not self._has_first) or (
            kind == "even" and not self._has_even
        )

    def _is_referred_to(self, note: Element) -> bool:
        key = local(note.tag), attribute(note, "id")
        return attribute(note, "type") in _SEPARATORS or key in self._notes


def _accept(element: Element) -> None:
    """Accept the tracked changes within an element; keep the contents of holders."""
    made: list[Element] = []
    joined: list[Element] = []  # of paragraphs whose ends are deleted
    for one in _opened(element):
        is_joined = local(one.tag) == "p" and _is_marked(child(one, "pPr"), "rPr")
        _accept(one)
        if is_joined:
            joined += [each for each in one if local(each.tag) != "pPr"]
            continue
        if local(one.tag) == "p" and joined:
            at = 1 if child(one, "pPr") is not None else 0
            one[at:at] = joined
            joined = []
        made.append(one)
    if joined:
        last = Element(_sibling(element, "p"))
        last[:] = joined
        made.append(last)
    element[:] = made
    if local(element.tag) == "tc" and child(element, "p") is None:
        element.append(Element(_sibling(element, "p")))


def _opened(element: Element) -> Iterator[Element]:
    """Yield the children of an element left after changes are accepted."""
    for one in element:
        name = local(one.tag)
        if name in _GONE or _is_deleted(one, name):
            continue
        if name in _OPENED:
            yield from _opened(one)
        else:
            yield one


def _is_deleted(element: Element, name: str) -> bool:
    """Whether a row, a cell, or all rows of a table are deleted."""
    if name == "tbl":
        rows = list(find_all(element, "tr"))
        return bool(rows) and all(_is_marked(one, "trPr") for one in rows)
    return (name == "tr" and _is_marked(element, "trPr")) or (
        name == "tc" and child(child(element, "tcPr"), "cellDel") is not None
    )


def _is_marked(element: Element | None, setup: str) -> bool:
    return child(child(element, setup), "del", "moveFrom") is not None


def _sibling(element: Element, name: str) -> str:
    """Return a name in the namespace of an element."""
    return f"{element.tag.rpartition('}')[0]}}}{name}"


def _unseen(package: Package) -> dict[str, set[str]]:
    """Return the words of each part out of sight on its pages.

    Words in sight elsewhere in the part are left out.
    """
    body = package.xml(_MAIN)
    looks, page, paper = Looks(package), Page.of(body), paper_of(body, package)
    made = {}
    for name in package.matching(_TEXTS):
        flow = Flow(package, name, looks, page, paper)
        flow.follow(package.xml(name))
        words = {one for texts in flow.unseen.values() for one in texts}
        made[name] = words - set(flow.seen)
    return made


def _without(root: Element, words: Collection[str]) -> None:
    for one in find_all(root, "t"):
        if one.text in words:
            one.text = ""
    drop(root, lambda one: local(one.tag) == "sym" and symbol_of(one) in words)
