"""Compute the numbers Word gives to list paragraphs, absent from the text."""

import re
from typing import Any

from docx.oxml.ns import qn

_LEVELS = 9
_BULLET = "•"
_TENS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%([1-9])")
# A style may be based on another; a damaged file may make a cycle of them.
_MOST_STYLES = 20


class Numbering:
    """The lists of a file, with the current count of each."""

    def __init__(self, root: Any) -> None:
        self.lists: dict[str, dict[int, Any]] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.shared: dict[str, str] = {}
        self.counts: dict[str, list[int]] = {}
        if root is None:
            return
        abstract = {
            one.get(qn("w:abstractNumId")): {
                number(level, qn("w:ilvl")): level for level in one.findall(qn("w:lvl"))
            }
            for one in root.findall(qn("w:abstractNum"))
        }
        for one in root.findall(qn("w:num")):
            key = one.get(qn("w:numId"))
            of = one.find(qn("w:abstractNumId"))
            name = of.get(qn("w:val")) if of is not None else ""
            self.lists[key] = dict(abstract.get(name, {}))
            overrides = one.findall(qn("w:lvlOverride"))
            # Lists of one pattern share their count, unless a list restarts.
            self.shared[key] = f"num {key}" if overrides else f"pattern {name}"
            for override in overrides:
                level = number(override, qn("w:ilvl"))
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self.starts[key, level] = number(start)
                if (own := override.find(qn("w:lvl"))) is not None:
                    self.lists[key][level] = own

    def mark_of(self, properties: Any, style: Any, styles: dict[str, Any]) -> str:
        """Return the mark of the next paragraph, "" for a paragraph in no list."""
        key, level = _list_of(properties, style, styles)
        levels = self.lists.get(key)
        if not levels or not 0 <= level < _LEVELS or level not in levels:
            return ""
        counts = self.counts.setdefault(self.shared[key], [0] * _LEVELS)
        for deeper in range(level + 1, _LEVELS):
            counts[deeper] = 0
        for upper in range(level + 1):
            if upper == level or not counts[upper]:
                counts[upper] = (
                    counts[upper] + 1
                    if counts[upper]
                    else self._start(key, upper, levels)
                )
        return self._written(levels, level, counts)

    def _start(self, key: str, level: int, levels: dict[int, Any]) -> int:
        if (key, level) in self.starts:
            return self.starts[key, level]
        start = levels[level].find(qn("w:start")) if level in levels else None
        return number(start) if start is not None else 1

    def _written(self, levels: dict[int, Any], level: int, counts: list[int]) -> str:
        form = levels[level].find(qn("w:numFmt"))
        pattern = levels[level].find(qn("w:lvlText"))
        kind = form.get(qn("w:val")) if form is not None else "decimal"
        if kind == "none" or pattern is None:
            return ""
        if kind == "bullet":
            return _BULLET

        def counted(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            own = levels[at].find(qn("w:numFmt")) if at in levels else None
            kind = own.get(qn("w:val")) if own is not None else "decimal"
            return _as_typed(counts[at], kind)

        return _PLACE.sub(counted, pattern.get(qn("w:val")) or "").strip()


def number(element: Any, name: str = qn("w:val")) -> int:
    """Return a number from an attribute, 0 without a valid number."""
    value = element.get(name) or ""
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else 0


def _list_of(properties: Any, style: Any, styles: dict[str, Any]) -> tuple[str, int]:
    """Return the list and level of a paragraph, from itself or its style."""
    level: int | None = None
    for _ in range(_MOST_STYLES):
        listed = None if properties is None else properties.find(qn("w:numPr"))
        if listed is not None:
            own = listed.find(qn("w:ilvl"))
            if own is not None and level is None:
                level = number(own)
            of = listed.find(qn("w:numId"))
            if of is not None:
                return of.get(qn("w:val")) or "", level or 0
        if style is None:
            break
        properties = style.find(qn("w:pPr"))
        based = style.find(qn("w:basedOn"))
        style = None if based is None else styles.get(based.get(qn("w:val")))
    return "", 0


def _as_typed(count: int, kind: str) -> str:
    """Return a count as a number, a letter or a Roman numeral."""
    if kind in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 5 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"lowerRoman", "upperRoman"} and 0 < count < 400:
        written, rest = "", count
        for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), *_TENS):
            written += sign * (rest // value)
            rest %= value
        return written.upper() if kind == "upperRoman" else written
    return f"0{count}" if kind == "decimalZero" and count < 10 else str(count)
