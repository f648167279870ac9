"""Run every benchmark of this folder in turn, each in a process of its own."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Return nothing but zero if all of them ran to their end."""
    failed = 0
    for benchmark in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"\n== {benchmark.stem.removeprefix('bench_')}", flush=True)
        module = f"tests.bench.{benchmark.stem}"
        failed += subprocess.run([sys.executable, "-m", module], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
