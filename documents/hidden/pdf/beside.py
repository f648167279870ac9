"""Check the words of a PDF beside its pages: structure, outline, names, properties."""

import re
import unicodedata
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, TextStringObject

from documents.hidden.findings import Finding, block, counted, quoted, warn
from documents.hidden.links import is_telling
from documents.hidden.pdf.properties import OWN_VALUE
from documents.hidden.pdf.walking import (
    Walk,
    array,
    data_of,
    dictionary,
    named,
    value,
    words_of,
)
from documents.hidden.words import Seen, says_something, words_in

# Names given to places by programs: "_Toc12", "section.1", "G1.12".
_OWN_NAME = re.compile(r"_\w+|[\w*-]*[.\d][\w.*:-]*|[\w-]+|")
# A name of two words, each with a capital, as people have: "Anna-Berg".
_PERSON = re.compile(r"(?:.*[\W_])?[A-Z][a-z]+[-_][A-Z][a-z]+(?:[\W_].*)?")
_REMARK = re.compile(rb"(?:^|[\r\n])[ \t]*%([^\r\n]*)")
_ACTUAL = re.compile(rb"/ActualText")
_LAUNCHING = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"}
_LEAST_LETTERS = 4
# Keys with texts for other checks, or of programs.
_READ = frozenset(
    f"/{key}"
    for key in [
        "A",
        "ActualText",
        "Alt",
        "Author",
        "CA",
        "CharSet",
        "Contents",
        "Creator",
        "CreationDate",
        "D",
        "DA",
        "DV",
        "Desc",
        "Dest",
        "E",
        "F",
        "FontFamily",
        "ID",
        "Info",
        "JS",
        "Keywords",
        "Lang",
        "Location",
        "M",
        "ModDate",
        "NM",
        "Name",
        "Ordering",
        "OutputCondition",
        "OutputConditionIdentifier",
        "P",
        "Producer",
        "RC",
        "RV",
        "Reason",
        "Registry",
        "RegistryName",
        "Subj",
        "Subject",
        "T",
        "TM",
        "TU",
        "Title",
        "UF",
        "URI",
        "V",
        "Opt",
        "O",
        "U",
        "Perms",
        "OE",
        "UE",
        "AC",
        "ContactInfo",
        "Private",
        "LastModified",
        "BaseURI",
    ]
)
_MOST_READ = 100  # pages, read again for the words they draw


def look_at_structure(reader: PdfReader, walked: Walk, seen: Seen) -> Iterator[Finding]:
    """Yield words for screen readers, bookmarks and names that no page shows."""
    actual: dict[str, None] = {}
    other: dict[str, None] = {}
    outline: dict[str, None] = {}
    for _, one in walked.met:
        if text := words_of(value(one, "/ActualText")):
            actual[text] = None
        if "/S" in one and ("/P" in one or value(one, "/Type") == "/StructElem"):
            for key in ("/Alt", "/E", "/T", "/ID"):
                text = words_of(value(one, key))
                is_word = key != "/ID" or " " in text
                if is_word and says_something(text) and seen.lacks(text):
                    other[text] = None
        if "/Title" in one and (
            "/Dest" in one
            or "/A" in one
            or "/Next" in one
            or ("/Parent" in one and "/Type" not in one)
        ):
            text = words_of(value(one, "/Title"))
            if says_something(text) and seen.lacks(text):
                outline[text] = None
        if value(one, "/Type") == "/Thread":
            outline |= dict.fromkeys(_strings_of(dictionary(value(one, "/I")), seen))
        other |= dict.fromkeys(_unusual(one, seen))
    yield from _actual_text(reader, actual)
    yield from _remarks(reader, seen)
    if other:
        yield warn(
            "alternative_text",
            "its structure",
            f"{counted(len(other), 'text')} read aloud but not shown: "
            f"{', '.join(quoted(one) for one in list(other)[:3])}. Print it to a "
            "new "
            "PDF.",
        )
    outline |= dict.fromkeys(_names(reader, seen))
    if outline:
        yield warn(
            "bookmarks",
            "its bookmarks",
            f"Bookmarks, layers or named places say what no page does: "
            f"{', '.join(quoted(one) for one in list(outline)[:3])}. Print it to a "
            "new PDF.",
        )


def _remarks(reader: PdfReader, seen: Seen) -> Iterator[Finding]:
    """Yield remarks in the drawing of a page, which no program shows."""
    for number, page in enumerate(reader.pages, 1):
        for one in _REMARK.findall(_drawing(page)):
            text = one.decode("latin-1")
            if text.isprintable() and " " in text.strip() and seen.lacks(text):
                yield warn(
                    "remark_in_drawing",
                    f"page {number}",
                    f"Its drawing has a remark that is not shown: {quoted(text)}. "
                    "Print it to a new PDF.",
                )
                break


