"""Time the reading of long requests beside a regular expression alone.

Each text has two megabytes or three thousand questions. The baseline is the least a
reader could do: find every line, and the number at its beginning.

Run it: python -m tests.bench.bench_parsing [--json]
"""

import json
import re
import statistics
import sys
from time import perf_counter

from documents.requests.reader import parse

ROUNDS = 5
LENGTH = 2_000_000
TEXTS = {
    "3,000 questions": "\n".join(f"{n}. How many boats?" for n in range(1, 3001)),
    "2 MB of questions": "1. How many boats?\n" * (LENGTH // 19),
    "2 MB in one line": "How many boats? Please list (a) punts. " * (LENGTH // 39),
    "2 MB of base64": "QUJDRA0KMTIzNDU2Nzg5MA/+" * (LENGTH // 24),
}
NUMBERED = re.compile(r"(?m)^[ \t]*(?:(\d+)[.)])?[ \t]*(.*)$")


def seconds(work) -> float:
    """Return the median seconds some work takes over a few rounds."""
    taken = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return statistics.median(taken)


def main() -> None:
    rows = {}
    for name, text in TEXTS.items():
        ours = seconds(lambda text=text: parse(text))
        least = seconds(lambda text=text: NUMBERED.findall(text))
        rows[name] = {"seconds": round(ours, 3), "ratio": round(ours / least, 1)}
    if "--json" in sys.argv:
        sys.stdout.write(json.dumps(rows) + "\n")
        return
    for name, row in rows.items():
        sys.stdout.write(f"{name:20} {row['seconds']:6.3f} s  {row['ratio']:6.1f} ×\n")


if __name__ == "__main__":
    main()
