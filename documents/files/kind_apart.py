"""Recognise the kind of a file without opening a ZIP archive in this process."""

import json
import sys
from pathlib import Path

from documents.files.kinds import Kind, kind_of
from documents.files.sandbox import GivenUp, confine, run_apart

_SECONDS = 10
_ZIP = b"PK"


def kind_apart(path: Path, name: str) -> Kind:
    """Return the kind of a file, by its content.

    The list of the parts of an archive may be made to use up memory. So an archive is
    opened in a separate, confined process.

    Args:
        path: Where the file is stored.
        name: The file's name, which decides for texts.

    Returns:
        The kind; `Kind.ZIP` for an archive with too long a list of parts.
    """
    with path.open("rb") as file:
        if file.read(len(_ZIP)) != _ZIP:
            file.seek(0)
            return kind_of(file, name)
    try:
        kept = run_apart(
            "documents.files.kind_apart", str(path), name, seconds=_SECONDS
        )
    except GivenUp:
        return Kind.ZIP
    return Kind[kept["kind"]]


def _kind_as_json(path: str, name: str) -> str:
    with Path(path).open("rb") as file:
        return json.dumps({"kind": kind_of(file, name).name})


if __name__ == "__main__":
    _, _seconds, _path, _name = sys.argv
    confine(float(_seconds))
    sys.stdout.write(_kind_as_json(_path, _name))
