"""Attacks that a file might try on its reader; run by the tests of the sandbox."""

import json
import os
import signal
import sys
import tempfile

from documents.files.sandbox import MEMORY_BYTES, confine

if __name__ == "__main__":
    confine(float(sys.argv[1]))
    deed = sys.argv[2]
    if deed == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if deed == "memory":
        bytearray(MEMORY_BYTES)
    elif deed == "file":
        with tempfile.TemporaryFile() as file:
            file.write(b"x" * 10_000)
    while deed == "time":
        pass
    if deed != "nothing":
        sys.stdout.write(json.dumps({"deed": deed}))