def _strings_of(holder: DictionaryObject, seen: Seen) -> Iterator[str]:
    for key in holder:
        text = words_of(value(holder, key))
        if says_something(text) and not OWN_VALUE.fullmatch(text) and seen.lacks(text):
            yield text


def _unusual(holder: DictionaryObject, seen: Seen) -> Iterator[str]:
    """Yield texts under keys that no other check reads."""
    for key in holder:
        text = dict.__getitem__(holder, key)
        if key in _READ or not isinstance(text, TextStringObject):
            continue
        words = words_of(text)
        if " " in words and not OWN_VALUE.fullmatch(words) and seen.lacks(words):
            yield words


def _names(reader: PdfReader, seen: Seen) -> Iterator[str]:
    root = dictionary(reader.trailer.get("/Root"))
    names = dictionary(value(root, "/Names"))
    said = [str(name)[1:] for name in dictionary(value(root, "/Dests"))]
    for tree in names:
        if tree not in {"/EmbeddedFiles", "/JavaScript"}:
            said += [name for name, _ in named(value(names, tree))]
    labels = [dictionary(value(root, "/PageLabels"))]
    for tree in [*labels, *map(dictionary, array(value(labels[0], "/Kids")))]:
        said += [
            words_of(value(dictionary(one), "/P"))
            for one in array(value(tree, "/Nums"))
        ]
    # Programs name layers in a word or two; people say more.
    yield from (name for name in _layers(root) if seen.lacks(name))
    for name in said:
        is_own = _OWN_NAME.fullmatch(name) and not _PERSON.fullmatch(name)
        if not is_own and seen.lacks(name.replace("_", " ")):
            yield name


def _layers(root: DictionaryObject) -> Iterator[str]:
    for one in array(value(dictionary(value(root, "/OCProperties")), "/OCGs")):
        name = words_of(value(dictionary(one), "/Name"))
        if len(words_in(name)) > 2 or _PERSON.fullmatch(name):
            yield name


def _actual_text(reader: PdfReader, actual: dict[str, None]) -> Iterator[Finding]:
    """Yield words that stand for others of the page."""
    within = [
        number
        for number, page in enumerate(reader.pages)
        if _ACTUAL.search(_drawing(page))
    ]
    if not actual and not within:
        return
    shown = ""
    for number in range(min(len(reader.pages), _MOST_READ)):
        page = reader.pages[number]
        try:
            shown += _letters(page.extract_text())
        except Exception:  # a damaged page may make its reader fail in any way
            return
        if number in within:
            actual |= dict.fromkeys(_inline(_drawing(page)))
    # Several scripts are written with such texts a syllable at a time.
    lost = [
        text
        for text in actual
        if len(_letters(text)) >= _LEAST_LETTERS and _letters(text) not in shown
    ]
    if lost and len(reader.pages) <= _MOST_READ:
        yield block(
            "other_text",
            "its structure",
            f"What is copied or read aloud is not what the page shows: "
            f"{', '.join(quoted(one) for one in lost[:3])}. Print it to a new PDF.",
        )


_INLINE = re.compile(
    rb"/ActualText\s*(?:\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]*)>)", re.DOTALL
)


def _inline(drawing: bytes) -> Iterator[str]:
    for plain, coded in _INLINE.findall(drawing):
        raw = bytes.fromhex(coded.decode()) if len(coded) % 2 == 0 and coded else plain
        raw = raw.replace(b"\\(", b"(").replace(b"\\)", b")")
        is_wide = raw.startswith((b"\xfe\xff", b"\xff\xfe"))
        yield raw.decode("utf-16" if is_wide else "latin-1", "replace")


def _drawing(page: DictionaryObject) -> bytes:
    contents = value(page, "/Contents")
    return b"".join(data_of(one) for one in array(contents) or [contents])


def _letters(text: str) -> str:
    whole = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in whole if char.isalnum())


def look_at_actions(walked: Walk) -> Iterator[Finding]:
    """Yield scripts, and links that name people, machines or files of the authority."""
    told: dict[str, None] = {}
    for _, one in walked.met:
        kind = str(value(one, "/S"))
        if kind in _LAUNCHING:
            yield warn(
                "script",
                "",
                f"It runs or sends something ({kind[1:]}) when it is opened or "
                f"used: {quoted(words_of(value(one, '/JS')))}. Print it to a new "
                "PDF.",
            )
        for key in ("/URI", "/F", "/UF", "/Base"):
            held = value(one, key)
            text = words_of(held)
            if text and "/EF" not in one and is_telling(text):
                told[text] = None
        if "/PieceInfo" in one:
            yield warn(
                "private_data",
                "",
                "The program that made it keeps data of its own in it.",
            )
    for text in list(told)[:5]:
        yield warn(
            "local_link",
            "",
            f"It links to {quoted(text)}, which names a person, a machine or a "
            "file "
            "within the authority.",
        )
