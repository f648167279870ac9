"""Measure the finding of questions asked again: how many are found, and how fast.

Run it: python -m tests.bench.bench_meaning [--json]
"""

import json
import statistics
import sys
from pathlib import Path
from time import perf_counter

import numpy as np

from documents.meaning import sketches
from documents.meaning.asking import find_alike
from documents.meaning.model import LENGTH, load

MILLION = 1_000_000
ROUNDS = 15
MOST_MS = 150
LEAST_FOUND = 85
FILE = Path(__file__).parents[1] / "documents/meaning/asked_again.txt"


def milliseconds(work) -> float:
    """Return the median milliseconds of some work over a few rounds."""
    taken = []
    for number in range(ROUNDS):
        started = perf_counter()
        work(number)
        taken.append(1000 * (perf_counter() - started))
    return statistics.median(taken)


def main() -> int:
    lines = FILE.read_text("utf-8").splitlines()
    pairs = [line.split(" | ") for line in lines if not line.startswith("#")]
    library = [earlier for earlier, _ in pairs]
    model = load()
    found = find_alike(library, [again for _, again in pairs])
    hits = sum(
        earlier in [one.question for one in alike]
        for earlier, alike in zip(library, found, strict=True)
    )

    random = np.random.default_rng(2026)
    kept = random.integers(0, 256, (MILLION, sketches.BYTES), dtype=np.uint8)
    columns = sketches.columns_of(kept)
    vectors = random.standard_normal((sketches.MOST_SCORED, LENGTH), dtype=np.float32)

    def search(number):
        sketches.nearest(columns, kept[number])
        np.argsort(vectors @ vectors[number])

    scan = milliseconds(search)
    embedding = milliseconds(lambda number: model.vectors([library[number]]))
    rows = {
        "of 100 asked again, in the first five": hits,
        "a million questions searched, ms": round(scan, 1),
        "one question's vector, ms": round(embedding, 1),
        "search by vector (ratio)": round(scan / embedding, 2),
    }
    if "--json" in sys.argv:
        sys.stdout.write(json.dumps(rows) + "\n")
    else:
        for name, value in rows.items():
            sys.stdout.write(f"{name:40} {value}\n")
    return int(hits < LEAST_FOUND or scan > MOST_MS)


if __name__ == "__main__":
    sys.exit(main())
