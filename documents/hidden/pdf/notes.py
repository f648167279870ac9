"""Check the annotations and fields of a PDF: notes, values, choices, signatures."""

from collections.abc import Iterator

from pypdf.generic import DictionaryObject, NameObject, StreamObject

from documents.hidden.findings import (
    Finding,
    block,
    counted,
    listed,
    never,
    quoted,
    warn,
)
from documents.hidden.pdf.versions import shown_by
from documents.hidden.pdf.walking import (
    Walk,
    array,
    data_of,
    dictionary,
    value,
    words_of,
)
from documents.hidden.words import Seen, says_something

# Annotations for the working of the page, not comments on it.
_QUIET = {"/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet", "/Screen"}
_COVERING = {
    "/Square",
    "/Highlight",
    "/Circle",
    "/Polygon",
    "/Ink",
    "/Stamp",
    "/FreeText",
}
_SAYING = ("/Contents", "/RC", "/Subj")


def look_at_annotations(
    page: DictionaryObject, place: str, seen: Seen
) -> Iterator[Finding]:
    """Yield the annotations of a page that comment on it, or cover it."""
    notes: list[str] = []
    links: list[str] = []
    for one in array(value(page, "/Annots")):
        note = dictionary(one)
        kind = str(value(note, "/Subtype") or "")
        said = [words_of(value(note, key)) for key in _SAYING]
        text = " ".join(filter(says_something, said))
        if kind == "/Redact":
            yield never(
                "unapplied_redaction",
                place,
                "Something is marked to be blacked out that still is there. Apply the "
                "redactions, and save it.",
            )
        elif kind == "/FileAttachment":
            yield never(
                "embedded_file", place, "A file is attached to it. Take it out."
            )
        elif kind in _COVERING and _is_dark(note):
            yield block(
                "covered_text",
                place,
                "A dark shape covers it, and anyone can remove the shape. Redact it "
                "with a tool that deletes what is beneath.",
            )
            notes += [text] if text else []
        elif kind in {"/Link", "/Widget"}:
            # Tagged PDFs repeat the words of a link here, for screen readers.
            is_address = "://" in text or text.startswith(("mailto:", "tel:"))
            links += [text] if seen.lacks(text) and not is_address else []
        elif kind not in _QUIET or text:
            notes.append(text or kind[1:])
        notes += filter(seen.lacks, _other_looks(note))
        name = words_of(value(note, "/T"))
        if name and kind not in {"/Widget", "/Link"} and not text:
            notes.append(name)
    if notes:
        yield block(
            "comments",
            place,
            f"{counted(len(notes), 'note')}, such as {listed(notes)}. Delete them.",
        )
    if links:
        yield warn(
            "link_hints",
            place,
            f"Links or fields have words of their own: {quoted(links[0])}. Print "
            "it "
            "to a new PDF.",
        )


def _other_looks(note: DictionaryObject) -> Iterator[str]:
    """Yield the words that an annotation shows in another state, or when pressed."""
    looks = dictionary(value(note, "/AP"))
    current = str(value(note, "/AS") or "")
    for key in ("/N", "/D", "/R"):
        states = value(looks, key)
        if isinstance(states, StreamObject):
            held = {} if key == "/N" else {key: states}
        else:
            held = {
                name: value(dictionary(states), name) for name in dictionary(states)
            }
        for name, one in held.items():
            words = shown_by(data_of(one))
            if name != current and says_something(words):
                yield words


def _is_dark(note: DictionaryObject) -> bool:
    for key in ("/IC", "/C"):
        colour = [float(one) for one in array(value(note, key))]
        if colour:
            light = 1 - max(colour) if len(colour) == 4 else sum(colour) / len(colour)
            if light < 0.35:
                return True
    return False


def look_at_fields(walked: Walk, seen: Seen) -> Iterator[Finding]:
    """Yield the values, choices and hints of fields, wherever they are."""
    filled: dict[str, None] = {}
    offered: dict[str, None] = {}
    for _, one in walked.met:
        if not ("/FT" in one or ("/V" in one and ("/T" in one or "/Parent" in one))):
            continue
        kind = value(one, "/FT")
        if kind == "/Sig" or "/ByteRange" in dictionary(value(one, "/V")):
            yield from _signature(dictionary(value(one, "/V")))
            continue
        for key in ("/V", "/DV", "/RV"):
            held = value(one, key)
            for each in array(held) or [held]:
                text = words_of(each)
                if isinstance(each, NameObject) and each != "/Off":
                    text = str(each)[1:]
                if text:
                    filled[text] = None
        hints = [words_of(value(one, key)) for key in ("/TU", "/TM")]
        for option in array(value(one, "/Opt")):
            hints += [words_of(each) for each in array(option) or [option]]
        for text in hints:
            if says_something(text) and seen.lacks(text):
                offered[text] = None
    if filled:
        yield block(
            "form_values",
            "its form",
            f"{counted(len(filled), 'field')} filled in, such as "
            f"{', '.join(quoted(one) for one in list(filled)[:3])}. Print it to a new "
            "PDF.",
        )
    if offered:
        yield warn(
            "form_help",
            "its form",
            f"Fields have hints or offer choices that no page shows: "
            f"{', '.join(quoted(one) for one in list(offered)[:4])}. Print it to a new "
            "PDF.",
        )


def _signature(signed: DictionaryObject) -> Iterator[Finding]:
    said = [
        text
        for key in ("/Name", "/Reason", "/Location", "/ContactInfo")
        if (text := words_of(value(signed, key)))
    ]
    if said:
        yield warn(
            "signature",
            "its signature",
            f"It says {', '.join(map(quoted, said))}. Print it to a new PDF.",
        )
