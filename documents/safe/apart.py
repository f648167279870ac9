"""Make a safe copy in a separate process, safe from hostile files."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from pathlib import Path

from documents.files.sandbox import GivenUp, run_apart
from documents.hidden.findings import CannotLook
from documents.safe.copying import MadeFile, copied
from documents.safe.refusal import CannotCopy
from documents.safe.ways import Way
from documents.safe.words import Words

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


def copy_as_json(path: str, name: str, way: str) -> str:
    """Return the result of `copied` as JSON, or why there is none."""
    try:
        files, words = copied(Path(path).read_bytes(), name, Way(way))
    except (CannotCopy, CannotLook) as why:
        return json.dumps({"why": str(why)})
    except Exception:  # a hostile file may make its reader fail in any way
        return json.dumps(
            {"why": "is damaged, or made in a way that cannot be copied here"}
        )
    return json.dumps(
        {
            "files": [
                {**asdict(one), "content": b64encode(one.content).decode()}
                for one in files
            ],
            "words": asdict(words),
        }
    )
