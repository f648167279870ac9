"""Content controls: an answer to be changed in Word, and text to be left alone.

Source: ISO/IEC 29500-1, 17.5.2 (structured document tags) and 17.18.50 (ST_Lock).
"""

from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from responses.letters.word.elements import add

# Word can delete neither control. It lets an author change only the first one's text.
_TEXT_OPEN, _TEXT_LOCKED = "sdtLocked", "sdtContentLocked"
_MOST_OF_A_TITLE = 64
_BLOCKS = {qn("w:p"), qn("w:tbl")}


def open_control(into: Any, *, tag: str, title: str) -> Any:
    """Begin the control of an answer; return the element for its blocks."""
    return _control(into, tag, title, _TEXT_OPEN)


def end_control(content: Any) -> None:
    """Give a control without text a paragraph to write in."""
    if not len(content):
        add(content, "w:p")


def lock_rest(body: Any, *, tag: str) -> None:
    """Put all blocks outside controls into locked controls.

    The tag of each ends with its number: "letter:1:key" for the tag "letter:{}:key".
    """
    runs = groupby(list(body), key=lambda block: block.tag in _BLOCKS)
    number = 0
    for is_loose, blocks in runs:
        if not is_loose:
            continue
        number += 1
        first, *others = blocks
        holder = OxmlElement("w:body")
        at = first.getparent().index(first)
        inside = _control(holder, tag.format(number), "Not to be changed", _TEXT_LOCKED)
        inside.extend([first, *others])
        body.insert(at, holder[0])


def _control(into: Any, tag: str, title: str, lock: str) -> Any:
    control = OxmlElement("w:sdt")
    settings = add(control, "w:sdtPr")
    add(settings, "w:alias", val=title[:_MOST_OF_A_TITLE])
    add(settings, "w:tag", val=tag)
    add(settings, "w:lock", val=lock)
    content = add(control, "w:sdtContent")
    into.append(control)
    return content
