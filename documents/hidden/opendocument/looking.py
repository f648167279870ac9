"""Check OpenDocument texts and spreadsheets."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO
from xml.etree.ElementTree import Element

from documents.hidden.findings import (
    CannotLook,
    Finding,
    block,
    counted,
    never,
    quoted,
    warn,
    within,
)
from documents.hidden.hidden_text import look_at_text
from documents.hidden.packages import Package, attribute, find_all, local, text_of
from documents.hidden.personal import look_for_people

_KNOWN = re.compile(
    r"mimetype|META-INF/manifest\.xml|content\.xml|styles\.xml|meta\.xml|settings\.xml|"
    r"manifest\.rdf|Thumbnails/.*|Pictures/.*|Configurations2/.*|layout-cache|"
    r"Versions/.*|VersionList\.xml|Object.*|ObjectReplacements/.*|Basic/.*|"
    r"Scripts/.*|Dialogs/.*|Fonts/.*|media/.*"
)


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of an OpenDocument file not visible on its pages."""
    package = Package(file)
    yield from package.around()
    manifest = package.xml_if_there("META-INF/manifest.xml")
    if manifest is not None and any(
        True for _ in find_all(manifest, "encryption-data")
    ):
        raise CannotLook("is encrypted. Save it without a password")
    content = package.xml("content.xml")
    styles = package.xml_if_there("styles.xml")
    unseen = _unseen_styles(content, styles)
    yield from _tables(content, unseen)
    yield from _words(content, unseen)
    yield from _sources(content, package)
    paragraphs = [text_of(one) for one in find_all(content, "p", "h")]
    yield from look_at_text(paragraphs)
    yield from look_for_people(paragraphs)
    yield from _meta(package)
    yield from _parts(package, depth)


def _unseen_styles(*roots: Element | None) -> dict[str, str]:
    """Return the styles that hide their content, each with the reason."""
    unseen = {}
    for root in roots:
        if root is None:
            continue
        for style in find_all(root, "style"):
            name = attribute(style, "name")
            for setup in style:
                if attribute(setup, "display") in {"false", "none"}:
                    unseen[name] = "hidden"
                if (
                    attribute(setup, "color").lower() == "#ffffff"
                    and attribute(setup, "background-color").lower()
                    in {"", "transparent", "#ffffff"}
                    and local(setup.tag) == "text-properties"
                    and not _has_background(style)
                ):
                    unseen[name] = "white on white"
    return unseen


def _has_background(style: Element) -> bool:
    return any(
        attribute(setup, "background-color") not in {"", "transparent"}
        for setup in style
    )


def _tables(content: Element, unseen: dict[str, str]) -> Iterator[Finding]:
    for table in find_all(content, "table"):
        place = f"sheet “{attribute(table, 'name')}”"
        rows = [row for row in find_all(table, "table-row") if text_of(row)]
        if unseen.get(attribute(table, "style-name")) == "hidden" and rows:
            yield never(
                "hidden_sheet",
                place,
                f"It is hidden, and has {counted(len(rows), 'row')} of data. Delete "
                "it, or show it if it is to go.",
            )
            continue
        away = [
            row
            for row in rows
            if attribute(row, "visibility") in {"collapse", "filter"}
        ]
        if away:
            yield block(
                "hidden_rows",
                place,
                f"{counted(len(away), 'row')} with data hidden. Show them, or delete "
                "them.",
            )
        hidden: list[tuple[int, int]] = []
        at = 0
        for column in find_all(table, "table-column"):
            number = _repeated(column, "number-columns-repeated")
            if attribute(column, "visibility") in {"collapse", "filter"}:
                hidden.append((at, at + number))
            at += number
        if hidden and any(_has_within(row, hidden) for row in rows):
            yield block(
                "hidden_columns",
                place,
                "Columns with data are hidden. Show them, or delete them.",
            )


