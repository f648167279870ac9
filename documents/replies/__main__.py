"""Read the meaning of one letter in a process of its own, for `understood_apart`."""

import sys

from documents.files.sandbox import confine
from documents.replies.apart import meaning_as_json

if __name__ == "__main__":
    confine(float(sys.argv[1]))
    sys.stdout.write(meaning_as_json(sys.stdin.buffer.read()))
