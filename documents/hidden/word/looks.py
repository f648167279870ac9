"""Work out what words of a Word document look like, after styles and themes.

Source: ECMA-376 part 1, 17.7.2, style hierarchy.
"""

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from documents.hidden.colours import (
    BLACK,
    WHITE,
    Colour,
    are_alike,
    from_hex,
    lightened,
)
from documents.hidden.office.stacking import TINIEST
from documents.hidden.office.theme import Theme, paint_of
from documents.hidden.packages import Package, attribute, child, find_all, local
from documents.hidden.word.elements import is_number, is_on_by_default

HIDDEN = "formatted as hidden"
BLACKED = "blacked out, but still there"
PALE = "white on white"
ALIKE = "in the colour of what is behind them"
_NARROWEST = 10  # percent of a letter's width
_TIGHTEST = -0.45  # of a letter's size: letters lie on one another
_RAISED = 0.65  # of a letter's size
_FURTHEST = 300  # points above or below its line
_NAMES = {
    "background1": "lt1",
    "light1": "lt1",
    "text1": "dk1",
    "dark1": "dk1",
    "background2": "lt2",
    "light2": "lt2",
    "text2": "dk2",
    "dark2": "dk2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_HIGHLIGHTS: dict[str, Colour] = {
    "white": WHITE,
    "black": BLACK,
    "yellow": (255, 255, 0),
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 255, 0),
    "cyan": (0, 255, 255),
    "magenta": (255, 0, 255),
    "darkBlue": (0, 0, 128),
    "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0),
    "darkMagenta": (128, 0, 128),
    "darkRed": (128, 0, 0),
    "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128),
    "lightGray": (192, 192, 192),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What words look like.

    Attributes:
        colour: Of the letters; None for one that suits what is behind.
        behind: Their own ground: a highlight or a shade.
    """

    is_hidden: bool = False
    is_hidden_on_web: bool = False
    colour: Colour | None = None
    behind: Colour | None = None
    points: float = 10.0
    width: int = 100
    spacing: float = 0.0
    opacity: float = 1.0
    is_raised: bool = False
    shift: float = 0.0  # points up from its line

    def why(self, ground: Colour | None, words: str) -> str:
        """Return why words cannot be seen on a ground; "" if they can.

        Args:
            ground: Its colour; None for a picture.
            words: What is written.
        """
        # Word marks the page numbers of a table of contents this way, for web pages
        # only.
        if self.is_hidden or (self.is_hidden_on_web and not words.strip().isdigit()):
            return HIDDEN
        points = self.points * (_RAISED if self.is_raised else 1)
        if points < TINIEST:
            return f"in letters of {points:g} points"
        if self.width < _NARROWEST or self.spacing < _TIGHTEST * points:
            return "in letters too narrow to read"
        if abs(self.shift) > _FURTHEST:
            return f"{abs(self.shift):g} points away from its line"
        if self.opacity < 0.1:
            return "in letters without opacity"
        is_black = self.behind is not None and are_alike(self.behind, BLACK)
        if is_black and (self.colour is None or are_alike(self.colour, BLACK)):
            return BLACKED
        behind = self.behind or ground
        if self.colour is None or behind is None or not are_alike(self.colour, behind):
            return ""
        return PALE if are_alike(behind, WHITE) else ALIKE


@dataclass(frozen=True, slots=True)
class Paragraph:
    """How a paragraph stands; measures in points."""

    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    align: str = "left"
    exact: float | None = None  # the height of its lines
    before: float = 0.0
    after: float = 0.0
    behind: Colour | None = None
    level: int | None = None  # of a heading
    is_folded: bool = False
    spacing: float = 1.2  # of its lines, for the size of its letters


@dataclass(slots=True)
class Style:
    """A style with what it inherits: properties from the furthest ancestor on."""

    runs: list[Element] = field(default_factory=list)
    paragraphs: list[Element] = field(default_factory=list)
    tables: list[Element] = field(default_factory=list)


class Looks:
    """The styles of a document."""

    def __init__(self, package: Package) -> None:
        self.theme = Theme.of(package, r"word/theme/theme\d*\.xml")
        root = package.xml_if_there("word/styles.xml")
        self._made: dict[str, Style] = {}
        self._styles: dict[str, Element] = {}
        self._usual: dict[str, str] = {}
        self.run, self.paragraph = Look(), Paragraph()
        if root is None:
            return
        for style in find_all(root, "style"):
            name, kind = attribute(style, "styleId"), attribute(style, "type")
            self._styles[name] = style
            if attribute(style, "default") in {"1", "true", "on"}:
                self._usual[kind] = name
        for usual in find_all(root, "docDefaults"):
            for setup in find_all(usual, "rPr"):
                self.run = self.changed(self.run, setup)
            for setup in find_all(usual, "pPr"):
                self.paragraph = self.stood(self.paragraph, setup)

    def style(self, name: str, kind: str = "") -> Style:
        """Return a style by its id; the usual one of its kind for ""."""
        name = name or self._usual.get(kind, "")
        if name not in self._made:
            made, seen = Style(), set()
            chain = []
            while name in self._styles and name not in seen:
                seen.add(name)
                chain.append(self._styles[name])
                base = child(self._styles[name], "basedOn")
                name = attribute(base, "val") if base is not None else ""
            for style in reversed(chain):
                made.tables.append(style)
                if (setup := child(style, "rPr")) is not None:
                    made.runs.append(setup)
                if (setup := child(style, "pPr")) is not None:
                    made.paragraphs.append(setup)
            self._made[attribute(chain[0], "styleId") if chain else name] = made
            return made
        return self._made[name]

    def changed(self, look: Look, setup: Element | None) -> Look:
        """Return a look with the properties of an `rPr`."""
        if setup is None:
            return look
        new: dict[str, object] = {}
        for one in setup:
            name, value = local(one.tag), attribute(one, "val")
            if name in {"vanish", "specVanish"}:
                new["is_hidden"] = is_on_by_default(value)
            elif name == "webHidden":
                new["is_hidden_on_web"] = is_on_by_default(value)
            elif name == "sz" and is_number(value):
                new["points"] = float(value) / 2
            elif name == "color":
                new["colour"] = self._colour(one, "val", "theme")
            elif name == "highlight":
                new["behind"] = _HIGHLIGHTS.get(value)
            elif name == "shd":
                new.setdefault("behind", self.shade(one))
            elif name == "w" and value.rstrip("%").isdecimal():
                new["width"] = int(value.rstrip("%"))
            elif name == "spacing" and is_number(value):
                new["spacing"] = float(value) / 20
            elif name == "position" and is_number(value):
                new["shift"] = float(value) / 2
            elif name == "vertAlign":
                new["is_raised"] = value in {"superscript", "subscript"}
            elif name == "textFill":
                paint = paint_of(_renamed(one), self.theme)
                if paint is not None:
                    new["opacity"] = paint.opacity
                    if paint.colours:
                        new["colour"] = paint.colours[0]
        return replace(look, **new)  # type: ignore[arg-type]

    def stood(self, usual: Paragraph, setup: Element | None) -> Paragraph:
        """Return how a paragraph stands with the properties of a `pPr`."""
        if setup is None:
            return usual
        new: dict[str, object] = {}
        for one in setup:
            name, value = local(one.tag), attribute(one, "val")
            if name == "ind":
                for key, names in (
                    ("left", ("left", "start")),
                    ("right", ("right", "end")),
                    ("first", ("firstLine",)),
                ):
                    for each in names:
                        if is_number(attribute(one, each)):
                            new[key] = float(attribute(one, each)) / 20
                if is_number(attribute(one, "hanging")):
                    new["first"] = -float(attribute(one, "hanging")) / 20
            elif name == "spacing":
                for key in ("before", "after"):
                    if is_number(attribute(one, key)):
                        new[key] = float(attribute(one, key)) / 20
                line = attribute(one, "line")
                if is_number(line):
                    rule = attribute(one, "lineRule") or "auto"
                    new["exact"] = float(line) / 20 if rule == "exact" else None
                    if rule == "auto":
                        new["spacing"] = 1.2 * float(line) / 240
            elif name == "jc":
                new["align"] = value
            elif name == "shd":
                new["behind"] = self.shade(one)
            elif name == "outlineLvl" and value.isdecimal():
                new["level"] = int(value)
            elif name == "collapsed":
                new["is_folded"] = is_on_by_default(value)
        return replace(usual, **new)  # type: ignore[arg-type]

    def shade(self, element: Element | None) -> Colour | None:
        """Return the colour of a shade; None if it has none."""
        if element is None:
            return None
        pattern = attribute(element, "val")
        if pattern == "solid":
            return self._colour(element, "color", "theme") or BLACK
        return self._colour(element, "fill", "themeFill")

    def _colour(self, element: Element, key: str, theme: str) -> Colour | None:
        named = attribute(element, "themeColor" if theme == "theme" else "themeFill")
        found = self.theme.named(_NAMES.get(named, named)) if named else None
        if found is None:
            return from_hex(attribute(element, key))
        for change, is_shade in ((f"{theme}Shade", True), (f"{theme}Tint", False)):
            written = attribute(element, change)
            if re.fullmatch(r"[0-9A-Fa-f]{1,2}", written):
                share = int(written, 16) / 255
                found = lightened(found, share, 0 if is_shade else 1 - share)
        return found


def _renamed(fill: Element) -> Element:
    """Return the fill of letters, its alpha as other fills write it.

    Letters say how clear they are, other fills how opaque.
    """
    made = Element("spPr")
    for one in fill:
        made.append(one)
    for alpha in find_all(made, "alpha"):
        written = attribute(alpha, "val")
        if written.isdecimal() and "val" not in alpha.attrib:
            alpha.set("val", str(100_000 - int(written)))
    for colour in find_all(made, "srgbClr", "schemeClr"):
        if "val" not in colour.attrib:
            colour.set("val", attribute(colour, "val"))
    return made
