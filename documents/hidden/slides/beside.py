"""Check the words of a presentation that stand beside its slides."""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, block, counted, listed, quoted, warn
from documents.hidden.office import notes
from documents.hidden.packages import Package, attribute, find_all, local, text_of
from documents.hidden.words import Seen, says_something

_ID = re.compile(r"[{}0-9A-Fa-f-]{8,}|[\d.]*|true|false", re.IGNORECASE)


def look_at_labels(
    package: Package, presentation: Element, slides: Sequence[str], seen: Seen
) -> Iterator[Finding]:
    """Yield names of sections, shows and slides, and tags of programs."""
    said = [
        one.get("name", "") for one in find_all(presentation, "section", "custShow")
    ]
    usual = re.compile(r"Default Section|Untitled Section|")
    for name in slides:
        if name in package.names:
            said += [one.get("name", "") for one in find_all(package.xml(name), "cSld")]
    told = [
        one
        for one in dict.fromkeys(said)
        if not usual.fullmatch(one) and seen.lacks(one)
    ]
    if told:
        yield warn(
            "section_names",
            "its sections",
            f"Sections, shows or slides have names that no slide shows: "
            f"{', '.join(quoted(one) for one in told[:4])}. Rename them.",
        )
    tags = [
        f"{one.get('name', '')}: {value}"
        for part in package.matching(r"ppt/tags/[^/]+\.xml")
        for one in find_all(package.xml(part), "tag")
        if says_something(value := one.get("val", "")) and not _ID.fullmatch(value)
    ]
    if tags:
        yield warn(
            "tags",
            "",
            f"It has tags that a program keeps in it: "
            f"{', '.join(quoted(one) for one in tags[:4])}.",
        )
    if package.matching(r"ppt/(changesInfos/.*|revisionInfo\.xml)"):
        yield warn("other_caches", "", "It has notes on how it was changed.")
    for one in find_all(presentation, "modifyVerifier"):
        if len(one.attrib):
            yield warn(
                "protection",
                "",
                "It is protected, but anyone can remove the protection, so nothing is "
                "hidden.",
            )
            break
    gone = _titles(package, seen)
    if gone:
        yield warn(
            "names_deleted_slides",
            "its properties",
            f"They name slides that are no longer there: "
            f"{', '.join(quoted(one) for one in gone[:4])}.",
        )


def _titles(package: Package, seen: Seen) -> list[str]:
    """Return titles of slides, kept in the properties, that no slide shows."""
    app = package.xml_if_there("docProps/app.xml")
    if app is None:
        return []
    pairs = [text_of(one) for one in find_all(app, "lpstr", "i4")]
    titles = [
        text_of(one)
        for parts in find_all(app, "TitlesOfParts")
        for one in find_all(parts, "lpstr")
    ]
    at = 0
    for name, many in zip(pairs[::2], pairs[1::2], strict=False):
        if not many.isdecimal() or at >= len(titles):
            break
        if "slide" in name.lower():
            group = titles[at : at + int(many)]
            return [
                one
                for one in group
                if one != "PowerPoint Presentation" and seen.lacks(one)
            ]
        at += int(many)
    return []


def look_at_notes(package: Package, slide: str, place: str) -> Iterator[Finding]:
    """Yield the notes of a slide."""
    for link in package.relationships(slide).values():
        if link.kind != "notesSlide" or link.target not in package.names:
            continue
        # The slide number is in a field of its own, and is not a note.
        said = " ".join(
            text_of(body)
            for shape in find_all(package.xml(link.target), "sp")
            if not any(
                one.get("type") in {"sldNum", "dt", "ftr", "hdr", "sldImg"}
                for one in find_all(shape, "ph")
            )
            for body in find_all(shape, "txBody")
        )
        yield from notes.look_at_notes(said, place)


def look_at_comments(package: Package) -> Iterator[Finding]:
    """Yield comments, and the people who wrote them."""
    comments = [
        text_of(one)
        for name in package.matching(r"ppt/comments/[^/]+\.xml")
        for one in find_all(package.xml(name), "cm", "reply")
    ]
    if comments:
        yield block(
            "comments",
            "its comments",
            f"{counted(len(comments), 'comment')}, such as {listed(comments)}. "
            "Delete "
            "them.",
        )
    for name in package.matching(r"ppt/(commentAuthors|authors)\.xml"):
        names = [
            attribute(one, "name")
            for one in package.xml(name).iter()
            if local(one.tag) in {"cmAuthor", "author"}
        ]
        if names:
            yield warn(
                "names_author", "its comments", f"They name {', '.join(names[:5])}."
            )
