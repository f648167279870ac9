"""A letter's file → its words, in order, with headings; what runs on pages aside."""

from responses.parsing.files.document import (
    LARGEST_BYTES,
    MOST_PAGES,
    FileText,
    Heading,
    UnreadableFile,
)
from responses.parsing.files.reading import check_size, read_file, read_file_apart

__all__ = [
    "LARGEST_BYTES",
    "MOST_PAGES",
    "FileText",
    "Heading",
    "UnreadableFile",
    "check_size",
    "read_file",
    "read_file_apart",
]
