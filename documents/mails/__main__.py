"""Read one mail in a process of its own, for `read_apart`."""

import sys

from documents.files.sandbox import confine
from documents.mails.apart import MEMORY_BYTES, packed_mail

if __name__ == "__main__":
    confine(float(sys.argv[1]), memory_bytes=MEMORY_BYTES)
    sys.stdout.buffer.write(packed_mail(sys.stdin.buffer.read()))
