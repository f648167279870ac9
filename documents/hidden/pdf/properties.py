"""Check what the properties of a PDF say, less what programs write."""

import re
from collections.abc import Iterator

from pypdf import PdfReader

from documents.hidden import xmp
from documents.hidden.findings import Finding, quoted, warn
from documents.hidden.links import has_path
from documents.hidden.pdf.walking import Walk, data_of, dictionary, value, words_of
from documents.hidden.words import Seen

_PROGRAMS = re.compile(
    r"\(?(?:anonymous|unspecified|untitled|unknown|administrator|user|root)\)?|python-docx|\w+\.html?|"
    r"openpyxl|",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://\S*")  # programs name their own site
_USUAL = {"/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"}
OWN_VALUE = re.compile(
    r"[\dT:.Z+-]*|D:\d.*|true|false|[0-9A-Fa-f{}-]{16,}", re.IGNORECASE
)


def look_at_properties(
    reader: PdfReader, walked: Walk, seen: Seen
) -> Iterator[Finding]:
    """Yield what the properties say: the old ones, and XMP wherever it is."""
    info = dictionary(reader.trailer.get("/Info"))
    known = Seen()
    for key in info:
        text = words_of(value(info, key))
        is_usual = key in _USUAL and not has_path(_WEB.sub("", text))
        if is_usual or _PROGRAMS.fullmatch(text):
            continue
        known.add([text])
        if key == "/Author":
            yield warn(
                "names_author",
                "its properties",
                f"They name its author: {quoted(text)}.",
            )
        elif has_path(text):
            yield warn(
                "local_path",
                "its properties",
                f"They name where it lay: {quoted(text, 80)}.",
            )
        elif not OWN_VALUE.fullmatch(text) and seen.lacks(text):
            yield warn(
                "has_remarks",
                "its properties",
                f"They say {str(key)[1:]}: {quoted(text, 80)}.",
            )
        elif OWN_VALUE.fullmatch(text) and key not in {"/Title", "/Subject"}:
            yield warn(
                "custom_properties",
                "its properties",
                f"They have an entry of their own, {quoted(str(key)[1:])}.",
            )
    told: dict[str, None] = {}
    for _, one in walked.met:
        if value(one, "/Type") == "/Metadata" or value(one, "/Subtype") == "/XML":
            for name, text in xmp.entries_in(data_of(one)):
                if known.lacks(text) and (seen.lacks(text) or xmp.PERSON.search(name)):
                    told[f"{name}: {' '.join(text.split())}"] = None
    if told:
        yield warn(
            "xmp",
            "its XMP notes",
            f"They say {', '.join(quoted(one, 60) for one in list(told)[:4])}. Print "
            "it "
            "to a new PDF.",
        )
