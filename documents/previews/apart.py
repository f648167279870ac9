"""Make a preview in a separate process, safe from hostile files."""

from base64 import b64decode
from pathlib import Path

from documents.files.kinds import Kind
from documents.files.sandbox import GivenUp, run_apart
from documents.previews.preview import NOT_SHOWN, Preview, Table, Way

SECONDS = 40  # of processor time
# A busy machine gives a process a part of its time; a task may take 120 seconds.
_WAITING = 70


def preview_apart(
    path: Path, kind: Kind, name: str, *, seconds: float = SECONDS
) -> Preview:
    """Return the preview of a file, made in a separate, confined process.

    A file that uses up time or memory has no preview, and the preview says so.

    Args:
        path: Where the file is stored.
        kind: The kind of its content.
        name: The file's name, which tells an OpenDocument spreadsheet.
        seconds: The processor time allowed.
    """
    try:
        kept = run_apart(
            "documents.previews",
            str(path),
            kind.name,
            name,
            seconds=seconds,
            waiting=max(seconds, _WAITING),
        )
    except GivenUp:
        return NOT_SHOWN
    return Preview(
        way=Way(kept["way"]),
        count=kept["count"],
        pictures=[b64decode(one) for one in kept["pictures"]],
        text=kept["text"],
        is_cut=kept["is_cut"],
        tables=[Table(**one) for one in kept["tables"]],
        why_not=kept["why_not"],
    )
