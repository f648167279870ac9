"""Read XMP, the notes that PDFs and pictures keep of people, places and history."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from documents.hidden.packages import local
from documents.hidden.words import says_something

_START = re.compile(rb"<(?:x:|x0:)?xmpmeta|<rdf:RDF")
_END = re.compile(rb"</(?:x:|x0:)?xmpmeta\s*>|</rdf:RDF\s*>")
# Written by programs: their names, moments, identities, kinds, colours.
_OWN = frozenset(
    [
        "about",
        "parseType",
        "xmptk",
        "CreatorTool",
        "Producer",
        "CreateDate",
        "ModifyDate",
        "MetadataDate",
        "DocumentID",
        "InstanceID",
        "OriginalDocumentID",
        "format",
        "part",
        "conformance",
        "amd",
        "rev",
        "ColorMode",
        "ICCProfile",
        "Trapped",
        "RenditionClass",
        "VersionID",
        "lang",
        "instanceID",
        "documentID",
        "originalDocumentID",
        "action",
        "when",
        "changed",
        "PDFVersion",
        "Rating",
        "Orientation",
        "ColorSpace",
        "PixelXDimension",
        "PixelYDimension",
        "XResolution",
        "YResolution",
        "ResolutionUnit",
        "ExifVersion",
        "FlashpixVersion",
        "NativeDigest",
        "hasXMP",
        "Date",
        "Corp",
    ]
)
PLACE = re.compile(r"GPS|City|State|Country|Location|Sublocation", re.IGNORECASE)
PERSON = re.compile(
    r"creator|author|owner|person|artist|credit|by-?line|rights|manager|contact",
    re.IGNORECASE,
)
_ID = re.compile(
    r"(?:uuid|xmp\.[di]id|adobe:\w+|urn):?.*|[\d.:/TZ+-]*|true|false|[0-9A-Fa-f-]{32,36}|"
    r"(?:application|image)/[\w.+-]+|x-default|[a-z]{2}(?:-[A-Z]{2})?|https?://\S+",
    re.IGNORECASE,
)


def entries_in(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the entries of XMP that programs do not write by themselves.

    What cannot be read is one entry by itself, "XMP".
    """
    start = _START.search(content)
    if start is None:
        return
    ends = [one.end() for one in _END.finditer(content, start.end())]
    if not ends:
        return
    try:
        root: Element = fromstring(content[start.start() : ends[-1]], forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        yield "XMP", "notes that cannot be read"
        return
    yield from _entries(root, "")


def _entries(root: Element, holder: str) -> Iterator[tuple[str, str]]:
    pending = [(root, holder)]
    while pending:
        element, name = pending.pop()
        own = local(element.tag)
        # Lists and their members take the name of their holder.
        if own not in {"Bag", "Seq", "Alt", "li", "Description", "RDF", "xmpmeta"}:
            name = own
        for key, value in element.attrib.items():
            if _is_told(local(key), value):
                yield local(key), value
        text = " ".join((element.text or "").split())
        if _is_told(name, text):
            yield name, text
        pending += [(child, name) for child in reversed(element)]


def _is_told(name: str, text: str) -> bool:
    if name in _OWN:
        return False
    if name.startswith("GPS"):
        return bool(text.strip())
    return says_something(text) and not _ID.fullmatch(text.strip())
