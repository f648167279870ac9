"""Find a workbook's cell formats that make their content invisible."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from documents.hidden.packages import Package, find_all, local

# Points: smaller letters cannot be read.
TINIEST = 3.0
_WHITE = "FFFFFF"
# A number format that displays nothing for any value.
_NOTHING = re.compile(r';;;|""(;"")*|;+')


@dataclass(frozen=True)
class Styles:
    """The invisible cell formats, each with the reason; visible formats are absent.

    Attributes:
        why: The reason by number of cell format: "white on white", "in a format that
            shows nothing" …
        conditional: The same for the formats applied by conditions.
    """

    why: dict[int, str] = field(default_factory=dict)
    conditional: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "Styles":
        """Return the invisible formats of a workbook."""
        root = package.xml_if_there("xl/styles.xml")
        if root is None:
            return cls()
        colours = _theme(package)
        formats = {
            one.get("numFmtId", ""): one.get("formatCode", "")
            for one in find_all(root, "numFmt")
        }
        fonts = [_font(one, colours) for one in _children(root, "fonts")]
        fills = [_fill(one, colours) for one in _children(root, "fills")]
        why = {}
        for number, xf in enumerate(_children(root, "cellXfs")):
            font = _at(fonts, xf.get("fontId"), ("", 11.0))
            fill = _at(fills, xf.get("fillId"), "")
            code = formats.get(xf.get("numFmtId", ""), "")
            if reason := _reason(font, fill, code):
                why[number] = reason
        conditional = {}
        for number, dxf in enumerate(_children(root, "dxfs")):
            code = next(
                (one.get("formatCode", "") for one in find_all(dxf, "numFmt")), ""
            )
            found = next(iter(find_all(dxf, "font")), None)
            font = _font(found, colours) if found is not None else ("", 11.0)
            patterned = next(iter(find_all(dxf, "fill")), None)
            fill = (
                _fill(patterned, colours, is_dxf=True) if patterned is not None else ""
            )
            if reason := _reason(font, fill, code):
                conditional[number] = reason
        return cls(why, conditional)


def _reason(font: tuple[str, float], fill: str, code: str) -> str:
    colour, size = font
    if code and _NOTHING.fullmatch(code.strip()):
        return "in a format that shows nothing"
    if 0 < size < TINIEST:
        return f"in letters of {size:g} points"
    if colour and colour == (fill or _WHITE):
        return "white on white" if colour == _WHITE else "in the colour of the cell"
    return ""


def _theme(package: Package) -> list[str]:
    """Return the theme's colours in the order used by cells."""
    for name in package.matching(r"xl/theme/theme\d*\.xml"):
        for scheme in find_all(package.xml(name), "clrScheme"):
            colours = []
            for entry in scheme:
                colour = next(iter(entry), None)
                value = ""
                if colour is not None:
                    value = colour.get("lastClr") or colour.get("val") or ""
                colours.append(value.upper())
            # Cells number dark and light in the reverse of the listed order.
            return [
                *colours[1:2],
                *colours[:1],
                *colours[3:4],
                *colours[2:3],
                *colours[4:],
            ]
    return [_WHITE, "000000"]


def _colour(element: Element | None, theme: list[str]) -> str:
    if element is None:
        return ""
    tint = float(element.get("tint", "0") or 0)
    if (number := element.get("theme")) is not None:
        found = _at(theme, number, "")
        return found if not tint else f"{found}/{tint:.3f}"
    if (rgb := element.get("rgb")) is not None:
        return rgb[-6:].upper() + (f"/{tint:.3f}" if tint else "")
    if (indexed := element.get("indexed")) is not None:
        return {
            "1": _WHITE,
            "9": _WHITE,
            "65": _WHITE,
            "0": "000000",
            "8": "000000",
        }.get(indexed, f"indexed {indexed}")
    return ""


def _font(element: Element, theme: list[str]) -> tuple[str, float]:
    size, colour = 11.0, ""
    for one in element:
        name = local(one.tag)
        if name == "sz":
            size = float(one.get("val", "11"))
        elif name == "color":
            colour = _colour(one, theme)
    return colour, size


def _fill(element: Element, theme: list[str], *, is_dxf: bool = False) -> str:
    """Return a cell's background; "" for the paper's colour; "?" for a mixture."""
    for pattern in element:
        if local(pattern.tag) != "patternFill":
            return "?"
        kind = pattern.get("patternType", "solid" if is_dxf else "none")
        if kind == "none":
            return ""
        if kind != "solid":
            return "?"
        wanted = "bgColor" if is_dxf else "fgColor"
        found = next((one for one in pattern if local(one.tag) == wanted), None)
        return _colour(found, theme)
    return ""


def _children(root: Element, name: str) -> list[Element]:
    return [child for one in root if local(one.tag) == name for child in one]


def _at(values: list, number: str | None, default):  # type: ignore[no-untyped-def]
    try:
        return values[int(number or "0")]
    except (ValueError, IndexError):
        return default
