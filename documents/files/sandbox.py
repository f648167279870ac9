"""Run the reader of a file in a separate process, for a hostile file may break it."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

MEMORY_BYTES = 1024**3
_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "LANG")


class GivenUp(Exception):
    """Reading took too long or too much memory, or the process crashed."""


class Crashed(GivenUp):
    """The process ended by itself without an answer: its reader broke on the file."""


def run_apart(
    module: str,
    *arguments: str,
    data: bytes = b"",
    seconds: float,
    waiting: float | None = None,
) -> dict[str, Any]:
    """Return the JSON output of a module run in a separate process.

    The process gets PATH and LANG, but no password of ours, and imports nothing from
    its working directory. The module calls `confine` before reading the file.

    Args:
        module: A package of this project with a `__main__`.
        arguments: The module's `sys.argv` after the seconds.
        data: The module's standard input.
        seconds: The processor time allowed.
        waiting: The seconds to wait for the answer, more than `seconds` where a busy
            machine may give the process a part of its time; None for `seconds`.

    Raises:
        GivenUp: The process took too long.
        Crashed: The process took too much memory, or its reader broke on the file.
    """
    answer = run_apart_for_bytes(
        module, *arguments, data=data, seconds=seconds, waiting=waiting
    )
    try:
        said: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise Crashed from error
    return said


def run_apart_for_bytes(
    module: str,
    *arguments: str,
    data: bytes = b"",
    seconds: float,
    waiting: float | None = None,
) -> bytes:
    """Return the output of a module run in a separate process, as `run_apart`.

    Raises:
        GivenUp: The process took too long.
        Crashed: The process took too much memory, or its reader broke on the file.
    """
    known = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    try:
        # ruff S603: only the arguments of the command come from outside.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-P", "-m", module, str(seconds), *arguments],
            input=data,
            capture_output=True,
            timeout=seconds if waiting is None else waiting,
            cwd=_ROOT,
            env={**known, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            check=True,
        )
    except subprocess.CalledProcessError as error:
        is_late = -error.returncode in {signal.SIGXCPU, signal.SIGKILL}
        raise (GivenUp if is_late else Crashed) from error
    except subprocess.TimeoutExpired as error:
        raise GivenUp from error
    return done.stdout


def confine(
    seconds: float, *, memory_bytes: int = MEMORY_BYTES, largest_file: int = 0
) -> None:
    """Limit this process in time and memory, and let it write no file.

    Args:
        seconds: The processor time allowed.
        memory_bytes: The memory allowed.
        largest_file: The bytes of the largest file it may write.
    """
    whole = max(1, round(seconds))
    for bound, most in (
        (resource.RLIMIT_CPU, whole),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, largest_file),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(bound, (most, most))
