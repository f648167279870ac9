"""Become LibreOffice, within limits and without a network, as `draw` asks."""

import ctypes
import os
import sys

from documents.files.sandbox import confine

# LibreOffice reserves far more memory than it fills.
_MEMORY_BYTES = 4 * 1024**3
_LARGEST_FILE = 200_000_000  # bytes
_NEW_USER, _NEW_NETWORK = (
    0x10000000,
    0x40000000,
)  # clone(2): CLONE_NEWUSER, CLONE_NEWNET


if __name__ == "__main__":
    confine(float(sys.argv[1]), memory_bytes=_MEMORY_BYTES, largest_file=_LARGEST_FILE)
    # Where the machine does not allow this, the settings of the profile must do.
    ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
    # ruff S606: the program is the one found on PATH, and no shell reads the arguments.
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606
