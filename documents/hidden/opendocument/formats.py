"""Tell what the number format of an OpenDocument cell shows of its value.

Source: OpenDocument 1.3 part 3, 16.29, data styles.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from documents.hidden.numbers import number_in
from documents.hidden.opendocument.looks import Look
from documents.hidden.opendocument.styles import Styles, colour
from documents.hidden.packages import attribute, find_all, local
from documents.hidden.workbook.formats import NOTHING, PALE

# What stands for a value; literals, fillers and symbols do not.
_SHOWING = {"number", "scientific-number", "fraction", "boolean", "text-content"}
_SHOWING |= {"day", "month", "year", "era", "day-of-week", "week-of-year", "quarter"}
_SHOWING |= {"hours", "minutes", "seconds", "am-pm"}
_CONDITION = re.compile(r"value\(\)\s*(<=|>=|!=|<|>|=)\s*(-?[\d.]+)")
_NUMBERS = {"float", "currency", "percentage"}
_ANY_DAY = 40_000.0  # as a number
# Zero is nothing to hide; one may stand for "yes".
_PLAIN = {0.0, 1.0, -1.0}


class Formats:
    """The number formats of a file, and the conditions within its styles."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._data: dict[str, Element] = {}
        self._maps: dict[str, list[str]] = {}
        for root in styles.roots:
            for one in root.iter():
                name = attribute(one, "name")
                if ":datastyle:" in one.tag and local(one.tag).endswith("-style"):
                    self._data[name] = one
                elif local(one.tag) == "style":
                    self._maps[name] = [
                        attribute(each, "apply-style-name")
                        for each in find_all(one, "map")
                    ]

    def under(self, name: str) -> list[str]:
        """Return the styles that a style of cells gives under conditions."""
        return self._maps.get(name, [])

    def why_hidden(self, style: Mapping[str, str], cell: Element, look: Look) -> str:
        """Return why the format of a style keeps a value from sight; "" if not."""
        base = self._data.get(style.get("data-style-name", ""))
        if base is None:
            return ""
        kind = attribute(cell, "value-type")
        if kind in _NUMBERS:
            value = number_in(attribute(cell, "value"))
            return "" if value in _PLAIN else _why(self._part(base, value), look)
        if kind in {"date", "time"}:
            return _why(self._part(base, _ANY_DAY), look)
        # A format of numbers alone leaves texts as they are.
        return _why(base, look) if local(base.tag) == "text-style" else ""

    def may_hide(self, style: Mapping[str, str]) -> bool:
        """Whether a format keeps any text or number from sight."""
        base = self._data.get(style.get("data-style-name", ""))
        look = Look().changed(style)
        return base is not None and any(_why(one, look) for one in self._parts(base))

    def _parts(self, base: Element) -> Iterator[Element]:
        yield base
        for one in find_all(base, "map"):
            if (part := self._data.get(attribute(one, "apply-style-name"))) is not None:
                yield part

    def _part(self, base: Element, value: float) -> Element:
        """Return the part of a format for a number."""
        for one in find_all(base, "map"):
            part = self._data.get(attribute(one, "apply-style-name"))
            found = _CONDITION.fullmatch(attribute(one, "condition").strip())
            if part is not None and found:
                limit = number_in(found[2])
                if {
                    "<": value < limit,
                    "<=": value <= limit,
                    ">": value > limit,
                    ">=": value >= limit,
                    "=": value == limit,
                    "!=": value != limit,
                }[found[1]]:
                    return part
        return base


def _why(part: Element, look: Look) -> str:
    if not any(local(one.tag) in _SHOWING for one in part):
        return NOTHING
    for one in find_all(part, "text-properties"):
        written = colour(attribute(one, "color"))
        if written is not None and replace(look, colour=written).reason:
            return PALE
    return ""
