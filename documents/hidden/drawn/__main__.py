"""Become LibreOffice, within limits and without a network, as `draw` asks."""

import ctypes
import os
import resource
import sys

# LibreOffice reserves far more memory than it fills.
_MEMORY_BYTES = 4 * 1024**3
_LARGEST_FILE = 200_000_000  # bytes
_NEW_USER, _NEW_NETWORK = (
    0x10000000,
    0x40000000,
)  # clone(2): CLONE_NEWUSER, CLONE_NEWNET


def _confine(seconds: float) -> None:
    whole = max(1, round(seconds))
    for bound, most in (
        (resource.RLIMIT_CPU, whole),
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(bound, (most, most))
    # Where the machine does not allow this, the settings of the profile must do.
    ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)


if __name__ == "__main__":
    _confine(float(sys.argv[1]))
    # ruff S606: the program is the one found on PATH, and no shell reads the arguments.
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606
