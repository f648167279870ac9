"""Build an Office file anew from the parts needed by its pages."""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element, register_namespace, tostring
from xml.sax.saxutils import quoteattr

from documents.hidden.packages import Package, child, find_all, local
from documents.safe.pictures import cropped, without_data
from documents.safe.refusal import CannotCopy

_OFFICE = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_DRAWN = f"{_OFFICE}/drawingml/2006"
_SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
_DIAGRAMS = "http://schemas.microsoft.com/office/2007/relationships"
# What pages are written with. Of every other namespace, made for programs or for
# versions to come, nothing is kept.
NAMESPACES = {
    "w": f"{_OFFICE}/wordprocessingml/2006/main",
    "p": f"{_OFFICE}/presentationml/2006/main",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "m": f"{_OFFICE}/officeDocument/2006/math",
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
# Links that a part needs though it does not mention their ids.
_UNMENTIONED = frozenset(
    {
        "styles",
        "settings",
        "theme",
        "numbering",
        "fontTable",
        "footnotes",
        "endnotes",
        "tableStyles",
        "slideLayout",
        "slideMaster",
        "diagramDrawing",
    }
)
_READ = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "webp": "image/webp",
}
_DRAWINGS = {"emf": "image/x-emf", "wmf": "image/x-wmf"}
_OWN = "openxmlformats-officedocument"
_SHARED = {
    "theme": f"{_OWN}.theme",
    "chart": f"{_OWN}.drawingml.chart",
    "chartUserShapes": f"{_OWN}.drawingml.chartshapes",
    "diagramData": f"{_OWN}.drawingml.diagramData",
    "diagramLayout": f"{_OWN}.drawingml.diagramLayout",
    "diagramQuickStyle": f"{_OWN}.drawingml.diagramStyle",
    "diagramColors": f"{_OWN}.drawingml.diagramColors",
    "diagramDrawing": "ms-office.drawingml.diagramDrawing",
}
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP file tells when each part was written
Crop = tuple[float, float, float, float]


