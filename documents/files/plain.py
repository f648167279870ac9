"""Read plain text in any common encoding."""

import codecs
import re

from documents.files.document import FileText, UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4000  # bytes, or characters once decoded
# Characters absent from text; tabs, line ends, form feeds and the C1 line end are not
# listed.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")


def read_plain(data: bytes) -> FileText:
    """Return the words of a text file.

    UTF-8 is recognised by itself, UTF-16 and UTF-32 by their byte order marks or null
    bytes. Any other encoding is taken for Windows-1252, usual in Britain.

    Raises:
        UnreadableFile: The file is not text.
    """
    text = _decoded(data)
    sample = text[:_SAMPLE]
    if "\0" in text or len(_CONTROL.findall(sample)) > len(sample) / 100:
        raise UnreadableFile(
            "This kind of file cannot be read. Import a PDF, Word (.docx) or plain "
            "text file, or paste the text of the letter."
        )
    if not text.strip():
        raise UnreadableFile("The file holds no words.")
    return FileText("text", _CONTROL.sub(" ", text).replace("\r\n", "\n"))


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if wide := _without_mark(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Five bytes have no meaning in Windows-1252; they become replacement
        # characters.
        return data.decode("cp1252", errors="replace")


def _without_mark(data: bytes) -> str:
    """Return the UTF-16 byte order: the high byte of English text is mostly null."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 4 or len(data) % 2:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.9 * half and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > 0.9 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return ""
