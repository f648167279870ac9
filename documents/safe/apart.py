"""Copy and read files in a separate process, safe from hostile files."""

from base64 import b64decode
from pathlib import Path

from documents.files.sandbox import GivenUp, run_apart
from documents.safe.made import MadeFile, Words
from documents.safe.refusal import CannotCopy
from documents.safe.ways import Way

SECONDS = 90
_TOO_MUCH = "takes too long, or too much memory, to copy"


def copied_apart(
    path: Path, name: str, way: Way, *, seconds: float = SECONDS
) -> tuple[list[MadeFile], Words]:
    """Return the result of `copied`, made in a separate, confined process.

    Raises:
        CannotCopy: The file cannot be copied, or not within time and memory.
    """
    try:
        kept = run_apart("documents.safe", str(path), name, way, seconds=seconds)
    except GivenUp as why:
        raise CannotCopy(_TOO_MUCH) from why
    if "why" in kept:
        raise CannotCopy(kept["why"])
    files = [
        MadeFile(one["name"], one["part"], b64decode(one["content"]))
        for one in kept["files"]
    ]
    return files, Words(**kept["words"])


def shown_words_apart(path: Path, name: str, *, seconds: float = SECONDS) -> str:
    """Return the words that a workbook or a presentation shows.

    They are read in a separate, confined process; "" where they cannot be read.
    """
    try:
        kept = run_apart("documents.safe", str(path), name, seconds=seconds)
    except GivenUp:
        return ""
    return str(kept["words"])
