"""Read one file in a process of its own, started by `read_file_apart`."""

import sys

from documents.files.reading import told
from documents.files.sandbox import confine

if __name__ == "__main__":
    confine(float(sys.argv[1]))
    sys.stdout.write(told(sys.stdin.buffer.read()))
