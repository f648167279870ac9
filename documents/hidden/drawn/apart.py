"""Compare one file with its drawing in a process of its own, as `add_drawing` asks."""

import sys

from documents.files.sandbox import confine
from documents.hidden.drawn.looking import compared_as_json

if __name__ == "__main__":
    _, seconds, kind, path, drawn = sys.argv
    confine(float(seconds))
    sys.stdout.write(compared_as_json(kind, path, drawn, sys.stdin.read()))