class Copy:
    """A new Office file, made from the parts of another needed by its pages."""

    def __init__(
        self,
        package: Package,
        types: Mapping[str, str],
        clean: Callable[[str, Element], None],
    ) -> None:
        """Begin an empty copy.

        Args:
            package: The file.
            types: The types of parts, by the kinds of links to follow.
            clean: Takes out of a part everything not shown on its page.
        """
        self._package, self._clean = package, clean
        self._kinds = {**_SHARED, **types}
        self._made: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._pictures: dict[tuple[str, Crop | None], str] = {}

    def file(self, main: str) -> bytes:
        """Return the new file, beginning with this part."""
        self._add(main, "officeDocument")
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {
                "[Content_Types].xml": self._listed(),
                "_rels/.rels": _links({"rId1": ("officeDocument", main)}),
                **self._made,
            }.items():
                entry = zipfile.ZipInfo(name, _EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        return made.getvalue()

    def _add(self, name: str, kind: str) -> None:
        if name in self._made:
            return
        self._made[name] = b""  # its place; parts may link to one another
        root = self._package.xml(name)
        if _STRICT in root.tag:
            raise CannotCopy(
                "is of the strict kind of Office file. Save it as an ordinary one"
            )
        links = self._package.relationships(name)
        choose_alternatives(root)
        if "/diagrams/" not in name:
            _keep_namespaces(root)
        self._clean(name, root)
        kept: dict[str, tuple[str, str]] = {}
        for blip, crop in _blips(root):
            link = links.get(_id_of(blip, "embed", "id", "pict"))
            if link is None or link.is_external or not self._is_there(link.target):
                continue
            key = f"rIdPicture{len(kept) + 1}"
            new = self._picture(link.target, crop)
            kept[key] = "image", posixpath.relpath(new, posixpath.dirname(name))
            for one in ("embed", "id", "pict"):
                if _link(one) in blip.attrib:
                    blip.set(_link(one), key)
        mentioned = {value for one in root.iter() for _, value in _ids(one)}
        for key, link in links.items():
            is_wanted = key in mentioned or link.kind in _UNMENTIONED
            if (
                is_wanted
                and not link.is_external
                and link.kind in self._kinds
                and self._is_there(link.target)
            ):
                self._add(link.target, link.kind)
                there = posixpath.relpath(link.target, posixpath.dirname(name))
                kept[key] = link.kind, there
        _forget_links(root, kept)
        self._made[name] = tostring(root, "utf-8", xml_declaration=True)
        self._types[name] = f"application/vnd.{self._kinds[kind]}+xml"
        if kept:
            folder, base = posixpath.split(name)
            self._made[f"{folder}/_rels/{base}.rels"] = _links(kept)

    def _is_there(self, name: str) -> bool:
        return name in self._package.names

    def _picture(self, name: str, crop: Crop | None) -> str:
        """Add a picture without its data; return its new name."""
        if (name, crop) in self._pictures:
            return self._pictures[name, crop]
        ending = name.rpartition(".")[2].lower()
        content = self._package.read(name)
        if ending in _READ:
            if crop is not None:
                content = cropped(content, crop)
            content, ending = without_data(content)
            kind = _READ[ending]
        elif ending in _DRAWINGS:
            if crop is not None:
                raise CannotCopy("has a cropped drawing. Replace it by a picture")
            kind = _DRAWINGS[ending]
        else:
            raise CannotCopy(f"has a picture of a kind that cannot be read ({ending})")
        folder = name.split("/", 1)[0]
        new = f"{folder}/media/image{len(self._pictures) + 1}.{ending}"
        self._made[new], self._types[new] = content, kind
        self._pictures[name, crop] = new
        return new

    def _listed(self) -> bytes:
        kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml"}
        written = "".join(
            f"<Default Extension={quoteattr(ending)} ContentType={quoteattr(kind)}/>"
            for ending, kind in {**kinds, "xml": "application/xml"}.items()
        ) + "".join(
            f"<Override PartName={quoteattr('/' + name)} "
            f"ContentType={quoteattr(kind)}/>"
            for name, kind in self._types.items()
        )
        return _written("Types", "content-types", written)


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
        _space(tag) in _KEPT for tag in tags
    )


def _keep_namespaces(element: Element) -> None:
    for key in list(element.attrib):
        if _space(key) not in _KEPT:
            del element.attrib[key]
    element[:] = [
        one
        for one in element
        if _space(one.tag) in _KEPT and local(one.tag) not in {"extLst", "ext14"}
    ]
    for one in element:
        _keep_namespaces(one)


def _space(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def _link(name: str) -> str:
    return f"{{{NAMESPACES['r']}}}{name}"


def _ids(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes of an element with ids of links."""
    for key, value in element.items():
        if _space(key) == NAMESPACES["r"]:
            yield key, value


def _id_of(element: Element, *names: str) -> str:
    return next(
        (element.get(_link(one), "") for one in names if _link(one) in element.attrib),
        "",
    )


def _blips(root: Element) -> Iterator[tuple[Element, Crop | None]]:
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
    try:
        if written.endswith("%"):
            return float(written[:-1]) / 100
        return float(written) / 100_000
    except ValueError:
        return 0.0


def _forget_links(root: Element, kept: Mapping[str, object]) -> None:
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
                and any(True for _ in _ids(one))
                and not any(value in kept for _, value in _ids(one))
            )
        ),
    )
    for one in root.iter():
        for key, value in list(_ids(one)):
            if value not in kept:
                del one.attrib[key]


def _links(kept: Mapping[str, tuple[str, str]]) -> bytes:
    written = ""
    for key, (kind, target) in kept.items():
        folder = NAMESPACES["r"] if kind != "diagramDrawing" else _DIAGRAMS
        written += (
            f"<Relationship Id={quoteattr(key)} Type={quoteattr(f'{folder}/{kind}')} "
            f"Target={quoteattr(target)}/>"
        )
    return _written("Relationships", "relationships", written)


def _written(root: str, kind: str, inside: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<{root} xmlns="{_OFFICE}/package/2006/{kind}">{inside}</{root}>'
    ).encode()
