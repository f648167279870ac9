"""Check PowerPoint presentations: slides, notes and shapes the audience cannot see."""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from documents.hidden.office import properties
from documents.hidden.findings import Finding, block, counted, never, quoted, warn
from documents.hidden.hidden_text import look_at_text
from documents.hidden.packages import Package, attribute, find_all, local, text_of
from documents.hidden.personal import look_for_people

_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|(.*/)?_rels/[^/]*\.rels|docProps/[^/]+|docMetadata/.*|"
    r"customXml/.*|ppt/[A-Za-z]+\.xml|ppt/vbaProject[^/]*\.bin|"
    r"ppt/(theme|slides|slideLayouts|slideMasters|notesSlides|notesMasters|"
    r"handoutMasters|media|charts|embeddings|activeX|ctrlProps|diagrams|drawings|"
    r"fonts|tags|comments|printerSettings|changesInfos|ink|webextensions)/.*"
)
_SHAPES = {"sp", "pic", "graphicFrame"}


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of a presentation not visible on its slides."""
    package = Package(file)
    yield from package.around()
    presentation = package.xml("ppt/presentation.xml")
    links = package.relationships("ppt/presentation.xml")
    shown = [
        links[key].target
        for one in find_all(presentation, "sldId")
        if (key := one.get(_RELATION, "")) in links
    ]
    size = next(iter(find_all(presentation, "sldSz")), None)
    width = int(size.get("cx", "0")) if size is not None else 0
    height = int(size.get("cy", "0")) if size is not None else 0
    words: list[str] = []
    for number, name in enumerate(shown, 1):
        if name in package.names:
            root = package.xml(name)
            words += [text_of(one) for one in find_all(root, "p")]
            yield from _slide(root, f"slide {number}", width, height)
            yield from _notes(package, name, f"slide {number}")
    left = set(package.matching(r"ppt/slides/[^/]+\.xml")) - set(shown)
    if left:
        yield never(
            "left_over_slide",
            "",
            f"{counted(len(left), 'slide')} that the presentation no longer lists "
            "stayed in the file. Save it afresh.",
        )
    yield from _people(package)
    yield from look_at_text(words)
    yield from look_for_people(words)
    yield from properties.look_at_embedded(package, "ppt", depth)
    yield from properties.look_at_pictures(package, "ppt", depth)
    yield from properties.look_at_links(package)
    yield from properties.look_at_making(package)
    yield from properties.look_at_parts(package, _KNOWN)


_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _slide(root: Element, place: str, width: int, height: int) -> Iterator[Finding]:
    if root.get("show") in {"0", "false"}:
        yield block(
            "hidden_slide",
            place,
            f"It is hidden, and says {quoted(text_of(root), 60)}. Delete or show it.",
        )
    covered: list[tuple[str, tuple[int, int, int, int]]] = []
    for shape in _shapes(root):
        text, box = text_of(shape), _box(shape)
        if box is None:
            continue
        left, top, right, bottom = box
        if width and (right <= 0 or bottom <= 0 or left >= width or top >= height):
            yield block(
                "off_slide",
                place,
                f"Something lies outside the slide: {quoted(text or 'a picture')}.",
            )
        is_opaque = local(shape.tag) == "pic" or _is_filled(shape)
        under = [one for one, inner in covered if is_opaque and _within(inner, box)]
        if under:
            yield block(
                "covered_text",
                place,
                f"A shape covers text that is still there: {quoted(under[0])}.",
            )
        if text:
            covered.append((text, box))


def _shapes(root: Element) -> Iterator[Element]:
    for one in root.iter():
        if local(one.tag) in _SHAPES:
            yield one


def _box(shape: Element) -> tuple[int, int, int, int] | None:
    at = next(iter(find_all(shape, "off")), None)
    size = next(iter(find_all(shape, "ext")), None)
    for one in find_all(shape, "ext"):
        if one.get("cx") is not None:
            size = one
            break
    if at is None or size is None or size.get("cx") is None:
        return None
    left, top = int(at.get("x", "0")), int(at.get("y", "0"))
    return left, top, left + int(size.get("cx", "0")), top + int(size.get("cy", "0"))


def _is_filled(shape: Element) -> bool:
    setup = next(iter(find_all(shape, "spPr")), None)
    if setup is None:
        return False
    return any(
        local(one.tag) == "solidFill" and not any(True for _ in find_all(one, "alpha"))
        for one in setup
    )


def _within(inner: tuple[int, int, int, int], outer: tuple[int, int, int, int]) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )


def _notes(package: Package, slide: str, place: str) -> Iterator[Finding]:
    for link in package.relationships(slide).values():
        if link.kind != "notesSlide" or link.target not in package.names:
            continue
        # The slide number is in a field of its own, and is not a note.
        notes = " ".join(
            text_of(body)
            for shape in find_all(package.xml(link.target), "sp")
            if not any(
                one.get("type") in {"sldNum", "dt", "ftr", "hdr", "sldImg"}
                for one in find_all(shape, "ph")
            )
            for body in find_all(shape, "txBody")
        ).strip()
        if notes:
            yield block(
                "speaker_notes",
                place,
                f"It has notes: {quoted(notes, 60)}. Delete them.",
            )


def _people(package: Package) -> Iterator[Finding]:
    comments = sum(
        sum(1 for _ in find_all(package.xml(name), "cm"))
        for name in package.matching(r"ppt/comments/[^/]+\.xml")
    )
    if comments:
        yield block(
            "comments", "its comments", f"{counted(comments, 'comment')}. Delete them."
        )
    for name in package.matching(r"ppt/(commentAuthors|authors)\.xml"):
        names = [
            attribute(one, "name")
            for one in find_all(package.xml(name), "cmAuthor", "author")
        ]
        if names:
            yield warn(
                "names_author", "its comments", f"They name {', '.join(names[:5])}."
            )
    for pattern, what in (
        (r"ppt/(changesInfos/.*|revisionInfo\.xml)", "notes on how it was changed"),
        (r"ppt/tags/[^/]+\.xml", "tags that a program keeps in it"),
    ):
        if package.matching(pattern):
            yield warn("other_caches", "", f"It has {what}.")
