"""Check how the window of an OpenDocument spreadsheet is set, and names in macros."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, quoted, warn
from documents.hidden.names import words_of_code
from documents.hidden.opendocument.styles import Styles
from documents.hidden.packages import Package, attribute, find_all, local, text_of
from documents.hidden.words import Seen


def look_at_window(
    package: Package, content: Element, styles: Styles, seen: Seen
) -> Iterator[Finding]:
    """Yield switches that keep sheets or values from sight, and telling names."""
    settings = package.xml_if_there("settings.xml")
    if settings is None:
        return
    said: dict[str, list[str]] = {}
    for one in find_all(settings, "config-item"):
        said.setdefault(attribute(one, "name"), []).append(text_of(one))
    tables = {attribute(one, "name"): one for one in _shown(content, styles)}
    active = said.get("ActiveTable", list(tables))[:1]
    others = [quoted(name) for name in tables if name not in active]
    if others and "false" in said.get("HasSheetTabs", []):
        yield warn(
            "no_tabs",
            "its window",
            f"The tabs are switched off, so that {', '.join(others[:5])} cannot be "
            "seen. Show the tabs.",
        )
    if "false" in said.get("ShowZeroValues", []) and any(
        attribute(cell, "value") == "0"
        for table in tables.values()
        for cell in find_all(table, "table-cell")
    ):
        yield warn("zeros", "its window", "Cells of zero are shown empty. Show zeros.")
    names = dict.fromkeys(map(words_of_code, said.get("CodeName", [])))
    tabs = Seen(tables)
    if told := [quoted(one) for one in names if seen.lacks(one) and tabs.lacks(one)]:
        yield warn(
            "sheet_words",
            "its settings",
            f"Sheets have names in macros that no cell shows: {', '.join(told[:5])}. "
            "Take them out.",
        )


def _shown(content: Element, styles: Styles) -> Iterator[Element]:
    for sheets in find_all(content, "spreadsheet"):
        for one in sheets:
            if local(one.tag) == "table":
                style = styles.of(attribute(one, "style-name"), "table")
                if style.get("table:display") != "false":
                    yield one
