"""Check the name of a file for words that give something away."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from documents.hidden.findings import Finding, quoted, warn

_MARKS = re.compile(
    r"(?<![a-z])(draft|internal|confidential|restricted|unredacted|not for release|"
    r"official[- ]sensitive|do not (?:send|release|publish)|working copy)(?![a-z])",
    re.IGNORECASE,
)


def look_at_name(name: str) -> Iterator[Finding]:
    """Yield the words in a file's name not meant for the requester."""
    stem = PurePath(name).stem.replace("_", " ")
    if found := _MARKS.search(stem):
        yield warn(
            "telling_name",
            "",
            f"Its name says {quoted(found[0])}. Is it the version that is to go out?",
        )
