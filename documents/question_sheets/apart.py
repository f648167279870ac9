"""Read and fill workbooks in a separate process, safe from hostile files."""

import json
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from documents.files.sandbox import GivenUp, run_apart
from documents.question_sheets.sheets import Refused, Sheet

SECONDS: Final = 30  # of processor time
# A busy machine gives a process a part of its time; a task may take 120 seconds.
_WAITING: Final = 80
_GIVEN_UP: Final = (
    "This workbook cannot be read: it is damaged, or takes more time or memory than "
    "any request."
)


def read_apart(path: Path, name: str) -> list[Sheet]:
    """Return the sheets of a workbook.

    Args:
        path: Where the file is stored.
        name: The file's name, which tells its kind.

    Raises:
        Refused: The file cannot be read; the message says why.
    """
    said = _run({"path": str(path), "name": name})
    return [Sheet(**one) for one in said["sheets"]]


def fill_apart(
    path: Path,
    name: str,
    answers: Mapping[tuple[str, int, int], str],
    questions: Mapping[str, int],
) -> bytes:
    """Return a workbook with answers in their cells; as `filling.filled`."""
    cells = [[*place, words] for place, words in answers.items()]
    asked = {
        "path": str(path),
        "name": name,
        "answers": cells,
        "questions": dict(questions),
    }
    return b64decode(_run(asked)["content"])


def _run(asked: Mapping[str, object]) -> dict[str, Any]:
    try:
        said = run_apart(
            "documents.question_sheets",
            data=json.dumps(asked).encode(),
            seconds=SECONDS,
            waiting=_WAITING,
        )
    except GivenUp:
        raise Refused(_GIVEN_UP) from None
    if refusal := said.get("refused"):
        raise Refused(str(refusal))
    return said
