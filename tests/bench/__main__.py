"""Run every benchmark of this folder in turn, each in its own process.

The results are printed and kept in `bench.json`. The exit status is 1 if any benchmark
failed or was out of its bounds. The database of a million requests is filled once for
all, and removed at the end unless the command line has `--keep`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

KEPT_IN = Path("bench.json")


def main() -> int:
    """Return 0 if every benchmark ended within its bounds, else 1."""
    from tests.bench.big import KEEP, remove_big_database

    failed, kept = 0, {}
    os.environ[KEEP] = "1"
    for benchmark in sorted(Path(__file__).parent.glob("bench_*.py")):
        name = benchmark.stem.removeprefix("bench_")
        print(f"\n== {name}", flush=True)
        run = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{benchmark.stem}", "--json"],
            check=False,
            stdout=subprocess.PIPE,
            text=True,
        )
        failed += run.returncode != 0
        if run.stdout.strip():
            kept[name] = json.loads(run.stdout)
            for what, value in flat(kept[name]):
                print(f"{what:<40} {value}")
    if "--keep" not in sys.argv:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")
        django.setup()
        remove_big_database()
    KEPT_IN.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"\nKept in {KEPT_IN.resolve()}.")
    return min(failed, 1)


def flat(measured: dict[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each number with its name, prefixed by the names of its groups."""
    for name, value in measured.items():
        if isinstance(value, dict):
            yield from flat(value, f"{within}{name}: ")
        else:
            yield f"{within}{name}", value


if __name__ == "__main__":
    sys.exit(main())
