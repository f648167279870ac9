"""Make one preview in a process of its own, started by `preview_apart`."""

import sys

from documents.files.sandbox import confine
from documents.previews.looking import preview_as_json

if __name__ == "__main__":
    _, seconds, path, kind, name = sys.argv
    confine(float(seconds))
    sys.stdout.write(preview_as_json(path, kind, name))
