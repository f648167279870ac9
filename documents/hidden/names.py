"""Check names, of a file or in its macros, for words that give something away."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from documents.hidden.findings import Finding, quoted, warn

_MARKS = re.compile(
    r"(?<![a-z])(draft|internal|confidential|restricted|unredacted|not for release|"
    r"official[- ]sensitive|do not (?:send|release|publish)|working copy)(?![a-z])",
    re.IGNORECASE,
)
# Of a sheet within its macros: "Sheet1", "Tabelle2"; others are words run together.
_OWN = re.compile(r"[A-Z]?[a-z]*\d*|ThisWorkbook|DieseArbeitsmappe")
_RUN_TOGETHER = re.compile(r"_|(?<=[a-z])(?=[A-Z])")


def look_at_name(name: str) -> Iterator[Finding]:
    """Yield the words in a file's name not meant for the requester."""
    stem = PurePath(name).stem.replace("_", " ")
    if found := _MARKS.search(stem):
        yield warn(
            "telling_name",
            "",
            f"Its name says {quoted(found[0])}. Is it the version that is to go out?",
        )


def parted(name: str) -> str:
    """Return a name with the words that run together in it parted by blanks."""
    return _RUN_TOGETHER.sub(" ", name)


def words_of_code(name: str) -> str:
    """Return the words of a sheet's name in macros; "" for a name of the program."""
    return "" if _OWN.fullmatch(name) else parted(name)
