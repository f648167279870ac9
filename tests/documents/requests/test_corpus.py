"""How well real requests are read, compared with a careful person's reading."""

import json
import subprocess
import sys

from documents.requests.reader import parse
from documents.requests.tree import as_dict


def test_real_requests_are_read_as_a_careful_person_reads_them(
    shared, tmp_path, record_property
):
    folder = shared / "corpus" / "requests"
    read = [
        {"file": path.name, **as_dict(parse(path.read_text("utf-8")))}
        for path in sorted(folder.glob("*.txt"))
    ]
    output = tmp_path / "out.json"
    output.write_text(json.dumps(read), "utf-8")

    report = subprocess.run(
        [sys.executable, folder.parent / "score.py", output, folder],
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    figures = json.loads(report.splitlines()[-1])
    for name, figure in figures.items():
        record_property(name, figure)
    assert figures["words_kept"] == figures["files"] == len(read)
    assert figures["f1"] >= 0.95, report
    assert figures["exact"] >= 0.8 * figures["files"], report
