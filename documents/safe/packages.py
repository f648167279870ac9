"""Build an Office file anew from the parts needed by its pages."""

import posixpath
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element, tostring
from xml.sax.saxutils import quoteattr

from documents.hidden.packages import Package
from documents.safe.archives import archived
from documents.safe.elements import choose_alternatives, keep_namespaces
from documents.safe.links import (
    Crop,
    forget_links,
    id_of,
    ids_in,
    links_part,
    named,
    part_of,
    pictures_in,
)
from documents.safe.pictures import cropped, without_data
from documents.safe.refusal import CannotCopy

_STRICT = "http://purl.oclc.org/ooxml"
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
        return archived(
            {
                "[Content_Types].xml": self._listed(),
                "_rels/.rels": links_part({"rId1": ("officeDocument", main)}),
                **self._made,
            }
        )

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
            keep_namespaces(root)
        self._clean(name, root)
        kept: dict[str, tuple[str, str]] = {}
        for blip, crop in pictures_in(root):
            link = links.get(id_of(blip, "embed", "id", "pict"))
            if link is None or link.is_external or not self._is_there(link.target):
                continue
            key = f"rIdPicture{len(kept) + 1}"
            new = self._picture(link.target, crop)
            kept[key] = "image", posixpath.relpath(new, posixpath.dirname(name))
            for one in ("embed", "id", "pict"):
                if named(one) in blip.attrib:
                    blip.set(named(one), key)
        mentioned = {value for one in root.iter() for _, value in ids_in(one)}
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
        forget_links(root, kept)
        self._made[name] = tostring(root, "utf-8", xml_declaration=True)
        self._types[name] = f"application/vnd.{self._kinds[kind]}+xml"
        if kept:
            folder, base = posixpath.split(name)
            self._made[f"{folder}/_rels/{base}.rels"] = links_part(kept)

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
        return part_of("Types", "content-types", written)
