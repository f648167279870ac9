"""Names and titles of enclosures, and the kinds of file accepted."""

from pathlib import PurePath

from responses.letters.enclosures import FORMATS

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
