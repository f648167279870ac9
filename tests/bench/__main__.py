"""Run every benchmark of this folder in turn, each in its own process.

The results are printed and kept in `bench.json`. The exit status is 1 if any benchmark
failed or was out of its bounds.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KEPT_IN = Path("bench.json")


def main() -> int:
    """Return 0 if every benchmark ended within its bounds, else 1."""
    failed, kept = 0, {}
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
