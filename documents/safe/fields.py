"""Turn the fields of a Word document into the text they show."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from documents.hidden.packages import attribute, child, local
from documents.hidden.word.elements import is_set, number_of
from documents.safe.packages import drop

# Page numbers are of each page; symbols and formulas are shown by their codes alone.
_KEPT = re.compile(
    r"\s*(?:(?:PAGE|NUMPAGES|SECTIONPAGES)(?:\s+\\\*\s*\w+)*|(?:SYMBOL|EQ)\s.*)\s*",
    re.IGNORECASE | re.DOTALL,
)
_CODES = {"instrText", "fldChar", "fldData", "ffData"}


@dataclass
class _Field:
    """A field, while its parts are read."""

    code: str = ""
    is_shown: bool = False  # whether its result has begun
    parts: list[Element] = field(default_factory=list)
    within: list[Element] = field(default_factory=list)  # words among its code
    chosen: str = ""
    begin: Element | None = None


def flatten_fields(root: Element) -> None:
    """Replace fields by what they show; keep page numbers, without other switches."""
    _simple(root)
    _complex(root)


def _simple(element: Element) -> None:
    made: list[Element] = []
    for one in element:
        _simple(one)
        is_field = local(one.tag) == "fldSimple"
        if is_field and not _KEPT.fullmatch(attribute(one, "instr")):
            made += list(one)
        else:
            made.append(one)
    element[:] = made


def _complex(root: Element) -> None:
    open_fields: list[_Field] = []
    unwanted: set[int] = set()
    runs = [one for one in root.iter() if local(one.tag) == "r"]
    for run in runs:
        for one in list(run):
            name = local(one.tag)
            if name == "fldChar":
                kind = attribute(one, "fldCharType")
                if kind == "begin":
                    open_fields.append(_Field(chosen=_chosen(one), begin=run))
                if open_fields:
                    open_fields[-1].parts.append(one)
                    open_fields[-1].is_shown |= kind == "separate"
                    if kind == "end":
                        _end(open_fields.pop(), unwanted)
                else:
                    unwanted.add(id(one))
            elif name == "instrText":
                if open_fields:
                    open_fields[-1].code += one.text or ""
                    open_fields[-1].parts.append(one)
                else:
                    unwanted.add(id(one))
            elif name != "rPr" and any(not each.is_shown for each in open_fields):
                open_fields[-1].within.append(one)
    for left in open_fields:
        _end(left, unwanted)
    drop(root, lambda one: id(one) in unwanted or local(one.tag) == "fldData")


def _end(ended: _Field, unwanted: set[int]) -> None:
    if _KEPT.fullmatch(ended.code):
        return
    unwanted |= {id(one) for one in (*ended.parts, *ended.within)}
    if ended.chosen and ended.begin is not None:
        word = Element(f"{ended.begin.tag.rpartition('}')[0]}}}t")
        word.text = ended.chosen
        ended.begin.append(word)


def _chosen(begin: Element) -> str:
    """Return what a box to tick, or a list to choose from, shows."""
    data = child(begin, "ffData")
    box, choices = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        now = child(box, "checked") is not None
        is_ticked = is_set(box, "checked") if now else is_set(box, "default")
        return "☒" if is_ticked else "☐"
    if choices is None:
        return ""
    entries = [
        attribute(one, "val") for one in choices if local(one.tag) == "listEntry"
    ]
    at = int(number_of(child(choices, "result"), "val"))
    return entries[at] if 0 <= at < len(entries) else ""
