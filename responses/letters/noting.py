"""Tag the footnotes of a PDF, each after its number in the order of reading.

WeasyPrint tags a note as any words, at the end of its page, where a screen reader would
read it among the answers (ISO 32000-1, 14.8.4.4.1; ISO 14289-1, 7.9).
"""

from collections.abc import Iterator
from typing import Any

import pydyf

from responses.letters.notes import PRINTED

_HEADINGS = {f"/H{level}" for level in range(1, 7)}


def settle_notes(elements: dict[bytes, Any]) -> None:
    """Make each note of a PDF a `Note`, which follows the `Reference` to it.

    Args:
        elements: The structure elements, by their references.
    """
    numbers: dict[int, Any] = {}
    for key, element in _numbers(elements):
        # A number in a heading row stands on each of its sheets, and is read once.
        numbers.setdefault(key, element)
    for note in [one for one in elements.values() if _is_note(one)]:
        name = note.element.get("data-number")
        note["S"], note["ID"] = "/Note", pydyf.String(f"{PRINTED}-{name}")
        number = numbers[id(note.element)]
        number["S"] = "/Reference"
        _leave(note, elements)
        _put_after(note, number, elements)


def _numbers(elements: dict[bytes, Any]) -> Iterator[tuple[int, Any]]:
    """Yield the number in the text that leads to each note, by the note's element."""
    for element in elements.values():
        if not _is_of_note(element) or _is_note(element):
            continue
        if _is_note(elements[element["P"]]):
            element["S"] = "/Lbl"
        else:
            yield id(element.element), element


def _is_of_note(element: Any) -> bool:
    page_element = getattr(element, "element", None)
    return page_element is not None and page_element.get("class") == PRINTED


def _is_note(element: Any) -> bool:
    return _is_of_note(element) and element["S"] in {"/Span", "/Note"}


def _leave(note: Any, elements: dict[bytes, Any]) -> None:
    """Take a note out of the foot of its page, and the foot where nothing is left."""
    foot = elements[note["P"]]
    foot["K"].remove(note.reference)
    if not foot["K"] and foot["P"] in elements:
        elements[foot["P"]]["K"].remove(foot.reference)
        foot.free = "f"


def _put_after(note: Any, number: Any, elements: dict[bytes, Any]) -> None:
    """Put a note after its number; after the heading where the number is in one."""
    around = elements[number["P"]]
    while around["S"] in _HEADINGS:
        number, around = around, elements[around["P"]]
    note["P"] = around.reference
    around["K"].insert(around["K"].index(number.reference) + 1, note.reference)
