"""Check the words that drawings keep for screen readers, and where they link to."""

import re
from collections.abc import Iterator

from documents.hidden.findings import Finding, quoted, warn
from documents.hidden.links import has_path
from documents.hidden.packages import Package, attribute, find_all
from documents.hidden.words import Seen, says_something

# Names given by programs: "Picture 4", "Google Shape;54;p13", "Content Placeholder 2".
_GIVEN = re.compile(r"[^.\\/]*\d|\w*|[\w ]*(?:Placeholder|Connector|Box|Table|Shape)")
_FILE = re.compile(r"\.(?:jpe?g|png|tiff?|gif|bmp|docx?|xlsx?|pptx?|pdf|heic)$", re.I)


def look_at_alternatives(
    package: Package, pattern: str, seen: Seen
) -> Iterator[Finding]:
    """Yield the words of drawings in some parts that no page shows."""
    for part in package.matching(pattern):
        told: dict[str, None] = {}
        for one in find_all(
            package.xml(part), "cNvPr", "docPr", "shape", "rect", "oval"
        ):
            for key in ("descr", "title", "alt"):
                text = attribute(one, key)
                if says_something(text) and seen.lacks(text):
                    told[text] = None
            name = attribute(one, "name")
            if (
                name
                and (_FILE.search(name) or has_path(name) or not _GIVEN.fullmatch(name))
                and seen.lacks(name)
            ):
                told[name] = None
        for one in find_all(
            package.xml(part), "hlinkClick", "hlinkHover", "hlinkMouseOver"
        ):
            text = one.get("tooltip", "")
            if text and seen.lacks(text):
                told[text] = None
        if told:
            yield warn(
                "alternative_text",
                part.rsplit("/", 1)[-1].removesuffix(".xml"),
                "Drawings have names, hints or descriptions that are read aloud but "
                "not "
                f"shown: {', '.join(quoted(one, 60) for one in list(told)[:4])}. "
                "Change "
                "what should not go.",
            )
