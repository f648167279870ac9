"""Check Word documents: tracked changes, comments, and invisible words."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from documents.hidden import properties
from documents.hidden.charts import look_at_charts
from documents.hidden.findings import Finding, block, counted, quoted, warn
from documents.hidden.hidden_text import look_at_text
from documents.hidden.packages import (
    Package,
    attribute,
    find_all,
    is_on,
    local,
    text_of,
)
from documents.hidden.personal import look_for_people

_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|(.*/)?_rels/[^/]*\.rels|docProps/[^/]+|docMetadata/.*|"
    r"customXml/.*|word/(document|styles|stylesWithEffects|settings|webSettings|"
    r"fontTable|numbering|footnotes|endnotes|comments[A-Za-z]*|people|header\d*|"
    r"footer\d*|vbaData)\.xml|word/vbaProject[^/]*\.bin|"
    r"word/(theme|media|charts|embeddings|activeX|ctrlProps|diagrams|fonts|glossary|"
    r"drawings|printerSettings|webextensions|ink|documentTasks)/.*"
)
_BODIES = (
    r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|"
    r"word/glossary/document\.xml"
)
_CHANGES = {
    "ins": "insertion",
    "del": "deletion",
    "moveFrom": "move",
    "moveTo": "move",
    "cellIns": "insertion",
    "cellDel": "deletion",
    "rPrChange": "change of format",
    "pPrChange": "change of format",
    "tblPrChange": "change of format",
    "trPrChange": "change of format",
    "tcPrChange": "change of format",
    "sectPrChange": "change of format",
    "numberingChange": "change of format",
}
_FETCHING = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|LINK|DOCPROPERTY|DOCVARIABLE|USERNAME|AUTHOR|"
    r"FILENAME|DATABASE|MERGEFIELD)\b"
)
# Half points: letters below three points cannot be read.
_TINIEST = 6


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of a document not visible on its pages."""
    package = Package(file)
    yield from package.around()
    unseen_styles = _unseen_styles(package)
    words: list[str] = []
    for name in package.matching(_BODIES):
        root = package.xml(name)
        place = name.rsplit("/", 1)[-1].removesuffix(".xml")
        place = "" if place == "document" else place
        yield from _changes(root, place)
        yield from _Runs(unseen_styles).look(root, place)
        yield from _fields(root, place)
        paragraphs = [text_of(one) for one in find_all(root, "p")]
        words += paragraphs
        if "glossary" in name and any(paragraphs):
            yield warn("glossary", "its building blocks", "They hold text.")
    yield from look_at_text(words)
    yield from look_for_people(words)
    yield from _comments(package)
    yield from _settings(package)
    if package.matching(r"word/charts/chart[^/]*\.xml"):
        yield from look_at_charts(package, "word")
    yield from properties.look_at_embedded(package, "word", depth)
    yield from properties.look_at_pictures(package, "word", depth)
    yield from properties.look_at_links(package)
    yield from properties.look_at_making(package)
    yield from properties.look_at_parts(package, _KNOWN)


def _changes(root: Element, place: str) -> Iterator[Finding]:
    found: Counter[str] = Counter()
    gone: list[str] = []
    for element in root.iter():
        if what := _CHANGES.get(local(element.tag)):
            found[what] += 1
            if local(element.tag) == "del":
                gone += [text_of(one) for one in find_all(element, "delText")]
    if found:
        told = ", ".join(counted(number, what) for what, number in found.items())
        such_as = next(
            (f" One deleted text is {quoted(one)}." for one in gone if one), ""
        )
        yield block(
            "tracked_changes",
            place,
            f"Changes are tracked in it: {told}.{such_as} Accept or reject them all.",
        )


class _Runs:
    """Runs of invisible text, grouped by reason."""

    def __init__(self, unseen_styles: dict[str, str]) -> None:
        self._styles = unseen_styles
        self._found: dict[str, list[str]] = {}

    def look(self, root: Element, place: str) -> Iterator[Finding]:
        """Yield each reason for which words of this part are invisible."""
        self._walk(root)
        for why, texts in self._found.items():
            yield block(
                "invisible_text" if why != _BLACKED else "blacked_text",
                place,
                f"{counted(len(texts), 'passage')} {why}, such as {quoted(texts[0])}. "
                "Delete what should not go; show the rest.",
            )

    def _walk(self, root: Element) -> None:
        # An explicit stack: elements do not know their parent, and deep files must not
        # cause deep recursion.
        pending: list[tuple[Element, str, str]] = [(root, "", "")]
        while pending:
            element, behind, style = pending.pop()
            name = local(element.tag)
            if name in {"p", "tc", "tbl"}:
                setup = _child(element, f"{name}Pr")
                behind = _shade(setup) or behind
                chosen = _child(setup, "pStyle")
                if chosen is not None:
                    style = self._styles.get(attribute(chosen, "val"), "")
            elif name == "r":
                self._run(element, behind, style)
                if not any(local(one.tag) in _NESTING for one in element):
                    continue
            pending += [(child, behind, style) for child in reversed(element)]

    def _run(self, run: Element, behind: str, style: str) -> None:
        text = "".join(one.text or "" for one in run if local(one.tag) == "t")
        if not text.strip():
            return
        setup = _child(run, "rPr")
        if why := self._why(setup, text, behind, style):
            self._found.setdefault(why, []).append(text)

    def _why(self, setup: Element | None, text: str, behind: str, style: str) -> str:
        if setup is None:
            return style
        on = {local(one.tag): attribute(one, "val") for one in setup}
        if _says(on, "vanish") or _says(on, "specVanish"):
            return "formatted as hidden"
        # Word marks the page numbers of a table of contents this way, for web pages
        # only.
        if _says(on, "webHidden") and not text.strip().isdigit():
            return "formatted as hidden"
        size = on.get("sz", "")
        if size.isdigit() and int(size) < _TINIEST:
            return f"in letters of {int(size) / 2:g} points"
        colour = on.get("color", "").upper()
        shade = _shade(setup)
        if on.get("highlight") == "black" or shade == "000000":
            return "" if _is_light(colour) else _BLACKED
        behind = shade or _HIGHLIGHTS.get(on.get("highlight", ""), "") or behind
        if colour == "FFFFFF" and behind in {"", "FFFFFF"}:
            return "white on white"
        if colour and colour == behind:
            return "in the colour of what is behind them"
        return "" if "vanish" in on or "color" in on else style


