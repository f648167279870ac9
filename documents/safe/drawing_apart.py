"""Draw the pages of one file in a process of its own, as `pages_of` asks."""

import sys

from documents.files.sandbox import confine
from documents.safe.drawing import pages_as_json

if __name__ == "__main__":
    _, seconds, kind, path = sys.argv
    confine(float(seconds))
    sys.stdout.write(pages_as_json(kind, path))
