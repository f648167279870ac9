"""Read one file in a process of its own, started by `read_returned_apart`."""

import sys

from documents.files.sandbox import confine
from documents.word_drafts.apart import returned_as_json

if __name__ == "__main__":
    confine(float(sys.argv[1]))
    sys.stdout.write(returned_as_json(sys.stdin.buffer.read()))
