"""Check a workbook for data kept from other sources, and for comments."""

from collections.abc import Collection, Iterator

from documents.hidden.findings import Finding, block, counted, never, quoted, warn
from documents.hidden.numbers import whole_in
from documents.hidden.office.properties import words_within
from documents.hidden.packages import Package, attribute, find_all, text_of


def look_at_sources(package: Package) -> Iterator[Finding]:
    """Yield data kept from other sources."""
    for name in package.matching(r"xl/pivotCache/pivotCacheRecords[^/]*\.xml"):
        rows = sum(1 for _ in find_all(package.xml(name), "r"))
        if rows:
            yield never(
                "pivot_source",
                "its pivot tables",
                f"A pivot table keeps all {counted(rows, 'row')} it was made from: a "
                "double click shows them. Copy it, and paste the values alone.",
            )
    for name in package.matching(r"xl/pivotCache/pivotCacheDefinition[^/]*\.xml"):
        root = package.xml(name)
        items = sum(len(shared) for shared in find_all(root, "sharedItems"))
        if items:
            yield never(
                "pivot_items",
                "its pivot tables",
                f"A pivot table keeps {counted(items, 'value')} of the columns it was "
                "made from, shown or not. Copy it, and paste the values alone.",
            )
        else:
            yield warn(
                "pivot_table",
                "its pivot tables",
                "A pivot table names where its data came from. Paste the values alone.",
            )
    if package.matching(r"xl/model/.*"):
        yield never(
            "data_model",
            "",
            "It holds a data model: whole tables that no sheet shows. Copy the values "
            "to a new workbook.",
        )
    for name in package.matching(r"xl/externalLinks/externalLink[^/]*\.xml"):
        values = [text_of(cell) for cell in find_all(package.xml(name), "v")]
        if kept := sum(map(bool, values)):
            yield never(
                "external_values",
                "its links to other workbooks",
                f"{counted(kept, 'value')} of another workbook are kept in it. Break "
                "the links.",
            )
        else:
            yield block(
                "external_link",
                "its links to other workbooks",
                "It is linked to another workbook, and names where that lies. Break "
                "the links.",
            )
    for name in package.matching(r"xl/(connections|queryTables/[^/]+)\.xml"):
        told = next(
            (
                attribute(one, "connection") or attribute(one, "name")
                for one in find_all(
                    package.xml(name), "dbPr", "connection", "queryTable"
                )
            ),
            "",
        )
        yield block(
            "connection",
            "its data connections",
            f"It says where its data is fetched from: {quoted(told)}. Delete the "
            "connection.",
        )
    if package.matching(r"xl/revisions/.*"):
        yield never(
            "revision_log",
            "",
            "It keeps a log of every change made to it. Stop sharing it, and save it.",
        )
    for pattern, what in (
        (r"xl/(slicerCaches|timelineCaches)/.*\.xml", "slicers, which list values"),
        (r"xl/richData/rdrichvalue\.xml", "linked data types, with what they fetched"),
        (r"xl/customData/.*", "data that a program keeps in it"),
    ):
        if names := package.matching(pattern):
            said = words_within(package.xml(names[0])) if "xml" in names[0] else ""
            told = f": {quoted(said)}" if said else ""
            yield warn("other_caches", "", f"It has {what}{told}. Delete them.")
    for name in package.matching(r"xl/printerSettings/[^/]+\.bin"):
        settings = package.read(name)
        if settings.startswith(b"\\\0\\\0"):
            printer = settings[:64].decode("utf-16-le", "replace").split("\0")[0]
            yield warn(
                "printer", "its printer settings", f"They name {quoted(printer)}."
            )


def look_at_comments(package: Package) -> Iterator[Finding]:
    """Yield comments, and the people who wrote them."""
    pattern = r"xl/(comments\d*|comments/[^/]+|threadedComments/[^/]+)\.xml"
    for name in package.matching(pattern):
        root = package.xml(name)
        comments = list(find_all(root, "comment", "threadedComment"))
        if comments:
            yield block(
                "comments",
                "its comments and notes",
                f"{counted(len(comments), 'comment')}, such as "
                f"{quoted(text_of(comments[0]))}. Delete them.",
            )
    for name in package.matching(r"xl/persons/[^/]+\.xml"):
        people = [
            one.get("displayName", "") for one in find_all(package.xml(name), "person")
        ]
        if people:
            yield warn(
                "names_author",
                "its comments and notes",
                f"They name {', '.join(map(quoted, people[:5]))}.",
            )


def look_at_titles(
    package: Package, there: Collection[str], names: Collection[str]
) -> Iterator[Finding]:
    """Yield what the properties still name, and is not there.

    Args:
        package: The workbook.
        there: The names of its sheets.
        names: The names of its ranges.
    """
    app = package.xml_if_there("docProps/app.xml")
    if app is None:
        return
    pairs = [text_of(one) for one in find_all(app, "lpstr", "i4")]
    counts = dict(zip(pairs[::2], pairs[1::2], strict=False))
    sheets = whole_in(counts.get("Worksheets")) if counts else 0
    titled = [
        text_of(one)
        for parts in find_all(app, "TitlesOfParts")
        for one in find_all(parts, "lpstr")
    ]
    if more := [
        title
        for title in titled[sheets:]
        if title not in there and title.rsplit("!", 1)[-1] not in names
    ]:
        yield warn(
            "has_remarks",
            "its properties",
            f"They list what is not in it: {', '.join(map(quoted, more[:5]))}.",
        )
    if gone := [title for title in titled[:sheets] if title not in there]:
        yield warn(
            "names_deleted_sheets",
            "its properties",
            f"They name sheets that are no longer there: "
            f"{', '.join(map(quoted, gone[:5]))}.",
        )
