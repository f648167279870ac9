"""Take out of the parts of an Office file what no page shows."""

from collections.abc import Callable
from xml.etree.ElementTree import Element, register_namespace

from documents.hidden.packages import child, find_all, local

OFFICE = "http://schemas.openxmlformats.org"
_DRAWN = f"{OFFICE}/drawingml/2006"
_SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
# What pages are written with. Of every other namespace, made for programs or for
# versions to come, nothing is kept.
NAMESPACES = {
    "w": f"{OFFICE}/wordprocessingml/2006/main",
    "p": f"{OFFICE}/presentationml/2006/main",
    "r": f"{OFFICE}/officeDocument/2006/relationships",
    "m": f"{OFFICE}/officeDocument/2006/math",
    "a": f"{_DRAWN}/main",
    "c": f"{_DRAWN}/chart",
    "pic": f"{_DRAWN}/picture",
    "wp": f"{_DRAWN}/wordprocessingDrawing",
    "cdr": f"{_DRAWN}/chartDrawing",
    "dgm": f"{_DRAWN}/diagram",
    "dsp": "http://schemas.microsoft.com/office/drawing/2008/diagram",
    "wps": f"{_SHAPES}Shape",
    "wpg": f"{_SHAPES}Group",
    "wpc": f"{_SHAPES}Canvas",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
for _prefix, _name in NAMESPACES.items():
    if _prefix != "xml":
        register_namespace(_prefix, _name)
_KEPT = frozenset({"", *NAMESPACES.values()})
_SHAPE_KINDS = {f"{{{NAMESPACES[one]}}}" for one in ("wps", "wpg", "wpc")}


def choose_alternatives(element: Element) -> None:
    """Keep of alternative contents the one shown by a program of today."""
    made: list[Element] = []
    for one in element:
        choose_alternatives(one)
        if local(one.tag) != "AlternateContent":
            made.append(one)
            continue
        chosen = next(
            (each for each in one if local(each.tag) == "Choice" and _is_known(each)),
            None,
        )
        chosen = chosen if chosen is not None else child(one, "Fallback")
        made += list(chosen) if chosen is not None else []
    element[:] = made


def drop(root: Element, is_unwanted: Callable[[Element], bool]) -> None:
    """Take elements out of a part, wherever they are."""
    root[:] = [one for one in root if not is_unwanted(one)]
    for one in root:
        drop(one, is_unwanted)


def clean_drawings(root: Element) -> None:
    """Take out names, descriptions and hidden drawings."""
    drop(root, _is_hidden_drawing)
    for number, one in enumerate(find_all(root, "cNvPr", "docPr"), 1):
        for key in ("descr", "title", "hidden"):
            one.attrib.pop(key, None)
        one.set("name", f"Drawing {number}")
    for one in find_all(root, "shape", "rect", "oval", "roundrect", "imagedata"):
        for key in list(one.attrib):
            if local(key) in {"alt", "title", "href", "gfxdata", "spid", "src"}:
                del one.attrib[key]


def _is_hidden_drawing(element: Element) -> bool:
    for holder in (element, *element):
        name = local(holder.tag)
        if name in {"anchor", "inline"} or name.startswith("nv"):
            details = child(holder, "cNvPr", "docPr")
            if details is not None and details.get("hidden") in {"1", "true", "on"}:
                return True
    return False


def _is_known(choice: Element) -> bool:
    tags = [one.tag for one in choice.iter() if one is not choice]
    return any(tag.startswith(tuple(_SHAPE_KINDS)) for tag in tags) or all(
        space_of(tag) in _KEPT for tag in tags
    )


def keep_namespaces(element: Element) -> None:
    """Take out elements and attributes made for programs or for versions to come."""
    for key in list(element.attrib):
        if space_of(key) not in _KEPT:
            del element.attrib[key]
    element[:] = [
        one
        for one in element
        if space_of(one.tag) in _KEPT and local(one.tag) not in {"extLst", "ext14"}
    ]
    for one in element:
        keep_namespaces(one)


def space_of(tag: str) -> str:
    """Return the namespace of a name; "" for none."""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""
