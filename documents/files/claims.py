"""Say where the name of a file claims another kind than its content."""

from pathlib import PurePath
from typing import Final

from documents.files.kinds import Kind, kind_by_name

# Endings of kinds that the readers of this project do not take.
_MORE_ENDINGS: Final = {
    "7z": Kind.ARCHIVE,
    "doc": Kind.OLD_OFFICE,
    "docm": Kind.DOCUMENT,
    "exe": Kind.PROGRAM,
    "gz": Kind.ARCHIVE,
    "heic": Kind.OLD_PICTURE,
    "htm": Kind.TEXT,
    "html": Kind.TEXT,
    "msg": Kind.OUTLOOK,
    "ppt": Kind.OLD_OFFICE,
    "pptm": Kind.SLIDES,
    "rar": Kind.ARCHIVE,
    "rtf": Kind.RTF,
    "svg": Kind.TEXT,
    "xls": Kind.OLD_OFFICE,
    "xlsb": Kind.BINARY_WORKBOOK,
    "xml": Kind.TEXT,
    "zip": Kind.ZIP,
}
# A mail saved as a file is text, and which of both is told by the name alone.
_TEXTS: Final = {Kind.TEXT, Kind.EMAIL}


def kind_claimed(name: str) -> Kind | None:
    """Return the kind that a name claims; None for an ending that claims nothing."""
    ending = PurePath(name).suffix.removeprefix(".").lower()
    return kind_by_name(name) or _MORE_ENDINGS.get(ending)


def contradiction(name: str, kind: Kind) -> str:
    """Return in a sentence how a name contradicts the content; "" where it does not.

    Args:
        name: The file's name.
        kind: The kind of the content.
    """
    claimed = kind_claimed(name)
    if claimed is kind or kind is Kind.EMPTY or {claimed, kind} <= _TEXTS:
        return ""
    if claimed is None:
        return "Its name does not say so, but it is a program." * (kind is Kind.PROGRAM)
    return f"Its name says that it is {claimed}, but it is {kind}."
