"""Ask ClamAV whether a file has a virus: clamd's command INSTREAM, spoken by hand."""

import select
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

from requests_app.jobs.queue import ServiceAway

# Seconds that clamd may be silent. A large archive takes long to scan.
TIMEOUT_SECONDS: Final = 60
_CONNECT_SECONDS: Final = 5
_CHUNK: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096
_CLEAN: Final = "stream: OK"
_TOO_LARGE: Final = "INSTREAM size limit exceeded"


class ScannerAway(ServiceAway, ConnectionError):
    """The scanner was not reached, fell silent, or gave no verdict."""


class TooLargeToScan(Exception):
    """The file is larger than clamd takes: its `StreamMaxLength`."""


def is_scanner_set_up() -> bool:
    """Whether files are scanned for viruses."""
    return bool(settings.CLAMD)


def is_scanner_there() -> bool:
    """Whether the scanner answers now."""
    try:
        with _connected() as clamd:
            clamd.sendall(b"zPING\0")
            return _answer_of(clamd) == "PONG"
    except ScannerAway:
        return False


def virus_in(path: Path) -> str:
    """Return the name of the virus that a file has; "" for none.

    Args:
        path: The file.

    Raises:
        ScannerAway: The scanner gave no verdict.
        TooLargeToScan: The scanner does not take files of this size.
        OSError: The file cannot be read.

    Source: clamd(8), command INSTREAM.
    """
    with path.open("rb") as file, _connected() as clamd:
        _send(clamd, b"zINSTREAM\0")
        while (chunk := file.read(_CHUNK)) and not _has_answered(clamd):
            _send(clamd, struct.pack("!L", len(chunk)) + chunk)
        _send(clamd, struct.pack("!L", 0))
        answer = _answer_of(clamd)
    if answer == _CLEAN:
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")[:200]
    if answer.startswith(_TOO_LARGE):
        raise TooLargeToScan
    raise ScannerAway(f"The virus scanner gave no verdict, but: “{answer[:200]}”")


@contextmanager
def _connected() -> Iterator[socket.socket]:
    """Connect to clamd.

    Raises:
        ScannerAway: clamd was not reached, or fell silent.
    """
    try:
        clamd = _connection()
    except OSError as away:
        raise ScannerAway(f"The virus scanner was not reached: {away}") from away
    with clamd:
        clamd.settimeout(TIMEOUT_SECONDS)
        yield clamd


def _connection() -> socket.socket:
    where = settings.CLAMD
    if "/" in where:
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(_CONNECT_SECONDS)
        try:
            clamd.connect(where)
        except OSError:
            clamd.close()
            raise
        return clamd
    host, _, port = where.rpartition(":")
    return socket.create_connection(
        (host.strip("[]"), int(port)), timeout=_CONNECT_SECONDS
    )


def _has_answered(clamd: socket.socket) -> bool:
    """Whether clamd answered before the end: it does so where a file is too large."""
    return bool(select.select([clamd], [], [], 0)[0])


def _send(clamd: socket.socket, said: bytes) -> None:
    try:
        clamd.sendall(said)
    except (BrokenPipeError, ConnectionResetError):
        pass  # clamd stopped reading, and may have said why
    except OSError as away:
        raise ScannerAway(f"The virus scanner fell silent: {away}") from away


def _answer_of(clamd: socket.socket) -> str:
    """Read clamd's answer, which ends with a null byte."""
    read = b""
    try:
        while not read.endswith(b"\0") and len(read) < _LONGEST_ANSWER:
            if not (more := clamd.recv(_LONGEST_ANSWER)):
                break
            read += more
    except OSError as away:
        raise ScannerAway(f"The virus scanner fell silent: {away}") from away
    if not read.endswith(b"\0"):
        raise ScannerAway("The virus scanner stopped in the middle of its answer.")
    return read[:-1].decode("utf-8", "replace").strip()
