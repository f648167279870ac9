"""Check one file for hidden data in a process of its own, started by `scan_apart`."""

import sys

from documents.files.sandbox import confine
from documents.hidden.apart import report_as_json

if __name__ == "__main__":
    confine(float(sys.argv[1]))
    sys.stdout.write(report_as_json(sys.argv[2], sys.argv[3]))
