"""Check the words of a workbook that stand beside its cells."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, block, counted, quoted, warn
from documents.hidden.names import parted
from documents.hidden.packages import Package, find_all, is_on, text_of
from documents.hidden.words import Seen, says_something
from documents.hidden.workbook.judging import listed
from documents.hidden.workbook.sheet import Sheet

_BUILT_IN = re.compile(
    r"_xlnm\.(_FilterDatabase|Print_Area|Print_Titles|Criteria|Extract)"
)
_OF_PROGRAMS = re.compile(
    r"_|(Slicer|NativeTimeline|ExternalData|Query_from|solver)_|(Print|Chart)", re.I
)
_ELSEWHERE = re.compile(r"\[\d+\]|#REF!|[\\/]{2}|\.xls", re.IGNORECASE)
# Codes for page, pages, date, time, sheet and picture, and how letters look; of
# the rest of a head, the path and the name of the file tell the most.
_HEAD_CODES = re.compile(
    r'&(?:[LCRPNDTAGSXYEBIUOH]|[+-]\d+|\d{1,3}|"[^"]*"|K[0-9A-F]{2}[0-9A-F+-]{4})'
)
_HEAD_FILE = re.compile(r"&[ZF]")
_HEAD_USUAL = re.compile(r"(?:page|sheet|of|printed|on|\W)+", re.IGNORECASE)


def look_beside(sheet: Sheet, package: Package, seen: Seen) -> Iterator[Finding]:
    """Yield words of a worksheet that its cells do not show."""
    if sheet.formulas:
        yield warn(
            "telling_formulas",
            sheet.place,
            f"{counted(len(sheet.formulas), 'formula')} that name other files or "
            f"addresses: {listed(sheet.formulas)}. Paste the values alone.",
        )
    literals = [
        f"{cell} {quoted(words)}"
        for cell, words in sheet.literals
        if says_something(words) and seen.lacks(words)
    ]
    if literals:
        yield warn(
            "formula_words",
            sheet.place,
            f"{counted(len(literals), 'formula')} with words that no cell shows: "
            f"{listed(literals)}. Paste the values alone.",
        )
    for words, code, what in (
        (sheet.choices, "listed_choices", "Cells offer a list to choose from"),
        (sheet.messages, "validation_messages", "Messages are shown at cells"),
        (sheet.hints, "link_hints", "Links have hints or places of their own"),
        (sheet.scenarios, "scenarios", "Scenarios keep other values"),
        (sheet.named, "sheet_words", "Ranges, or the sheet in its macros, have names"),
    ):
        told = list(dict.fromkeys(one for one in words if seen.lacks(one)))
        if told:
            yield warn(
                code,
                sheet.place,
                f"{what} that no cell shows: {listed([quoted(one) for one in told])}. "
                "Take them out.",
            )
    yield from _heads(sheet)
    yield from _tables(sheet, package, seen)
    if sheet.is_protected:
        yield warn(
            "protection",
            sheet.place,
            "It is protected, but anyone can remove the protection, so nothing "
            "is hidden.",
        )
    if sheet.views:
        yield warn(
            "custom_views",
            sheet.place,
            f"{counted(sheet.views, 'custom view')} that may hide rows and columns.",
        )


def _heads(sheet: Sheet) -> Iterator[Finding]:
    said = [_HEAD_CODES.sub(" ", one).strip() for one in sheet.heads]
    told = [
        one
        for one in said
        if says_something(words := _HEAD_FILE.sub("", one))
        and not _HEAD_USUAL.fullmatch(words)
    ]
    if told:
        yield warn(
            "page_heads",
            sheet.place,
            f"Printed pages have a head or a foot that the sheet does not show: "
            f"{listed([quoted(one) for one in dict.fromkeys(told)])}.",
        )
    elif any(_HEAD_FILE.search(one) for one in said):
        yield warn(
            "page_heads",
            sheet.place,
            "Printed pages name the file, or where it lies, in their head or foot.",
        )


def _tables(sheet: Sheet, package: Package, seen: Seen) -> Iterator[Finding]:
    """Yield the words that tables keep of their headings, and of themselves."""
    for link in package.relationships(sheet.part).values():
        if link.kind != "table" or link.target not in package.names:
            continue
        table = package.xml(link.target)
        said = [one.get("name", "") for one in find_all(table, "tableColumn")]
        said += [
            one.get("totalsRowLabel", "") for one in find_all(table, "tableColumn")
        ]
        said += [table.get("comment", "")]
        usual = re.compile(r"Column\d*|")
        told = [one for one in said if not usual.fullmatch(one) and seen.lacks(one)]
        if told:
            yield warn(
                "table_words",
                sheet.place,
                f"A table keeps words that are not shown: "
                f"{listed([quoted(one) for one in told])}.",
            )


def look_at_names(
    workbook: Element, sheets: list[Sheet], seen: Seen
) -> Iterator[Finding]:
    """Yield defined names that say what no sheet shows."""
    hidden = {sheet.name for sheet in sheets if sheet.is_hidden}
    for element in find_all(workbook, "definedName"):
        name, refers_to = element.get("name", ""), text_of(element)
        if _BUILT_IN.fullmatch(name):
            continue
        keys = ("comment", "description", "help", "statusBar", "customMenu")
        remarks = " ".join(filter(None, (element.get(key) for key in keys)))
        is_telling = (
            is_on(element.get("hidden"))
            or remarks
            or _ELSEWHERE.search(refers_to)
            or any(f"{one}!" in refers_to.replace("'", "") for one in hidden)
            or '"' in refers_to
            or refers_to.startswith("{")
            or _is_word(name, seen)
        )
        if is_telling:
            yield warn(
                "defined_name",
                "its defined names",
                f"{quoted(name)} stands for {quoted(remarks or refers_to)}, which "
                "no sheet shows. Delete it in the Name Manager.",
            )


def _is_word(name: str, seen: Seen) -> bool:
    """Whether a person gave a name that says what no sheet shows."""
    is_given = _OF_PROGRAMS.match(name) is None
    return is_given and seen.lacks(parted(name))


def look_at_maps(package: Package, seen: Seen) -> Iterator[Finding]:
    """Yield the names of maps to XML data, and of the elements in them."""
    root = package.xml_if_there("xl/xmlMaps.xml")
    names = [one.get("Name", "") for one in find_all(root, "Map")] if root else []
    if told := [one for one in names if says_something(one) and seen.lacks(one)]:
        yield warn(
            "xml_maps",
            "its maps",
            f"It is tied to XML data: {listed([quoted(one) for one in told])}. Take "
            "the maps out.",
        )


def look_at_window(workbook: Element, sheets: list[Sheet]) -> Iterator[Finding]:
    """Yield switches of the workbook's window that keep sheets from sight."""
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    views = list(find_all(workbook, "workbookView"))
    for view in views[:1]:
        active = view.get("activeTab", "0")
        at = int(active) if active.isdecimal() else 0
        others = [quoted(one.name) for one in shown if sheets.index(one) != at]
        if view.get("showSheetTabs") in {"0", "false"} and others:
            yield warn(
                "no_tabs",
                "its window",
                f"The tabs are switched off, so that {', '.join(others[:5])} cannot be "
                "seen. Show the tabs.",
            )
        if view.get("visibility") in {"hidden", "veryHidden"}:
            yield warn(
                "hidden_window",
                "its window",
                "Its window is hidden: it opens empty, and everything is in it. Show "
                "it with View, Unhide.",
            )
    for element in find_all(workbook, "workbookProtection"):
        if any(is_on(value) for key, value in element.items() if "lock" in key.lower()):
            yield warn(
                "protection",
                "",
                "The workbook is protected, but anyone can remove the "
                "protection, so nothing is hidden.",
            )
    own = [one.get("name", "") for one in find_all(workbook, "customWorkbookView")]
    if own:
        yield warn(
            "custom_views",
            "",
            f"{counted(len(own), 'custom view')}, each with what it hides and whose: "
            f"{', '.join(quoted(one) for one in own[:3])}. Delete them.",
        )
    for element in find_all(workbook, "fileSharing"):
        if name := element.get("userName"):
            yield warn("names_author", "its settings", f"They name {quoted(name)}.")
    for element in find_all(workbook, "absPath"):
        yield warn(
            "local_path",
            "its settings",
            f"They say where it was saved: {quoted(element.get('url', ''))}. Use "
            "Inspect Document to take it out.",
        )


def look_at_orphans(sheets: list[Sheet], texts: list[str]) -> Iterator[Finding]:
    """Yield texts of deleted cells still in the file."""
    used: set[int] = set()
    for sheet in sheets:
        used |= sheet.strings
    left = [
        text for number, text in enumerate(texts) if number not in used and text.strip()
    ]
    if left:
        yield block(
            "left_over_text",
            "",
            f"{counted(len(left), 'text')} of cells that are no longer there stayed in "
            f"the file: {', '.join(map(quoted, left[:3]))}. Copy the sheets to a new "
            "workbook.",
        )
