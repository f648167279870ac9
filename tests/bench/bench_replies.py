"""Time the reading of long replies, and of letters as files.

Run it: python -m tests.bench.bench_replies [--json]
"""

import json
import statistics
import sys
from time import perf_counter

from weasyprint import HTML

from documents.files.reading import read_file
from documents.replies.reader import read_reply

ROUNDS = 3
LENGTH = 2_000_000
QA = "1. How many boats?\n\nTwelve, under section 40(2) none.\n\n"
TEXTS = {
    "2 MB of questions and answers": QA * (LENGTH // len(QA)),
    "2 MB in one line": "We rely on section 31(1)(a) of the Act. " * (LENGTH // 40),
    "2 MB of a table": "Ward\t12\t13\t14\n" * (LENGTH // 14),
    "2 MB of base64": "QUJDRA0KMTIzNDU2Nzg5MA/+" * (LENGTH // 24),
}
PARAGRAPH = "<p>The harbour master keeps a log of every vessel that calls.</p>"


def seconds(work) -> float:
    """Return the median seconds some work takes over a few rounds."""
    taken = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return statistics.median(taken)


def main() -> None:
    rows = {
        name: round(seconds(lambda text=text: read_reply(text)), 3)
        for name, text in TEXTS.items()
    }
    page = HTML(string=f"<html lang=en>{PARAGRAPH * 120}</html>")
    for name, variant in [("plain", None), ("tagged", "pdf/ua-1")]:
        file = page.write_pdf(pdf_variant=variant)
        rows[f"a PDF of six pages, {name}"] = round(
            seconds(lambda file=file: read_file(file)), 3
        )
    if "--json" in sys.argv:
        sys.stdout.write(json.dumps(rows) + "\n")
        return
    for name, row in rows.items():
        sys.stdout.write(f"{name:32} {row:6.3f} s\n")


if __name__ == "__main__":
    main()
