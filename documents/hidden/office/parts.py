"""Check the parts of an Office file: unknown ones, and those that nothing uses."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, block, quoted, warn
from documents.hidden.packages import Package, find_all, text_of
from documents.hidden.words import Seen, says_something

# Links with a use only where the part mentions their id.
_BY_ID = frozenset(
    {
        "drawing",
        "vmlDrawing",
        "header",
        "footer",
        "image",
        "chart",
        "chartEx",
        "oleObject",
        "package",
        "table",
        "slide",
        "slideMaster",
        "control",
        "diagramData",
        "video",
        "audio",
        "media",
    }
)
# Looked at by checks of their own, whether used or not.
_ELSEWHERE = re.compile(
    r"\[Content_Types\]\.xml|(.*/)?_rels/[^/]*|docProps/.*|docMetadata/.*|customXml/.*|"
    r"xl/(worksheets|chartsheets|comments|threadedComments|persons|pivot\w+)/.*|"
    r"ppt/slides/.*|.*\.bin|(xl|word|ppt)/\w+\.xml"
)
_PICTURE = re.compile(r".*\.(jpe?g|png|tiff?|gif|bmp|emf|wmf|svg|webp)", re.IGNORECASE)


def look_at_parts(
    package: Package, known: re.Pattern[str], seen: Seen
) -> Iterator[Finding]:
    """Yield parts unknown to this check, and parts that no other part uses."""
    for name in sorted(package.names):
        if not known.fullmatch(name):
            yield block(
                "unknown_part",
                "",
                f"It has a part, {quoted(name)}, that this check does not know. "
                "Save it afresh, or as a PDF.",
            )
    used = used_parts(package)
    for name in sorted(package.names - used):
        if _ELSEWHERE.fullmatch(name) or not known.fullmatch(name):
            continue
        if _PICTURE.fullmatch(name):
            yield warn(
                "unused_picture",
                "",
                f"It keeps a picture that no page shows, {quoted(name)}. Save it "
                "afresh.",
            )
        elif name.endswith((".xml", ".vml")):
            is_old = name.endswith(".vml")
            words = package.words(name) if is_old else _words(package.xml(name))
            how = block if says_something(words) and seen.lacks(words) else warn
            yield how(
                "unused_part",
                "",
                f"It keeps a part that is no longer used, {quoted(name)}, which says "
                f"{quoted(words)}. Copy what should go to a new file.",
            )


def used_parts(package: Package) -> set[str]:
    """Return the parts that links lead to, from the root down."""
    used: set[str] = set()
    pending = [""]
    while pending:
        part = pending.pop()
        links = package.relationships(part)
        wanted = {key for key, one in links.items() if part and one.kind in _BY_ID}
        missing = wanted - package.mentioned(part, wanted) if wanted else set()
        for key, one in links.items():
            if not one.is_external and one.target not in used and key not in missing:
                used.add(one.target)
                pending.append(one.target)
    return used


def _words(root: Element) -> str:
    written = [one.text or "" for one in find_all(root, "t", "v")]
    return " ".join(written).strip() or text_of(root)
