"""Build an OpenDocument file anew from what its pages show."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring
from xml.sax.saxutils import quoteattr

from documents.hidden.opendocument.styles import Styles, points
from documents.hidden.packages import Package, child, find_all, local
from documents.safe.archives import archived
from documents.safe.links import Crop
from documents.safe.opendocument.cleaning import OF_PICTURES, tag
from documents.safe.pictures import cropped, size_in_points, without_data
from documents.safe.refusal import CannotCopy

_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_READ = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_DRAWINGS = {
    ".emf": "image/x-emf",
    ".wmf": "image/x-wmf",
    ".svm": "application/x-openoffice-gdimetafile",
}
_METAFILE = b"VCLMTF"


class Copy:
    """A new OpenDocument file, made of cleaned parts and of pictures drawn afresh."""

    def __init__(self, package: Package, styles: Styles) -> None:
        """Begin an empty copy.

        Args:
            package: The file.
            styles: Its styles.
        """
        self._package, self._styles = package, styles
        self._made: dict[str, bytes] = {}
        self._kinds: dict[str, str] = {}
        self._pictures: dict[tuple[str, Crop | None], str] = {}

    def take_pictures(self, root: Element) -> None:
        """Keep the pictures of a part, drawn afresh, and no other link.

        Raises:
            CannotCopy: A picture is damaged, or an object has no picture.
        """
        for frame in find_all(root, "frame"):
            self._settle(frame)
        for parent in root.iter():
            for one in list(parent):
                if local(one.tag) in OF_PICTURES and not self._link(parent, one):
                    parent.remove(one)
        for one in find_all(root, "graphic-properties"):
            one.attrib.pop(tag("fo", "clip"), None)

    def file(self, kind: str, parts: dict[str, Element]) -> bytes:
        """Return the new file.

        Args:
            kind: Its kind, as the media type ends: "text".
            parts: The XML parts, by their names without the ending.
        """
        media = f"application/vnd.oasis.opendocument.{kind}"
        written = {
            f"{name}.xml": tostring(root, "utf-8", xml_declaration=True)
            for name, root in parts.items()
        }
        return archived_as(media, {**written, **self._made}, self._kinds)

    def _settle(self, frame: Element) -> None:
        """Leave in a frame the one thing that it shows."""
        images = [one for one in frame if local(one.tag) == "image"]
        is_object = child(frame, "object", "object-ole") is not None
        if child(frame, "table", "text-box") is not None and not is_object:
            shown = None
        else:
            shown = next((one for one in images if self._can_keep(one)), None)
            if shown is None and (is_object or images):
                raise CannotCopy(
                    "has an object or a picture that cannot be drawn. Paste it as a "
                    "picture"
                )
        for one in list(frame):
            is_other = local(one.tag) in {"image", "object", "object-ole"}
            if is_other and one is not shown:
                frame.remove(one)

    def _can_keep(self, image: Element) -> bool:
        name = self._named(image)
        return bool(name) and self._ending(name) in {*_READ, *_DRAWINGS}

    def _named(self, element: Element) -> str:
        """Return the part that an element links to; "" for none in the file."""
        name = element.get(tag("xlink", "href"), "").removeprefix("./")
        return name if name in self._package.names else ""

    def _ending(self, name: str) -> str:
        dot = name.rpartition(".")[2].lower()
        if "." in name.rpartition("/")[2]:
            return f".{dot}"
        # A picture in place of an object has no ending.
        content = self._package.read(name)
        return ".svm" if content.startswith(_METAFILE) else ".png"

    def _link(self, parent: Element, one: Element) -> bool:
        """Give an element its new picture; return whether there is one."""
        name = self._named(one)
        if not name or self._ending(name) not in {*_READ, *_DRAWINGS}:
            return False
        crop = self._crop(parent, name) if local(parent.tag) == "frame" else None
        for key in [key for key in one.attrib if key.endswith("mime-type")]:
            del one.attrib[key]
        one.set(tag("xlink", "href"), self._picture(name, crop))
        return True

    def _crop(self, frame: Element, name: str) -> Crop | None:
        """Return the shares cut off a picture: "rect(0cm, 1cm, 0cm, 0cm)"."""
        for kind, family in (("draw", "graphic"), ("presentation", "presentation")):
            style = self._styles.of(frame.get(tag(kind, "style-name"), ""), family)
            clip = style.get("graphic:clip", "")
            if clip.startswith("rect("):
                break
        else:
            return None
        written = clip.removeprefix("rect(").rstrip(")").replace(",", " ").split()
        cuts = [max(points(one) or 0.0, 0.0) for one in written]
        if len(cuts) != 4 or not any(cuts):
            return None
        if self._ending(name) not in _READ:
            raise CannotCopy("has a cropped drawing. Replace it by a picture")
        width, height = size_in_points(self._package.read(name))
        top, right, bottom, left = cuts
        return left / width, top / height, right / width, bottom / height

    def _picture(self, name: str, crop: Crop | None) -> str:
        if (name, crop) in self._pictures:
            return self._pictures[name, crop]
        ending, content = self._ending(name), self._package.read(name)
        if ending in _READ:
            if crop is not None:
                content = cropped(content, crop)
            content, kept = without_data(content)
            media = "image/jpeg" if kept == "jpg" else "image/png"
            ending = f".{kept}"
        else:
            media = _DRAWINGS[ending]
        new = f"Pictures/picture{len(self._pictures) + 1}{ending}"
        self._made[new], self._kinds[new] = content, media
        self._pictures[name, crop] = new
        return new


def archived_as(
    media: str, parts: dict[str, bytes], kinds: dict[str, str] | None = None
) -> bytes:
    """Return an OpenDocument file of parts, with the list of them.

    Args:
        media: Its media type.
        parts: Its parts, by name.
        kinds: The media types of parts other than XML.
    """
    listed = "".join(_entries(media, parts, kinds or {}))
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">'
        f"{listed}</manifest:manifest>"
    )
    return archived({"mimetype": media, **parts, "META-INF/manifest.xml": manifest})


def _entries(
    media: str, parts: dict[str, bytes], kinds: dict[str, str]
) -> Iterator[str]:
    for name, kind in {
        "/": media,
        **{one: kinds.get(one, "text/xml") for one in parts},
    }.items():
        yield (
            f"<manifest:file-entry manifest:full-path={quoteattr(name)} "
            f"manifest:media-type={quoteattr(kind)}/>"
        )


def opened(package: Package, kind: str) -> tuple[Element, Element]:
    """Return the contents and the common styles of an OpenDocument file.

    Args:
        package: The file.
        kind: The kind that it must be: "text", "spreadsheet" or "presentation".

    Raises:
        CannotCopy: The file is encrypted, or of another kind.
        CannotLook: The file is damaged.
    """
    manifest = package.xml_if_there("META-INF/manifest.xml")
    if manifest is not None and any(
        True for _ in find_all(manifest, "encryption-data")
    ):
        raise CannotCopy("is encrypted. Save it without a password")
    if "content.xml" not in package.names:
        raise CannotCopy("is damaged")
    content = package.xml("content.xml")
    if child(child(content, "body"), kind) is None:
        raise CannotCopy("is not of the kind that its name says")
    common = package.xml_if_there("styles.xml")
    if common is None:
        common = Element(tag("office", "document-styles"))
    return content, common