_BLACKED = "blacked out, but still there"
_NESTING = {"drawing", "pict", "object", "AlternateContent"}
_HIGHLIGHTS = {"white": "FFFFFF", "yellow": "FFFF00", "red": "FF0000", "blue": "0000FF"}


def _says(on: dict[str, str], name: str) -> bool:
    return name in on and on[name] not in {"0", "false", "off"}


def _child(element: Element | None, name: str) -> Element | None:
    if element is None:
        return None
    return next((one for one in element if local(one.tag) == name), None)


def _shade(setup: Element | None) -> str:
    shade = _child(setup, "shd")
    fill = attribute(shade, "fill").upper() if shade is not None else ""
    if fill == "AUTO" or not fill:
        return ""
    return fill


def _is_light(colour: str) -> bool:
    if not re.fullmatch(r"[0-9A-F]{6}", colour):
        return False
    return sum(int(colour[at : at + 2], 16) for at in (0, 2, 4)) > 3 * 128


def _unseen_styles(package: Package) -> dict[str, str]:
    """Return the paragraph styles of hidden text, each with the reason."""
    root = package.xml_if_there("word/styles.xml")
    if root is None:
        return {}
    unseen = {}
    for style in find_all(root, "style"):
        setup = _child(style, "rPr")
        vanish = _child(setup, "vanish")
        if vanish is not None and attribute(vanish, "val") not in {"0", "false"}:
            unseen[attribute(style, "styleId")] = "formatted as hidden"
    return unseen


def _fields(root: Element, place: str) -> Iterator[Finding]:
    codes = [
        text
        for one in find_all(root, "instrText", "fldSimple")
        if _FETCHING.search(text := (one.text or attribute(one, "instr") or "").upper())
    ]
    if codes:
        yield warn(
            "field_codes",
            place,
            f"{counted(len(codes), 'field')} that fetch or name something: "
            f"{quoted(codes[0], 60)}. Turn them into text (Ctrl+Shift+F9).",
        )


def _comments(package: Package) -> Iterator[Finding]:
    root = package.xml_if_there("word/comments.xml")
    if root is not None:
        comments = list(find_all(root, "comment"))
        if comments:
            names = {attribute(one, "author") for one in comments} - {""}
            by = f" by {', '.join(sorted(names)[:5])}" if names else ""
            yield block(
                "comments",
                "its comments",
                f"{counted(len(comments), 'comment')}{by}, such as "
                f"{quoted(text_of(comments[0]))}. Delete them.",
            )
    people = package.xml_if_there("word/people.xml")
    if people is not None:
        names = {attribute(one, "author") for one in find_all(people, "person")} - {""}
        if names:
            yield warn(
                "names_author",
                "its properties",
                f"They name who worked on it: {', '.join(sorted(names)[:5])}.",
            )


def _settings(package: Package) -> Iterator[Finding]:
    root = package.xml_if_there("word/settings.xml")
    if root is None:
        return
    variables = [attribute(one, "name") for one in find_all(root, "docVar")]
    if variables:
        yield warn(
            "document_variables",
            "its settings",
            f"They hold {counted(len(variables), 'variable')}: "
            f"{', '.join(map(quoted, variables[:3]))}.",
        )
    for merge in find_all(root, "mailMerge"):
        told = [
            attribute(one, "val") for one in find_all(merge, "query", "connectString")
        ]
        yield block(
            "mail_merge",
            "its settings",
            f"They name the data of a mail merge: {quoted(' '.join(told), 60)}.",
        )
    for one in find_all(root, "documentProtection"):
        if is_on(attribute(one, "enforcement")):
            yield warn(
                "protection",
                "",
                "It is protected, but anyone can remove the protection, so "
                "nothing is hidden.",
            )
