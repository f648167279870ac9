"""Make one safe copy in a process of its own, started by `copied_apart`."""

import sys

from documents.files.sandbox import confine
from documents.safe.copying import copy_as_json

if __name__ == "__main__":
    confine(float(sys.argv[1]))
    sys.stdout.write(copy_as_json(sys.argv[2], sys.argv[3], sys.argv[4]))
