"""How much of a mail is read. More is kept as it came, and said so."""

from typing import Final

LARGEST_BYTES: Final = 200 * 1024**2  # of a mail; servers refuse mails above 150 MB
MOST_PARTS: Final = 500
DEEPEST_PARTS: Final = 40  # parts within parts; programs make six
DEEPEST_MAILS: Final = 5  # mails attached to attached mails
LONGEST_HEADER: Final = 64 * 1024  # characters: a thousand addressees
MOST_ADDRESSES: Final = 1_000
MOST_IDS: Final = 200
LONGEST_ID: Final = 300  # characters
LONGEST_SUBJECT: Final = 500  # characters
LONGEST_NAME: Final = 150  # characters, of a person or a file
LONGEST_TEXT: Final = 2_000_000  # characters: some 600 pages
LONGEST_HTML: Final = 10_000_000  # characters
MOST_RAW: Final = 100_000  # characters shown of a broken mail
MOST_SERVERS: Final = 30  # a mail passes about ten
MOST_NOTES: Final = 40
