"""Check a Word document for tracked changes, comments, and settings that tell."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, block, counted, listed, quoted, warn
from documents.hidden.packages import (
    Package,
    attribute,
    find_all,
    is_on,
    local,
    text_of,
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


def look_at_changes(root: Element, place: str) -> Iterator[Finding]:
    """Yield tracked changes."""
    found: Counter[str] = Counter()
    gone: list[str] = []
    for element in root.iter():
        if what := _CHANGES.get(local(element.tag)):
            found[what] += 1
            if local(element.tag) in {"del", "moveFrom"}:
                gone += [text_of(one) for one in find_all(element, "delText", "t")]
    if found:
        told = ", ".join(counted(number, what) for what, number in found.items())
        such_as = next(
            (f" One deleted or moved text is {quoted(one)}." for one in gone if one), ""
        )
        yield block(
            "tracked_changes",
            place,
            f"Changes are tracked in it: {told}.{such_as} Accept or reject them all.",
        )


def look_at_comments(package: Package) -> Iterator[Finding]:
    """Yield comments, and the people who wrote them."""
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
                f"{listed([text_of(one) for one in comments])}. Delete them.",
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


def look_at_settings(package: Package) -> Iterator[Finding]:
    """Yield what the settings keep: variables, sources of letters, protection."""
    root = package.xml_if_there("word/settings.xml")
    if root is None:
        return
    variables = [
        f"{attribute(one, 'name')}: {attribute(one, 'val')}"
        for one in find_all(root, "docVar")
    ]
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
            f"They name the data of a mail merge: {quoted(' '.join(told))}.",
        )
    for one in find_all(root, "documentProtection"):
        if is_on(attribute(one, "enforcement")):
            yield warn(
                "protection",
                "",
                "It is protected, but anyone can remove the protection, so "
                "nothing is hidden.",
            )
