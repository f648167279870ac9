"""Work out what the styles of an OpenDocument file say, after inheritance."""

import re
from xml.etree.ElementTree import Element

from documents.hidden.colours import Colour, from_hex
from documents.hidden.packages import attribute, find_all, local

_MEASURE = re.compile(r"(-?\d*\.?\d+)(pt|in|cm|mm|px|)")
_ENDS = ("start", "end")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "px": 0.75, "": 1.0}


class Styles:
    """The styles of a file, each with what it inherits."""

    def __init__(self, *roots: Element | None) -> None:
        self._found: dict[tuple[str, str], Element] = {}
        self._usual: dict[str, Element] = {}
        self._made: dict[tuple[str, str], dict[str, str]] = {}
        self._gradients: dict[str, tuple[Colour, ...]] = {}
        self.roots = [one for one in roots if one is not None]
        for root in roots:
            for one in find_all(root, "gradient") if root is not None else ():
                ends = (colour(attribute(one, f"{end}-color")) for end in _ENDS)
                self._gradients[attribute(one, "name")] = tuple(filter(None, ends))
            for one in find_all(root, "style") if root is not None else ():
                key = attribute(one, "family"), attribute(one, "name")
                self._found[key] = one
                # Conditions name a style as a person sees it.
                if shown := attribute(one, "display-name"):
                    self._found.setdefault((key[0], shown), one)
            for one in find_all(root, "default-style") if root is not None else ():
                self._usual[attribute(one, "family")] = one

    def of(self, name: str, family: str) -> dict[str, str]:
        """Return the properties of a style by their names."""
        key = family, name
        if key not in self._made:
            made, seen = dict[str, str](), set[str]()
            while (family, name) in self._found and name not in seen:
                seen.add(name)
                style = self._found[family, name]
                for more, value in _properties(style).items():
                    made.setdefault(more, value)
                name = attribute(style, "parent-style-name")
            if family in self._usual:
                for more, value in _properties(self._usual[family]).items():
                    made.setdefault(more, value)
            self._made[key] = made
        return self._made[key]

    def gradient(self, name: str) -> tuple[Colour, ...]:
        """Return the two colours of a gradient; none if they are not known."""
        return self._gradients.get(name, ())


def _properties(style: Element) -> dict[str, str]:
    """Return what a style says itself; of tables and rows each key is its own."""
    made: dict[str, str] = {}
    for setup in style:
        if not local(setup.tag).endswith("-properties"):
            continue
        kind = local(setup.tag).removesuffix("-properties")
        for name, value in setup.attrib.items():
            made[f"{kind}:{local(name)}"] = value
            made.setdefault(local(name), value)
    if "text:color" in made:  # a colour ends the choice left open by an ancestor
        made.setdefault("text:use-window-font-color", "false")
    for key in ("data-style-name", "master-page-name"):
        if value := attribute(style, key):
            made[key] = value
    return made


def colour(written: str) -> Colour | None:
    """Return a colour; None for "transparent" and the like."""
    return from_hex(written) if written.startswith("#") else None


def points(written: str, whole: float = 0.0) -> float | None:
    """Return a measure in points; a percentage is of `whole`."""
    if written.endswith("%"):
        try:
            return whole * float(written[:-1]) / 100
        except ValueError:
            return None
    found = _MEASURE.fullmatch(written)
    return float(found[1]) * _POINTS[found[2]] if found else None


def share(written: str) -> float:
    """Return an opacity from 0 to 1."""
    try:
        return float(written.rstrip("%")) / (100 if written.endswith("%") else 1)
    except ValueError:
        return 1.0
