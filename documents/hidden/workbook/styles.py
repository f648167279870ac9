"""Work out what the cells of a workbook look like: letters, sizes, grounds, formats."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from xml.etree.ElementTree import Element

from documents.hidden.colours import BLACK, WHITE, Colour, are_alike, from_hex, tinted
from documents.hidden.numbers import number_in
from documents.hidden.office.stacking import TINIEST
from documents.hidden.office.theme import NAMES, Theme
from documents.hidden.packages import Package, find_all, is_on, local
from documents.hidden.workbook import formats

# The order in which cells number a theme's colours: light before dark.
_THEME = [*(NAMES[at] for at in (1, 0, 3, 2)), *NAMES[4:]]
# The colours of cells by number: the first eight twice, then 48 more.
# Source: ECMA-376 part 1, 18.8.27, indexedColors.
_PALETTE = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    * 2
    + "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC "
    "CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 "
    "008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF "
    "33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 "
    "993300 993366 333399 333333 000000 FFFFFF"
).split()
_UPRIGHT = {"90", "180", "255"}  # up, down, and letters below one another
_BUILT_IN = {"49": "@"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell looks like; in a format of a condition None means "as the cell".

    Attributes:
        colour: Of its letters.
        points: Their size.
        behind: The colours of its ground; empty if not known.
        code: Its number format.
        is_shrunk: Whether its letters become small enough for the words to fit.
        is_turned: Whether its words run up or down.
    """

    colour: Colour | None = None
    points: float | None = None
    behind: tuple[Colour, ...] | None = None
    code: str | None = None
    is_shrunk: bool = False
    is_turned: bool = False

    def over(self, cell: "Look") -> "Look":
        """Return the look of a cell with this format on top."""
        return Look(
            self.colour if self.colour is not None else cell.colour,
            self.points if self.points is not None else cell.points,
            self.behind if self.behind is not None else cell.behind,
            self.code if self.code is not None else cell.code,
            self.is_shrunk or cell.is_shrunk,
            self.is_turned or cell.is_turned,
        )

    @property
    def why(self) -> str:
        """The reason for which no words in this look can be seen; "" if they can."""
        if self.points is not None and 0 < self.points < TINIEST:
            return f"in letters of {self.points:g} points"
        behind = (WHITE,) if self.behind is None else self.behind
        letters = self.colour or BLACK
        if behind and all(are_alike(letters, one) for one in behind):
            if are_alike(letters, WHITE):
                return "white on white"
            return "in the colour of the cell"
        return ""

    def why_of(self, value: str, *, is_text: bool) -> str:
        """Return why this value cannot be seen; "" if it can."""
        if self.why:
            return self.why
        why = formats.why_hidden(self.code or "", value, is_text=is_text)
        if why == formats.PALE and not replace(self, colour=WHITE).why:
            return ""
        return why


PLAIN = Look(BLACK, 11.0, (WHITE,), "")


@dataclass
class Styles:
    """The looks of a workbook's cells and conditions."""

    theme: Theme = field(default_factory=Theme)
    root: Element | None = None
    cells: list[Look] = field(default_factory=lambda: [PLAIN])
    conditions: list[Look] = field(default_factory=list)
    tables: dict[str, dict[str, Look]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "Styles":
        """Return the looks of a workbook."""
        made = cls(Theme.of(package, r"xl/theme/theme\d*\.xml"))
        made.root = root = package.xml_if_there("xl/styles.xml")
        if root is None:
            return made
        codes = {
            one.get("numFmtId", ""): one.get("formatCode", "")
            for one in find_all(root, "numFmt")
        }
        fonts = [made.font(one) for one in _children(root, "fonts")]
        fills = [made.fill(one) for one in _children(root, "fills")]
        made.cells = [
            replace(
                _at(fonts, xf.get("fontId"), Look()),
                behind=_at(fills, xf.get("fillId"), (WHITE,)),
                code=codes.get(
                    xf.get("numFmtId", ""), _BUILT_IN.get(xf.get("numFmtId", ""), "")
                ),
                is_shrunk=any(
                    is_on(one.get("shrinkToFit")) for one in find_all(xf, "alignment")
                ),
                is_turned=any(
                    one.get("textRotation") in _UPRIGHT
                    for one in find_all(xf, "alignment")
                ),
            ).over(PLAIN)
            for xf in _children(root, "cellXfs")
        ] or [PLAIN]
        made.conditions = [made.condition(one) for one in _children(root, "dxfs")]
        for style in find_all(root, "tableStyle"):
            made.tables[style.get("name", "")] = {
                one.get("type", ""): _at(made.conditions, one.get("dxfId"), Look())
                for one in style
            }
        return made

    def condition(self, dxf: Element) -> Look:
        """Return the look that a condition gives."""
        made = Look()
        for one in dxf:
            name = local(one.tag)
            if name == "font":
                font = self.font(one)
                made = replace(made, colour=font.colour, points=font.points)
            elif name == "fill":
                made = replace(made, behind=self.fill(one, is_condition=True))
            elif name == "numFmt":
                made = replace(made, code=one.get("formatCode", ""))
        return made

    def font(self, element: Element) -> Look:
        """Return the look of letters in a font."""
        made = Look()
        for one in element:
            name = local(one.tag)
            if name == "sz":
                made = replace(made, points=number_in(one.get("val"), 11))
            elif name == "color":
                made = replace(made, colour=self._colour(one))
        return made

    def fill(
        self, element: Element, *, is_condition: bool = False
    ) -> tuple[Colour, ...]:
        """Return the colours of a fill."""
        for fill in element:
            if local(fill.tag) == "gradientFill":
                stops = [self._colour(one) for one in find_all(fill, "color")]
                return tuple(one for one in stops if one)
            kind = fill.get("patternType", "solid" if is_condition else "none")
            if kind == "none":
                return (WHITE,)
            names = {local(one.tag): one for one in fill}
            front = self._colour(names.get("fgColor"))
            back = self._colour(names.get("bgColor"))
            if kind == "solid":
                found = (back or front) if is_condition else front
                return (found or (WHITE if is_condition else BLACK),)
            return front or BLACK, back or WHITE
        return (WHITE,)

    def _colour(self, element: Element | None) -> Colour | None:
        if element is None or is_on(element.get("auto")):
            return None
        found: Colour | None = None
        if (number := element.get("theme")) is not None:
            found = self.theme.colours.get(_at(_THEME, number, ""))
        elif (written := element.get("rgb")) is not None:
            found = from_hex(written)
        elif (number := element.get("indexed")) is not None:
            found = {"64": BLACK, "65": WHITE, "81": BLACK}.get(number) or from_hex(
                _at(self._palette, number, "")
            )
        tint = number_in(element.get("tint"))
        return tinted(found, tint) if found is not None and tint else found

    @cached_property
    def _palette(self) -> Sequence[str]:
        own = (
            [
                one.get("rgb", "")
                for colours in find_all(self.root, "indexedColors")
                for one in find_all(colours, "rgbColor")
            ]
            if self.root is not None
            else []
        )
        return own or _PALETTE


def _children(root: Element, name: str) -> list[Element]:
    return [child for one in root if local(one.tag) == name for child in one]


def _at(values, number: str | None, default):  # type: ignore[no-untyped-def]
    try:
        return values[int(number or "0")]
    except (ValueError, IndexError):
        return default
