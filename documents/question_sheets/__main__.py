"""Read or fill one workbook in a process of its own, started by `apart`."""

import json
import sys
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path

from documents.files.sandbox import confine
from documents.question_sheets.sheets import Refused


def _answer(asked: dict[str, object]) -> dict[str, object]:
    from documents.question_sheets.filling import filled
    from documents.question_sheets.reading import read_sheets

    content, name = Path(str(asked["path"])).read_bytes(), str(asked["name"])
    cells, questions = asked.get("answers"), asked.get("questions")
    if isinstance(cells, list) and isinstance(questions, dict):
        answers = {(sheet, row, column): said for sheet, row, column, said in cells}
        made = filled(content, name, answers, questions)
        return {"content": b64encode(made).decode()}
    return {"sheets": [asdict(one) for one in read_sheets(content, name)]}


if __name__ == "__main__":
    asked = json.loads(sys.stdin.buffer.read())
    confine(float(sys.argv[1]))
    try:
        said = _answer(asked)
    except Refused as refusal:
        said = {"refused": str(refusal)}
    sys.stdout.write(json.dumps(said))
