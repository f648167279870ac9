"""Check what an OpenDocument file keeps: sources, versions, properties, parts."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, block, counted, never, quoted, warn
from documents.hidden.opendocument.frames import style_of
from documents.hidden.opendocument.styles import Styles, points
from documents.hidden.packages import Package, attribute, find_all, local, text_of
from documents.hidden.words import Seen, says_something

_PEOPLE = {"initial-creator", "creator", "printed-by"}
_REMARKS = {"title", "subject", "description", "keyword"}
# Written by programs: versions, counts, moments.
_OWN = re.compile(
    r"[\d.,:TZ+-]*|true|false|P[\dTHMSD.,]*|(On-screen Show|A4 Paper|Widescreen)\b.*",
    re.IGNORECASE,
)
_SIDE = re.compile(r"-?\d*\.?\d+(?:in|cm|mm|pt|px)")
_LEAST_CUT = 2.0  # points: less is a rounding of the program
_OWN_TEMPLATES = re.compile(r"(.*/)?normal(\.dot[mx]?)?", re.IGNORECASE)


def look_at_sources(content: Element, package: Package) -> Iterator[Finding]:
    """Yield what was fetched from elsewhere, earlier versions, and macros."""
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


def look_at_making(package: Package, seen: Seen) -> Iterator[Finding]:
    """Yield what the properties say, less what programs write."""
    meta = package.xml_if_there("meta.xml")
    for one in meta.iter() if meta is not None else ():
        name, text = local(one.tag), text_of(one)
        if name in _PEOPLE and text:
            yield warn(
                "names_author",
                "its properties",
                f"They name a person who worked on it: {quoted(text)}.",
            )
        elif name in _REMARKS and says_something(text) and seen.lacks(text):
            yield warn(
                "has_remarks", "its properties", f"They say {name}: {quoted(text)}."
            )
        elif name == "user-defined" and text and not _OWN.fullmatch(text):
            yield warn(
                "has_remarks",
                "its properties",
                f"They have an entry of their own, "
                f"{quoted(attribute(one, 'name'))}: {quoted(text)}.",
            )
        elif name == "template":
            told = attribute(one, "title") or attribute(one, "href")
            if _OWN_TEMPLATES.fullmatch(told):
                continue
            yield warn(
                "template_path",
                "its properties",
                f"They name the template it was made from: {quoted(told)}.",
            )
    settings = package.xml_if_there("settings.xml")
    for one in find_all(settings, "config-item") if settings is not None else ():
        if attribute(one, "name") == "PrinterName" and text_of(one):
            yield warn(
                "printer",
                "its settings",
                f"They name a printer: {quoted(text_of(one))}.",
            )


def look_at_crops(
    content: Element, common: Element | None, styles: Styles
) -> Iterator[Finding]:
    """Yield the pictures that are shown cropped, but kept whole."""
    cropped = 0
    for root in (content, common):
        for one in find_all(root, "frame") if root is not None else ():
            clip = style_of(one, styles).get("clip", "")
            is_picture = any(local(each.tag) == "image" for each in one)
            sides = [points(side) or 0.0 for side in _SIDE.findall(clip)]
            cropped += is_picture and any(side > _LEAST_CUT for side in sides)
    if cropped:
        yield block(
            "cropped_picture",
            "",
            f"{counted(cropped, 'picture')} shown cropped, but kept whole. Crop it in "
            "a program for pictures, and put it in afresh.",
        )


def look_at_parts(
    package: Package, depth: int, known: re.Pattern[str]
) -> Iterator[Finding]:
    """Yield the findings of pictures and documents within, and parts unknown."""
    from documents.hidden.looking import look_within

    said = b"".join(
        package.read(name)
        for name in ("content.xml", "styles.xml")
        if name in package.names
    )
    for name in package.matching(r"(?i)(Pictures|media)/.*\.\w+"):
        base = name.rsplit("/", 1)[-1]
        if not name.lower().endswith((".emf", ".wmf", ".svm")):
            yield from look_within(package.read(name), base, depth + 1, "the picture")
        if name.encode() not in said:
            yield warn(
                "unused_picture",
                "",
                f"It keeps a picture that no page shows, {quoted(base)}. Save it "
                "afresh.",
            )
    objects = sorted(
        {name.split("/")[0] for name in package.matching(r"Object [^/]+/.*")}
    )
    if objects:
        words = " ".join(
            text_of(package.xml(f"{one}/content.xml"))
            for one in objects
            if f"{one}/content.xml" in package.names
        )
        yield block(
            "embedded_file",
            "",
            f"{counted(len(objects), 'other document')} within it, such as a chart "
            "with "
            f"its data, which say {quoted(words)}. Paste them as pictures.",
        )
    for name in package.matching(r"Thumbnails/.*"):
        yield warn(
            "thumbnail",
            "its properties",
            f"It keeps a small picture of its first page, {quoted(name)}, as it was "
            "when it was saved. Look at it, or save it without one.",
        )
    for name in sorted(package.names):
        if not known.fullmatch(name):
            yield block(
                "unknown_part",
                "",
                f"It has a part, {quoted(name)}, that this check does not know.",
            )
