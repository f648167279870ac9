"""Read a file in a process of its own, which a hostile file may break."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

MEMORY_BYTES = 1024**3
_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "LANG")


class GivenUp(Exception):
    """A file took too long, or too much memory, or broke what reads it."""


def run_apart(
    module: str, *arguments: str, data: bytes = b"", seconds: float
) -> dict[str, Any]:
    """Return what a module prints as JSON, run in a process of its own.

    The process knows PATH and LANG, but no password of ours, and imports nothing from
    the folder it is started in. The module calls `confine` before it reads the file.

    Args:
        module: A package of this project with a `__main__`.
        arguments: What it finds in `sys.argv` after the seconds.
        data: What it reads from standard input.
        seconds: How long it may take.

    Raises:
        GivenUp: It took too long, or too much memory, or broke.
    """
    known = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    try:
        # ruff S603: nothing of the command comes from outside but its arguments.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-P", "-m", module, str(seconds), *arguments],
            input=data,
            capture_output=True,
            timeout=seconds,
            cwd=_ROOT,
            env={**known, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            check=True,
        )
        told: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise GivenUp from error
    return told


def confine(seconds: float) -> None:
    """Bound this process in time and memory, and let it write no file."""
    whole = max(1, round(seconds))
    for bound, most in (
        (resource.RLIMIT_CPU, whole),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(bound, (most, most))
