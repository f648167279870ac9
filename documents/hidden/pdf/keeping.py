"""Check what a PDF keeps within: files, layers, pictures and their notes."""

import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from documents.hidden.findings import (
    CannotLook,
    Finding,
    block,
    never,
    quoted,
    warn,
    within,
)
from documents.hidden.pdf.walking import (
    Walk,
    array,
    data_of,
    dictionary,
    resolved,
    value,
    words_of,
)

_DRAWS = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_MOST_PICTURES = 300
_PLAIN_SHADES = 16
_MOST_RULES = 200  # expressions within one expression
_LEAST_SEEN = 2.0  # of 255: the mean of a mask
_STATES = (
    ("/View", "/ViewState"),
    ("/Print", "/PrintState"),
    ("/Export", "/ExportState"),
)


def look_at_files(walked: Walk, depth: int) -> Iterator[Finding]:
    """Yield the files attached, whatever leads to them, and what they hold in turn."""
    from documents.hidden.looking import look_within

    seen: set[int] = set()
    for _, one in walked.met:
        held = dictionary(value(one, "/EF"))
        if not len(held):
            continue
        name = words_of(value(one, "/UF")) or words_of(value(one, "/F")) or "unnamed"
        yield never(
            "embedded_file",
            "",
            f"Files are attached inside it: {quoted(name)}. Take them out; add those "
            "that go.",
        )
        for key in held:
            link = dict.__getitem__(held, key)
            number = link.idnum if isinstance(link, IndirectObject) else id(link)
            if number not in seen:
                seen.add(number)
                yield from look_within(data_of(link), name, depth + 1)


def look_at_layers(reader: PdfReader, walked: Walk) -> Iterator[Finding]:
    """Yield layers that are off in any configuration, or in any use."""
    properties = dictionary(
        value(dictionary(reader.trailer.get("/Root")), "/OCProperties")
    )
    if not len(properties):
        return
    off: dict[str, None] = {}
    every = array(value(properties, "/OCGs"))
    usual = dictionary(value(properties, "/D"))
    for one in [usual, *map(dictionary, array(value(properties, "/Configs")))]:
        shown = {_number(each) for each in list.__iter__(_raw(one, "/ON"))}
        if value(one, "/BaseState") == "/OFF":
            for each in _raw(properties, "/OCGs"):
                if _number(each) not in shown:
                    off[_name(each)] = None
        for each in array(value(one, "/OFF")):
            off[_name(each)] = None
    unseen = {_number(each) for each in _raw(usual, "/OFF")}
    for _, one in walked.met:
        if value(one, "/Type") == "/OCMD" and not _is_on(one, unseen):
            off["by a rule"] = None
    for _, one in [*walked.met, *((0, dictionary(each)) for each in every)]:
        if value(one, "/Type") != "/OCG":
            continue
        usage = dictionary(value(one, "/Usage"))
        if "/Zoom" in usage or any(
            value(dictionary(value(usage, use)), state) == "/OFF"
            for use, state in _STATES
        ):
            off[_name(one)] = None
    if off:
        yield block(
            "hidden_layer",
            "",
            f"It has a layer that is not always shown: "
            f"{', '.join(quoted(one) for one in list(off)[:4])}. Print it to a new "
            "PDF.",
        )


def _is_on(membership: DictionaryObject, unseen: set[int]) -> bool:
    """Whether words are shown that depend on several layers.

    Source: ISO 32000-1, 8.11.2.2, optional content membership dictionaries.
    """
    rule = value(membership, "/VE")
    if rule is not None:
        return _holds(rule, unseen, {})
    layers = membership.get("/OCGs")
    links = (
        _raw(membership, "/OCGs")
        if isinstance(layers, list)
        else [dict.__getitem__(membership, "/OCGs")]
        if layers is not None
        else []
    )
    are_on = [_number(one) not in unseen for one in links]
    if not are_on:
        return True
    match value(membership, "/P"):
        case "/AllOn":
            return all(are_on)
        case "/AnyOff":
            return not all(are_on)
        case "/AllOff":
            return not any(are_on)
    return any(are_on)


