"""Read one file in a process of its own, started by `read_file_apart`."""

import sys

from documents.files.reading import content_as_json
from documents.files.sandbox import confine

if __name__ == "__main__":
    confine(float(sys.argv[1]))
    sys.stdout.write(content_as_json(sys.stdin.buffer.read()))
