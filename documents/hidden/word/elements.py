"""Read the properties of Word's elements."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.packages import attribute, child, find_all, local

_WITHIN = {"hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml"}
_WITHIN |= {"fldSimple", "dir", "bdo", "ruby", "rubyBase", "oMath", "oMathPara"}

# Blocks with others in them.
HOLDERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body", "hdr"}
HOLDERS |= {"ftr", "footnote", "endnote", "txbxContent", "docPartBody"}
# Fonts that draw no letters for the codes of letters.
_PICTURES = ("symbol", "wingdings", "webdings", "marlett", "zapf", "mt extra")
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_PRIVATE = 0xF000  # where fonts of symbols have their characters


def attribute_of(element: Element | None, name: str) -> str:
    """Return an attribute of an element that may be absent."""
    return attribute(element, name) if element is not None else ""


def value_of(setup: Element | None, name: str) -> str:
    """Return the value of a property; "" if it is not set."""
    return attribute_of(child(setup, name), "val")


def is_set(setup: Element | None, name: str) -> bool:
    """Whether a property, on or off, is on."""
    found = child(setup, name)
    return found is not None and is_on_by_default(attribute(found, "val"))


def is_on_by_default(value: str) -> bool:
    """Whether a value means "yes", as no value does."""
    return value not in {"0", "false", "off"}


def is_number(value: str) -> bool:
    """Whether a value is a number."""
    return re.fullmatch(r"-?\d+(\.\d+)?", value) is not None


def number_of(element: Element | None, name: str) -> float:
    """Return an attribute that is a number; 0 if it is absent."""
    written = attribute_of(element, name)
    return float(written) if is_number(written) else 0.0


def runs_of(element: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph, those in links and the like included."""
    pending = list(reversed(element))
    while pending:
        one = pending.pop()
        name = local(one.tag)
        if name == "AlternateContent":
            chosen = child(one, "Choice")
            pending += reversed(chosen) if chosen is not None else []
        elif name in _WITHIN:
            pending += reversed(one)
        elif name == "r":
            yield one


def symbol_of(element: Element) -> str:
    """Return the character of a symbol; a space for a small picture."""
    font, code = (attribute(element, key) for key in ("font", "char"))
    if font.casefold().startswith(_PICTURES) or not _CODE.fullmatch(code):
        return " "
    number = int(code, 16)
    made = chr(number - _PRIVATE if _PRIVATE <= number < _PRIVATE + 256 else number)
    return made if made.isprintable() else " "


def phantoms_of(element: Element) -> Iterator[str]:
    """Yield the words of formulas that take room and are not drawn."""
    for one in find_all(element, "phant"):
        shown = child(child(one, "phantPr"), "show")
        if shown is not None and not is_on_by_default(attribute(shown, "val")):
            yield "".join(each.text or "" for each in find_all(one, "t"))
