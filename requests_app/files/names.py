"""Make the names of files safe, and unlike each other."""

import re
import unicodedata
from pathlib import PurePath

LONGEST_NAME = 120
# Characters that Windows, macOS or mail programs reject.
_UNSAFE = re.compile(r'[<>:"/\\|?*%]')
_BLANKS = re.compile(r"\s+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def safe_name(given: str) -> str:
    """Return a safe file name, made from the uploaded file's name.

    The path is removed, and everything that disks or mail programs reject: control
    characters, characters that reverse the reading direction, reserved words. The
    ending stays.
    """
    text = unicodedata.normalize("NFC", given.replace("\\", "/").rsplit("/", 1)[-1])
    text = "".join(
        "" if unicodedata.category(char) in {"Cf", "Cs", "Co", "Cn"} else char
        for char in text
    )
    text = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    text = _BLANKS.sub(" ", _UNSAFE.sub("-", text)).strip(" .")
    path = PurePath(text or "file")
    stem = path.stem.strip(" .") or "file"
    if _RESERVED.fullmatch(stem.split(".")[0]):
        stem = f"file {stem}"
    ending = path.suffix.lower()[:16]
    return f"{stem[: LONGEST_NAME - len(ending)].rstrip(' .')}{ending}"


def unique_name(name: str, taken: set[str]) -> str:
    """Return `name`, with a number added if another file of the letter has it."""
    path, number, told = PurePath(name), 2, name
    lowered = {one.lower() for one in taken}
    while told.lower() in lowered:
        told = f"{path.stem} ({number}){path.suffix}"
        number += 1
    return told