def _has_within(row: Element, hidden: list[tuple[int, int]]) -> bool:
    at = 0
    for cell in row:
        number = _repeated(cell, "number-columns-repeated")
        if text_of(cell) and any(
            first < at + number and at < last for first, last in hidden
        ):
            return True
        at += number
    return False


def _repeated(element: Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() else 1


def _words(content: Element, unseen: dict[str, str]) -> Iterator[Finding]:
    changed = list(find_all(content, "changed-region"))
    if changed:
        yield block(
            "tracked_changes",
            "",
            f"{counted(len(changed), 'change')} tracked in it. Accept or reject all of "
            "them.",
        )
    comments = list(find_all(content, "annotation"))
    if comments:
        yield block(
            "comments",
            "",
            f"{counted(len(comments), 'comment')}, such as "
            f"{quoted(text_of(comments[0]))}. Delete them.",
        )
    for name in ("hidden-text", "hidden-paragraph"):
        if found := list(find_all(content, name)):
            yield block(
                "invisible_text",
                "",
                f"{counted(len(found), 'passage')} hidden. Delete them.",
            )
    passages: dict[str, list[str]] = {}
    for one in find_all(content, "span", "p", "h", "table-cell"):
        why = unseen.get(attribute(one, "style-name"))
        if why and (text := text_of(one)):
            passages.setdefault(why, []).append(text)
    for why, texts in passages.items():
        yield block(
            "invisible_text",
            "",
            f"{counted(len(texts), 'passage')} {why}, such as {quoted(texts[0])}.",
        )


def _sources(content: Element, package: Package) -> Iterator[Finding]:
    for name, what in (
        ("data-pilot-table", "pivot table, which names where its data came from"),
        ("filter", "filter, which leaves out rows that are still there"),
        ("dde-link", "link to another file"),
        ("table-source", "sheet linked to another file"),
    ):
        if found := list(find_all(content, name)):
            yield block(
                "source", "", f"{counted(len(found), what, what)}. Take it out."
            )
    if package.matching(r"Versions/.*|VersionList\.xml"):
        yield never("versions", "", "It keeps earlier versions of itself. Delete them.")
    if package.matching(r"(Basic|Scripts)/.*\.(xml|xlb|py|js|bsh)"):
        modules = package.matching(r"Basic/[^/]+/(?!script-lb|dialog-lb)[^/]+\.xml")
        if modules or package.matching(r"Scripts/.*"):
            yield never("macros", "", "It has macros. Delete them.")


def _meta(package: Package) -> Iterator[Finding]:
    meta = package.xml_if_there("meta.xml")
    if meta is None:
        return
    for one in find_all(meta, "initial-creator", "creator", "printed-by"):
        if name := text_of(one):
            yield warn(
                "names_author",
                "its properties",
                f"They name a person who worked on it: {quoted(name)}.",
            )
    for one in find_all(meta, "user-defined"):
        if value := text_of(one):
            yield warn(
                "custom_properties",
                "its properties",
                f"They have an entry of their own: {quoted(value)}.",
            )


def _parts(package: Package, depth: int) -> Iterator[Finding]:
    from documents.hidden import pictures

    for name in package.matching(r"(?i)Pictures/.*\.(jpe?g|png|tiff?)"):
        place = f"the picture {name.rsplit('/', 1)[-1]}"
        try:
            found = pictures.look(BytesIO(package.read(name)), depth + 1)
            yield from within(place, found)
        except CannotLook as why:
            yield block(
                "picture_unreadable",
                place,
                f"It could not be checked for hidden data: it {why}.",
            )
    objects = {name.split("/")[0] for name in package.matching(r"Object [^/]+/.*")}
    if objects:
        yield block(
            "embedded_file",
            "",
            f"{counted(len(objects), 'other document')} within it, such as a chart "
            "with its data. Paste them as pictures.",
        )
    for name in sorted(package.names):
        if not _KNOWN.fullmatch(name):
            yield block(
                "unknown_part",
                "",
                f"It has a part, {quoted(name, 80)}, that this check does not know.",
            )
