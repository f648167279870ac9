"""Check the words that drawings keep for screen readers, and where they link to."""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, quoted, warn
from documents.hidden.links import has_path
from documents.hidden.packages import Package, attribute, find_all
from documents.hidden.words import Seen, says_something

# Names given by programs: "Picture 4", "Google Shape;54;p13", "Content Placeholder 2".
_GIVEN = re.compile(r"[^.\\/]*\d|\w*|[\w ]*(?:Placeholder|Connector|Box|Table|Shape)")
_ALT = re.compile(r"""\balt=["']([^"']+)""")
_FILE = re.compile(r"\.(?:jpe?g|png|tiff?|gif|bmp|docx?|xlsx?|pptx?|pdf|heic)$", re.I)


def look_at_alternatives(
    package: Package, pattern: str, seen: Seen
) -> Iterator[Finding]:
    """Yield the words of drawings in some parts that no page shows."""
    for part in package.matching(pattern):
        if part.endswith(".vml"):
            said = _old_words(package, part)
        else:
            said = _words(package.xml(part))
        told = {
            text: None for text in said if says_something(text) and seen.lacks(text)
        }
        if told:
            yield warn(
                "alternative_text",
                part.rsplit("/", 1)[-1].removesuffix(".xml"),
                "Drawings have names, hints or descriptions that are read aloud but "
                "not "
                f"shown: {', '.join(quoted(one) for one in list(told)[:4])}. "
                "Change "
                "what should not go.",
            )


def _words(root: Element) -> Iterator[str]:
    for one in find_all(root, "cNvPr", "docPr", "shape", "rect", "oval"):
        for key in ("descr", "title", "alt"):
            yield attribute(one, key)
        name = attribute(one, "name")
        if _FILE.search(name) or has_path(name) or not _GIVEN.fullmatch(name):
            yield name
    for one in find_all(root, "hlinkClick", "hlinkHover", "hlinkMouseOver"):
        yield one.get("tooltip", "")


def _old_words(package: Package, part: str) -> Iterator[str]:
    """Yield the words of VML, which Excel does not always write as XML."""
    text = package.read(part).decode("utf-8", "replace")
    yield from (unescape(one) for one in _ALT.findall(text))
    yield package.words(part) if "<v:textbox" in text else ""
