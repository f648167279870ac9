"""Copy or read one file in a process of its own, started by `documents.safe.apart`."""

import sys

from documents.files.sandbox import confine
from documents.safe.copying import copy_as_json
from documents.safe.shown import words_as_json

if __name__ == "__main__":
    seconds, path, name, *way = sys.argv[1:]
    confine(float(seconds))
    made = copy_as_json(path, name, *way) if way else words_as_json(path, name)
    sys.stdout.write(made)
