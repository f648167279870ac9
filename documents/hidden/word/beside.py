"""Check the words of a Word document that stand beside its text."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, block, counted, quoted, warn
from documents.hidden.links import is_telling
from documents.hidden.packages import Package, attribute, find_all, local
from documents.hidden.words import Seen, says_something, words_in

_FETCHING = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|LINK|DOCPROPERTY|DOCVARIABLE|USERNAME|AUTHOR|"
    r"FILENAME|DATABASE|MERGEFIELD|RD)\b"
)
# The name of a field, its switches, and patterns of dates and numbers.
_INSTRUCTIONS = re.compile(
    r'^\s*\w+|\\[a-zA-Z*@#!]\s*(?:"[^"]*"|MERGEFORMAT|\w+)?|_Toc\d+|_Ref\d+|'
    r'https?://[^"\s]+|mailto:[^"\s]+'
)
_QUIET = re.compile(
    r"\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION|DATE|TIME|SAVEDATE|CREATEDATE|PRINTDATE|SEQ|"
    r"TOC|STYLEREF|PAGEREF|REF|NOTEREF|SYMBOL|EQ|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|"
    r"LISTNUM|AUTONUM\w*|ADVANCE|=|BIDIOUTLINE|TOA|INDEX|BIBLIOGRAPHY|CITATION|NUMWORDS|"
    r"NUMCHARS|REVNUM|EDITTIME|FILESIZE|TITLE|NEXT|SHAPE|BARCODE|ADDRESSBLOCK|"
    r"GREETINGLINE)(?![A-Z])",
    re.IGNORECASE,
)
_TIP = re.compile(r'\\o\s*"([^"]*)"')
_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
# Names given to bookmarks by programs.
_OWN = re.compile(
    r"_.*|OLE_LINK\d+|Text\d+|Check\d+|Dropdown\d+|docs-internal.*|h\.\w+"
)
_USUAL_CHOICE = re.compile(r"choose an item\.?|", re.IGNORECASE)


def look_beside(root: Element, place: str, seen: Seen) -> Iterator[Finding]:
    """Yield the words of a part that no page shows."""
    yield from _fields(root, place, seen)
    for code, what, said in (
        ("bookmarks", "Bookmarks are named", _bookmarks(root)),
        ("content_controls", "Content controls are named or offer", _controls(root)),
        ("form_help", "Form fields have help or choices", _forms(root)),
        ("link_hints", "Links have hints", _hints(root)),
        ("table_description", "Tables are described", _tables(root)),
        ("editors", "Parts may be edited by", _editors(root)),
        ("tags", "Tags of programs say", _tags(root)),
    ):
        told = dict.fromkeys(
            one
            for one in said
            if says_something(one) and seen.lacks(one.replace("_", " "))
        )
        if told:
            yield warn(
                code,
                place,
                f"{what}: {', '.join(quoted(one) for one in list(told)[:4])}. No "
                "page shows this: take out what should not go.",
            )
    yield from _fallbacks(root, place)


def look_at_numbering(package: Package, seen: Seen) -> Iterator[Finding]:
    """Yield the words that lists write before their points, where no list does."""
    root = package.xml_if_there("word/numbering.xml")
    said = (
        attribute(one, "val")
        for one in (find_all(root, "lvlText") if root is not None else ())
    )
    told = [one for one in dict.fromkeys(said) if " " in one and seen.lacks(one)]
    told = [one for one in told if len(words_in(one)) > 1]
    if told:
        yield warn(
            "list_words",
            "its lists",
            f"A list is set to write {quoted(told[0])} before its points. Take it "
            "out, if no list should.",
        )


def _fields(root: Element, place: str, seen: Seen) -> Iterator[Finding]:
    fetching: list[str] = []
    told: dict[str, None] = {}
    for code in _codes(root):
        if _FETCHING.search(code.upper()):
            fetching.append(code)
        words = " ".join(_TIP.findall(code))
        address = _ADDRESS.search(code)
        if address and is_telling(address[1]):
            words = f"{words} {address[1]}"
        if not _QUIET.match(code) and not _FETCHING.match(code.strip().upper()):
            words = f"{words} {_INSTRUCTIONS.sub(' ', code)}"
        if says_something(words) and (address or seen.lacks(words)):
            told[" ".join(words.split())] = None
    if fetching:
        yield warn(
            "field_codes",
            place,
            f"{counted(len(fetching), 'field')} that fetch or name something: "
            f"{quoted(fetching[0])}. Turn them into text (Ctrl+Shift+F9).",
        )
    if told:
        yield warn(
            "field_words",
            place,
            f"{counted(len(told), 'field')} with words that no page shows: "
            f"{', '.join(quoted(one) for one in list(told)[:4])}. Turn them into "
            "text (Ctrl+Shift+F9), or delete them.",
        )


def _codes(root: Element) -> Iterator[str]:
    """Yield the instructions of fields, each whole though it lies in several runs."""
    open_codes: list[str] = []
    for one in root.iter():
        name = local(one.tag)
        if name == "fldSimple":
            yield attribute(one, "instr")
        elif name == "fldChar":
            kind = attribute(one, "fldCharType")
            if kind == "begin":
                open_codes.append("")
            elif kind == "end" and open_codes:
                yield open_codes.pop()
        elif name in {"instrText", "delInstrText"}:
            if not open_codes:
                yield one.text or ""
            else:
                open_codes[-1] += one.text or ""
    yield from open_codes


def _bookmarks(root: Element) -> Iterator[str]:
    for one in find_all(root, "bookmarkStart"):
        name = attribute(one, "name")
        if not _OWN.fullmatch(name):
            yield name


def _controls(root: Element) -> Iterator[str]:
    for setup in find_all(root, "sdtPr"):
        for one in setup:
            if local(one.tag) in {"alias", "tag"}:
                yield attribute(one, "val")
            elif local(one.tag) in {"dropDownList", "comboBox"}:
                for item in one:
                    for key in ("displayText", "value"):
                        if not _USUAL_CHOICE.fullmatch(attribute(item, key)):
                            yield attribute(item, key)


def _forms(root: Element) -> Iterator[str]:
    for data in find_all(root, "ffData"):
        for one in data.iter():
            name, value = local(one.tag), attribute(one, "val")
            if name in {"helpText", "statusText", "listEntry", "default", "format"} or (
                name == "name" and not _OWN.fullmatch(value)
            ):
                yield value


def _hints(root: Element) -> Iterator[str]:
    for one in find_all(root, "hyperlink"):
        yield attribute(one, "tooltip")


def _tables(root: Element) -> Iterator[str]:
    for one in find_all(root, "tblCaption", "tblDescription"):
        yield attribute(one, "val")


def _editors(root: Element) -> Iterator[str]:
    for one in find_all(root, "permStart"):
        yield attribute(one, "ed")


def _tags(root: Element) -> Iterator[str]:
    for one in find_all(root, "smartTagPr", "customXmlPr"):
        for each in one:
            yield attribute(each, "val")


def _fallbacks(root: Element, place: str) -> Iterator[Finding]:
    """Yield words that only old programs show."""
    for one in find_all(root, "AlternateContent"):
        chosen = Seen(
            each.text or ""
            for part in _named(one, "Choice")
            for each in find_all(part, "t")
        )
        other = " ".join(
            each.text or ""
            for part in _named(one, "Fallback")
            for each in find_all(part, "t")
        )
        if other.strip() and chosen.lacks(other):
            yield block(
                "other_text",
                place,
                f"Old programs show other words: {quoted(other)}. Copy the text to a "
                "new "
                "document.",
            )


def _named(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if local(one.tag) == name)