def _holds(rule: object, unseen: set[int], known: dict[int, bool]) -> bool:
    """Whether an expression on the visibility of layers holds.

    Each part is judged once, however often the expression repeats the part.
    """
    number = _number(rule)
    if number in known:
        return known[number]
    known[number] = True  # for an expression within itself
    found = resolved(rule) if isinstance(rule, IndirectObject) else rule
    if not isinstance(found, list) or not found or len(known) > _MOST_RULES:
        known[number] = number not in unseen
        return known[number]
    how, *parts = list.__iter__(found)
    hold = [_holds(one, unseen, known) for one in parts]
    if how == "/Not":
        known[number] = not any(hold)
    else:
        known[number] = all(hold) if how == "/And" else any(hold)
    return known[number]


def _raw(holder: DictionaryObject, key: str) -> list[object]:
    found = value(holder, key)
    return list(list.__iter__(found)) if isinstance(found, list) else []


def _number(one: object) -> int:
    return one.idnum if isinstance(one, IndirectObject) else id(one)


def _name(layer: object) -> str:
    return words_of(value(dictionary(layer), "/Name")) or "unnamed"


def look_at_pictures(reader: PdfReader, walked: Walk, depth: int) -> Iterator[Finding]:
    """Yield what pictures tell besides what they show, and pictures never drawn."""
    from documents.hidden.picture import looking as pictures

    kept: dict[int, str] = {}
    drawn: set[int] = set()
    looked = 0
    for _, one in walked.met:
        _note_drawn(one, kept, drawn)
        if value(one, "/Subtype") != "/Image" or looked >= _MOST_PICTURES:
            continue
        if _is_clear(value(one, "/SMask")) and _has_detail(one):
            yield block(
                "hidden_picture",
                "",
                "A picture within it is wholly transparent, and kept. Delete it.",
            )
        filters = value(one, "/Filter")
        names = [str(each) for each in array(filters)] or [str(filters)]
        raw = getattr(one, "_data", b"")
        if names[-1:] != ["/DCTDecode"] or len(names) > 1:
            continue
        looked += 1
        try:
            found = list(pictures.look(BytesIO(raw), depth + 1))
        except CannotLook:
            continue
        yield from within("a picture within it", iter(found))
    unused = [name for number, name in kept.items() if number not in drawn]
    unused += ["another form of one"] * any(
        value(one, "/Alternates") is not None for _, one in walked.met
    )
    if unused:
        yield warn(
            "unused_picture",
            "",
            f"It keeps a picture that no page draws, {quoted(unused[0])}. Print it to "
            "a "
            "new PDF.",
        )


def _is_clear(mask: object) -> bool:
    """Whether a mask lets nothing of its picture be seen."""
    shades = data_of(mask)
    if value(dictionary(mask), "/BitsPerComponent") != 8:
        return False
    return bool(shades) and sum(shades) / len(shades) < _LEAST_SEEN


def _has_detail(picture: DictionaryObject) -> bool:
    """Whether a picture, so far as its data tells, is more than a plain colour."""
    return len(set(data_of(picture)[:100_000])) > _PLAIN_SHADES


def _note_drawn(
    holder: DictionaryObject, kept: dict[int, str], drawn: set[int]
) -> None:
    """Note the pictures at hand for a page or a form, and those it draws."""
    resources = dictionary(value(holder, "/Resources"))
    pictures = dictionary(value(resources, "/XObject"))
    if not len(pictures):
        return
    if "/Contents" in holder:
        contents = value(holder, "/Contents")
        drawing = b" ".join(data_of(one) for one in array(contents) or [contents])
    else:
        drawing = data_of(holder)
    used = {name.decode("latin-1") for name in _DRAWS.findall(drawing)}
    for name in pictures:
        link = dict.__getitem__(pictures, name)
        if not isinstance(link, IndirectObject):
            continue
        if value(dictionary(link), "/Subtype") == "/Image":
            kept[link.idnum] = str(name)[1:]
        if str(name)[1:] in used:
            drawn.add(link.idnum)
