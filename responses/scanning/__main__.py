"""Look through one file, from a process of its own: `scan_apart` starts it."""

import sys

from responses.scanning.apart import report

sys.stdout.write(report(sys.argv[1], sys.argv[2], int(sys.argv[3])))
