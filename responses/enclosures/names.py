"""Names and titles of enclosures, and the kinds of file accepted."""

import re
import unicodedata
from pathlib import PurePath

from responses.letters.enclosures import FORMATS

LONGEST_NAME = 120
# Characters that Windows, macOS or mail programs reject.
_UNSAFE = re.compile(r'[<>:"/\\|?*%]')
_BLANKS = re.compile(r"\s+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_SAVE_AS = {
    "xls": "Open the file in Excel and save it as .xlsx",
    "xlsb": "Open the file in Excel and save it as .xlsx",
    "xlt": "Open the file in Excel and save it as .xlsx",
    "doc": "Open the file in Word and save it as .docx",
    "dot": "Open the file in Word and save it as .docx",
    "rtf": "Open the file in Word and save it as .docx",
    "ppt": "Open the file in PowerPoint and save it as .pptx",
    "msg": "Open the message in Outlook and save it as .eml, or print to a PDF",
    "zip": "Take the files out and add each file",
    "7z": "Take the files out and add each file",
    "rar": "Take the files out and add each file",
    "gz": "Take the files out and add each file",
    "tar": "Take the files out and add each file",
    "heic": "Save the picture as .jpg or .png",
    "bmp": "Save the picture as .png",
}


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


def title_from(name: str) -> str:
    """Return the default title of a file in the letter, derived from its name."""
    words = " ".join(PurePath(name).stem.replace("_", " ").replace("-", " ").split())
    return f"{words[:1].upper()}{words[1:]}"[:200]


def kind_refused(name: str) -> str:
    """Return why a file of this name cannot be enclosed; "" where it can."""
    ending = PurePath(name).suffix.removeprefix(".").lower()
    if ending in FORMATS:
        return ""
    if advice := _SAVE_AS.get(ending):
        return f"{name} cannot be checked for hidden data. {advice}."
    ways = (
        "a PDF, .xlsx, .csv, .docx, .pptx, .odt, .ods, .odp, .txt, .eml, .jpg, .png, "
        ".mp3 or .mp4"
    )
    return f"{name} is not a kind of file that can go with a letter. Save it as {ways}."


def unique_name(name: str, taken: set[str]) -> str:
    """Return `name`, with a number added if another file of the letter has it."""
    path, number, told = PurePath(name), 2, name
    lowered = {one.lower() for one in taken}
    while told.lower() in lowered:
        told = f"{path.stem} ({number}){path.suffix}"
        number += 1
    return told
