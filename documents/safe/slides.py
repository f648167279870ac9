"""Copy presentations as their audience sees them."""

import io
from xml.etree.ElementTree import Element

from documents.hidden.findings import CannotLook
from documents.hidden.packages import Package, find_all, local
from documents.safe.packages import NAMESPACES, Copy, clean_drawings, drop
from documents.safe.refusal import CannotCopy

_MAIN = "ppt/presentation.xml"
_FAMILY = "openxmlformats-officedocument.presentationml"
_KINDS = {
    "officeDocument": f"{_FAMILY}.presentation.main",
    "slide": f"{_FAMILY}.slide",
    "slideLayout": f"{_FAMILY}.slideLayout",
    "slideMaster": f"{_FAMILY}.slideMaster",
    "tableStyles": f"{_FAMILY}.tableStyles",
}
_GONE = {
    "custDataLst",
    "custShowLst",
    "notesMasterIdLst",
    "handoutMasterIdLst",
    "embeddedFontLst",
    "modifyVerifier",
    "smartTags",
    "photoAlbum",
    "timing",
    "transition",
    "controls",
    "videoFile",
    "audioFile",
    "quickTimeFile",
    "wavAudioFile",
    "audioCd",
}


def as_shown(content: bytes) -> bytes:
    """Return a presentation with the content seen by its audience, and nothing else.

    Hidden slides and drawings, notes, comments, properties, sounds, movements and the
    data of embedded files are gone. Pictures are drawn afresh, without their cropped
    edges.

    Raises:
        CannotCopy: The presentation is damaged, or shows no slide.
    """
    try:
        package = Package(io.BytesIO(content))
        if _MAIN not in package.names:
            raise CannotCopy("keeps its slides in an unusual place. Save it afresh")
        shown = _shown(package)
        if not shown:
            raise CannotCopy("shows no slide")

        def clean(name: str, root: Element) -> None:
            _objects_as_pictures(root)
            drop(root, lambda one: local(one.tag) in _GONE)
            clean_drawings(root)
            if local(root.tag) == "presentation":
                for one in find_all(root, "sldIdLst"):
                    one[:] = [each for each in one if _id(each) in shown]
            for one in find_all(root, "cSld"):
                one.attrib.pop("name", None)

        return Copy(package, _KINDS, clean).file(_MAIN)
    except CannotLook as why:
        raise CannotCopy(str(why)) from why


def _shown(package: Package) -> set[str]:
    """Return the ids of the links to slides not hidden."""
    links = package.relationships(_MAIN)
    made = set()
    for one in find_all(package.xml(_MAIN), "sldId"):
        link = links.get(_id(one))
        if link is None or link.target not in package.names:
            continue
        if package.xml(link.target).get("show") not in {"0", "false"}:
            made.add(_id(one))
    return made


def _id(element: Element) -> str:
    return element.get(f"{{{NAMESPACES['r']}}}id", "")


def _objects_as_pictures(element: Element) -> None:
    """Put in place of embedded files their pictures on the slides."""
    made: list[Element] = []
    for one in element:
        _objects_as_pictures(one)
        embedded = next(find_all(one, "oleObj"), None)
        if local(one.tag) != "graphicFrame" or embedded is None:
            made.append(one)
        elif (picture := next(find_all(embedded, "pic"), None)) is not None:
            made.append(picture)
    element[:] = made
