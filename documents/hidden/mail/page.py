"""Read a web page as a mail program shows it: which of its words are seen."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from documents.hidden.colours import BLACK, WHITE, Colour, are_alike
from documents.hidden.mail.styles import (
    Rule,
    Step,
    applying,
    colour,
    pixels,
    rules_in,
    step_of,
)

_EMPTY = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_SILENT = frozenset(["script", "style", "noscript", "head", "title", "object"])
_NEVER_SHOWN = frozenset(["template", "datalist", "canvas", "audio", "video"])
_TINIEST = 4.0  # pixels
_FAR = -150.0  # pixels beyond the edge, or further
_LEAST_OPACITY = 0.1
_NOWHERE = re.compile(
    r"rect\(\s*0(?:px)?[ ,]+0|rect\(\s*1px[ ,]+1px|inset\(\s*(?:50|100)%|circle\(\s*0"
)
_NOTHING = re.compile(
    r"scale[xy]?\(\s*0|translate[xy]?\(\s*-\d{3,}|translate[xy]?\(\s*\d{4,}"
)
HIDDEN = "not shown"
_LAST_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0}
_DEEPEST = 400


@dataclass(frozen=True, slots=True)
class _Look:
    tag: str = ""
    step: Step = ("", frozenset())
    colour: Colour = BLACK
    ground: Colour | None = WHITE  # None if a picture
    size: float = 16.0
    why: str = ""
    is_out_of_sight: bool = False  # elements within may be shown again
    is_folded: bool = False  # seen once the reader unfolds it


@dataclass
class Page:
    """The words of a page.

    Attributes:
        seen: Those that are shown.
        unseen: Those that are not, by reason.
        beside: Comments, titles, alternative texts.
        pictures: The addresses of its pictures.
    """

    seen: list[str] = field(default_factory=list)
    unseen: dict[str, list[str]] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    has_script: bool = False


def read_page(html: str) -> Page:
    """Return the words of a page, by whether they are seen."""
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return reader.page


def _sheets(html: str) -> Iterator[str]:
    """Yield the style sheets of a page."""
    lower, at = html.lower(), 0
    while (begin := lower.find("<style", at)) >= 0:
        start = lower.find(">", begin) + 1
        at = lower.find("</style", start)
        if start == 0 or at < 0:
            return
        yield html[start:at]


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._rules: list[Rule] = rules_in("\n".join(_sheets(html)))
        self._open: list[_Look] = [_Look()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        look = self._look(self._open[-1], tag, attributes)
        for name in ("alt", "title", "aria-label", "summary", "data-text"):
            if text := attributes.get(name):
                self.page.beside.append(text)
        if tag == "input":
            text = attributes.get("value", "")
            if attributes.get("type", "").lower() != "hidden":
                self.page.seen.append(text)
            elif text.strip():
                self.page.unseen.setdefault(HIDDEN, []).append(text)
        elif tag == "img":
            self.page.pictures.append(attributes.get("src", ""))
        elif tag == "meta" and attributes.get("name"):
            self.page.beside.append(
                attributes.get("content", "")
                if attributes["name"].lower() in {"author", "description", "keywords"}
                else ""
            )
        elif tag == "a":
            self.page.links.append(attributes.get("href", ""))
        self.page.has_script |= tag == "script"
        if tag not in _EMPTY and len(self._open) < _DEEPEST:
            self._open.append(replace(look, tag=tag))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        look, words = self._open[-1], " ".join(data.split())
        if not words:
            return
        if look.tag in _SILENT:
            if look.tag in {"title", "noscript"}:
                self.page.beside.append(words)
            return
        if look.is_folded:
            self.page.beside.append(words)
            return
        why = look.why or (HIDDEN if look.is_out_of_sight else "")
        if not why and look.size < _TINIEST:
            why = "too small to read"
        if not why and look.ground is not None and are_alike(look.colour, look.ground):
            why = "in the colour of what is behind them"
        if why:
            self.page.unseen.setdefault(why, []).append(words)
        else:
            self.page.seen.append(words)

    def handle_comment(self, data: str) -> None:
        words = " ".join(re.sub(r"<[^>]*>|\[[^\]]*\]", " ", data).split())
        self.page.beside.append(words)

    def unknown_decl(self, data: str) -> None:
        self.page.beside.append(data)

    def _look(self, look: _Look, tag: str, attributes: Mapping[str, str]) -> _Look:
        style: dict[str, str] = {}
        step = step_of(tag, attributes)
        around = [one.step for one in self._open] if self._rules else []
        for one in applying(self._rules, step, around, attributes):
            style |= one
        look = replace(look, step=step)
        look = _painted(look, tag, attributes, style)
        if tag == "details" and "open" not in attributes:
            look = replace(look, is_folded=True)
        elif tag == "summary":
            look = replace(look, is_folded=False)
        if (
            tag in _NEVER_SHOWN
            or "hidden" in attributes
            or style.get("mso-hide") == "all"
        ):
            return replace(look, why=look.why or HIDDEN)
        if (
            style.get("display") == "none"
            or style.get("content-visibility") == "hidden"
        ):
            return replace(look, why=look.why or HIDDEN)
        if visibility := style.get("visibility"):
            away = visibility in {"hidden", "collapse"}
            look = replace(look, is_out_of_sight=away)
        if _share(style.get("opacity", "1")) < _LEAST_OPACITY or (
            _share_of_filter(style.get("filter", "")) < _LEAST_OPACITY
        ):
            return replace(look, why=look.why or "without opacity")
        if _is_flat(style, look.size) or style.get("line-height") in {"0", "0px"}:
            return replace(look, why=look.why or "in no room at all")
        if _is_away(style, look.size):
            return replace(look, why=look.why or "beyond the edge of the page")
        return look


def _painted(
    look: _Look, tag: str, attributes: Mapping[str, str], style: Mapping[str, str]
) -> _Look:
    ground = look.ground
    written = style.get("background-color") or attributes.get("bgcolor", "")
    shorthand = style.get("background", "")
    if "url(" in shorthand or "gradient(" in shorthand or "background-image" in style:
        ground = None if style.get("background-image") != "none" else ground
    elif shorthand and not written:
        written = next(
            (one for one in re.split(r"\s+(?![^(]*\))", shorthand) if colour(one)), ""
        )
    if written and ground is not None:
        ground = colour(written, ground) or ground
    elif written and (found := colour(written)):
        ground = found
    if attributes.get("background"):
        ground = None
    own = (
        style.get("color")
        or attributes.get("color", "")
        or (attributes.get("text", "") if tag == "body" else "")
    )
    letters = (colour(own, ground or WHITE) if own else None) or look.colour
    size = look.size
    parts = style.get("font", "").split("/")[0].split()
    sizes = [one for one in parts if one == "0" or not one.isdecimal()]
    said = style.get("font-size") or next(
        (one for one in sizes if pixels(one, 1) is not None), ""
    )
    if said and (found_size := pixels(said, look.size)) is not None:
        size = found_size
    if tag == "font" and attributes.get("size") in _LAST_SIZES:
        size = _LAST_SIZES[attributes["size"]]
    return replace(look, colour=letters, ground=ground, size=size)


def _is_flat(style: Mapping[str, str], size: float) -> bool:
    """Whether an element has no room, and cuts off what has none."""
    cuts = any(
        "hidden" in style.get(key, "") or "clip" in style.get(key, "")
        for key in ("overflow", "overflow-x", "overflow-y")
    )
    for key in ("height", "max-height", "width", "max-width"):
        length = pixels(style.get(key, "none"), 600)
        if length is not None and length <= 2 and cuts:
            return True
    if _NOWHERE.search(style.get("clip", "") + style.get("clip-path", "")):
        return True
    spacing = pixels(style.get("letter-spacing", "none"), size)
    return spacing is not None and spacing < -0.45 * size


def _is_away(style: Mapping[str, str], size: float) -> bool:
    """Whether an element is placed where no window shows it."""
    if _NOTHING.search(style.get("transform", "")):
        return True
    is_placed = style.get("position") in {"absolute", "fixed", "relative"}
    for key in ("left", "top", "right", "bottom"):
        length = pixels(style.get(key, "none"), 600)
        if length is not None and is_placed and not _FAR < length < 5_000:
            return True
    for key in (
        "text-indent",
        "margin-left",
        "margin-top",
        "margin-right",
        "padding-left",
    ):
        length = pixels(style.get(key, "none"), 600)
        if length is not None and not _FAR < length < 3_000:
            return True
    margins = [pixels(one, 600) for one in style.get("margin", "").split()]
    return any(one is not None and one < _FAR for one in margins)


def _share(written: str) -> float:
    try:
        return float(written.rstrip("%")) / (100 if written.endswith("%") else 1)
    except ValueError:
        return 1.0


def _share_of_filter(written: str) -> float:
    found = re.search(r"opacity(?:=|\()\s*([\d.]+%?)", written)
    if not found:
        return 1.0
    share = _share(found[1])
    return share / 100 if "alpha" in written and share > 1 else share
