"""A file in, its words out: here, or in a process of its own with bounds."""

import json
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from responses.parsing.files.document import (
    LARGEST_BYTES,
    FileText,
    Heading,
    UnreadableFile,
)
from responses.parsing.files.kinds import kind_of

MOST_SECONDS: Final = 60
MOST_MEMORY_BYTES: Final = 1024 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[3]
_TOO_MUCH = (
    "Reading the file took longer, or more memory, than any letter needs, so it was "
    "given up. Paste the letter's words instead."
)


def read_file(data: bytes) -> FileText:
    """Return the words of a letter's file: PDF, .docx or plain text.

    Raises:
        UnreadableFile: It has no words to be read, or is more than can be; says why
            in one sentence, and what to do.
    """
    check_size(len(data))
    # The libraries of every kind of file take 24 MB, mostly in a process of its own:
    # only the one that reads is to have them.
    match kind_of(data):
        case "pdf":
            from responses.parsing.files.pdf import read_pdf as read
        case "docx":
            from responses.parsing.files.word import read_word as read
        case _:
            from responses.parsing.files.plain import read_plain as read
    return read(data)


def check_size(size_bytes: int) -> None:
    """Refuse a file that is larger than any letter.

    Raises:
        UnreadableFile: It is larger than `LARGEST_BYTES`.
    """
    if size_bytes > LARGEST_BYTES:
        raise UnreadableFile(
            f"The file has {size_bytes / 1024**2:,.0f} MB, more than the "
            f"{LARGEST_BYTES // 1024**2} MB that are read."
        )


def read_file_apart(data: bytes, *, seconds: float = MOST_SECONDS) -> FileText:
    """Return the words of a file, read in a process that may die of it.

    A file made to use up time or memory ends that process, not the one that asks.

    Raises:
        UnreadableFile: As `read_file`, or it took too long or too much memory.
    """
    check_size(len(data))
    try:
        run = subprocess.run(
            [sys.executable, "-m", "responses.parsing.files"],
            input=data,
            capture_output=True,
            timeout=seconds,
            cwd=_ROOT,
            check=False,
        )
        told = json.loads(run.stdout) if run.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise UnreadableFile(_TOO_MUCH) from error
    if not told:
        raise UnreadableFile(_TOO_MUCH)
    if "error" in told:
        raise UnreadableFile(told["error"])
    headings = tuple(Heading(**heading) for heading in told["headings"])
    return FileText(told["kind"], told["text"], tuple(told["aside"]), headings)


def answer_the_one_who_asked() -> None:
    """Read a file from standard input, within bounds, and print what it holds."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        told = asdict(read_file(sys.stdin.buffer.read()))
    except UnreadableFile as refusal:
        told = {"error": str(refusal)}
    except (MemoryError, RecursionError):
        told = {"error": _TOO_MUCH}
    json.dump(told, sys.stdout)
