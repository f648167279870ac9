"""Follow and write the links between the parts of an Office file."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from documents.hidden.numbers import number_in
from documents.hidden.packages import child, find_all, local
from documents.safe.elements import NAMESPACES, OFFICE, drop, space_of

_DIAGRAMS = "http://schemas.microsoft.com/office/2007/relationships"
Crop = tuple[float, float, float, float]


def named(name: str) -> str:
    """Return the name of an attribute with the id of a link."""
    return f"{{{NAMESPACES['r']}}}{name}"


def ids_in(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes of an element with ids of links."""
    for key, value in element.items():
        if space_of(key) == NAMESPACES["r"]:
            yield key, value


def id_of(element: Element, *names: str) -> str:
    """Return the id in the first of these attributes; "" for none."""
    return next(
        (element.get(named(one), "") for one in names if named(one) in element.attrib),
        "",
    )


def pictures_in(root: Element) -> Iterator[tuple[Element, Crop | None]]:
    """Yield the elements naming a picture, with the share cut off each edge."""
    for one in find_all(root, "blipFill", "imagedata", "fill", "buBlip"):
        if local(one.tag) in {"imagedata", "fill"}:
            yield one, None
            continue
        for blip in find_all(one, "blip"):
            cut = child(one, "srcRect")
            sides = tuple(
                max(_share(cut.get(key, "0")), 0.0) if cut is not None else 0.0
                for key in "ltrb"
            )
            if cut is not None and any(sides):
                one.remove(cut)
            left, top, right, bottom = sides
            yield blip, (left, top, right, bottom) if any(sides) else None


def _share(written: str) -> float:
    """Return a share as a part of one: "25%", or thousandths of a hundredth."""
    if written.endswith("%"):
        return number_in(written[:-1]) / 100
    return number_in(written) / 100_000


def forget_links(root: Element, kept: Mapping[str, object]) -> None:
    """Take out the elements and attributes naming a link not kept."""
    drop(
        root,
        lambda one: (
            local(one.tag)
            in {"externalData", "hlinkClick", "hlinkHover", "legacyDrawing"}
            or (
                local(one.tag)
                in {
                    "headerReference",
                    "footerReference",
                    "blip",
                    "imagedata",
                    "chart",
                    "sldId",
                    "sldMasterId",
                    "sldLayoutId",
                    "relIds",
                    "userShapes",
                }
                and any(True for _ in ids_in(one))
                and not any(value in kept for _, value in ids_in(one))
            )
        ),
    )
    for one in root.iter():
        for key, value in list(ids_in(one)):
            if value not in kept:
                del one.attrib[key]


def links_part(kept: Mapping[str, tuple[str, str]]) -> bytes:
    """Return a part of links, each of a kind and to a part."""
    written = ""
    for key, (kind, target) in kept.items():
        folder = NAMESPACES["r"] if kind != "diagramDrawing" else _DIAGRAMS
        written += (
            f"<Relationship Id={quoteattr(key)} Type={quoteattr(f'{folder}/{kind}')} "
            f"Target={quoteattr(target)}/>"
        )
    return part_of("Relationships", "relationships", written)


def part_of(root: str, kind: str, inside: str) -> bytes:
    """Return a part that the package itself needs."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<{root} xmlns="{OFFICE}/package/2006/{kind}">{inside}</{root}>'
    ).encode()
