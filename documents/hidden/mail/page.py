"""Read a web page as a mail program shows it: which of its words are seen."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from documents.hidden.colours import are_alike
from documents.hidden.mail.looks import HIDDEN, TINIEST, Look, look_of
from documents.hidden.mail.styles import Rule, applying, rules_in, step_of

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
_IN_A_FRAME = "in a frame that mail programs do not show"
_TAG = re.compile(r"<[^>]*>")
_SHAPES = frozenset(["rect", "path", "circle", "ellipse", "polygon", "image", "use"])
# Attributes for programs. Any other may hold words.
_TECHNICAL = frozenset(
    [
        "style",
        "class",
        "content",
        "face",
        "font-family",
        "rel",
        "media",
        "srcset",
        "sizes",
        "srcdoc",
        "value",
        "points",
        "viewbox",
        "allow",
        "sandbox",
    ]
)
_TWO_WORDS = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}+[ \u00a0]++[^\W_]?[^\W\d_]{2}")
_CODE = re.compile(r"[{}<>;=]|://|\(")
_READ_ALOUD = frozenset(["alt", "title", "aria-label", "summary", "data-text"])
_DEEPEST = 400


@dataclass
class Page:
    """The words of a page.

    Attributes:
        seen: Those that are shown.
        unseen: Those that are not, by reason.
        beside: Comments, titles, alternative texts.
        for_outlook: Words in comments that Outlook alone shows.
        pictures: The addresses of its pictures.
    """

    seen: list[str] = field(default_factory=list)
    unseen: dict[str, list[str]] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    for_outlook: list[str] = field(default_factory=list)
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
        self._open: list[Look] = [Look()]
        self._has_shapes = False  # in the drawing read
        self._has_choice = False  # in the list of choices read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        look = self._look(self._open[-1], tag, attributes)
        self.page.beside += list(_words_of(attributes))
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
        elif tag == "iframe" and (inner := attributes.get("srcdoc")):
            words = " ".join(_TAG.sub(" ", inner).split())
            self.page.unseen.setdefault(_IN_A_FRAME, []).append(words)
        elif tag == "svg":
            self._has_shapes = False
        elif tag == "select":
            self._has_choice = False
        self._has_shapes |= look.is_drawing and tag in _SHAPES
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
        if look.is_folded or (look.tag == "option" and not look.is_chosen):
            self.page.beside.append(words)
            return
        why = look.why or (HIDDEN if look.is_out_of_sight else "")
        if not why and look.size < TINIEST:
            why = "too small to read"
        ground = None if look.is_drawing and self._has_shapes else look.ground
        if not why and ground is not None and are_alike(look.colour, ground):
            why = "in the colour of what is behind them"
        if why:
            self.page.unseen.setdefault(why, []).append(words)
        else:
            self.page.seen.append(words)

    def handle_comment(self, data: str) -> None:
        words = " ".join(re.sub(r"<[^>]*>|\[[^\]]*\]", " ", data).split())
        is_for_outlook = data.lstrip()[:4].lower() in {"[if ", "[if("}
        kept = self.page.for_outlook if is_for_outlook else self.page.beside
        kept.append(words.strip("> "))

    def unknown_decl(self, data: str) -> None:
        self.page.beside.append(data)

    def _look(self, look: Look, tag: str, attributes: Mapping[str, str]) -> Look:
        style: dict[str, str] = {}
        step = step_of(tag, attributes)
        around = [one.step for one in self._open] if self._rules else []
        for one in applying(self._rules, step, around, attributes):
            style |= one
        look = replace(look, step=step)
        if tag == "option":
            is_chosen = "selected" in attributes or not self._has_choice
            self._has_choice = True
            look = replace(look, is_chosen=is_chosen)
        return look_of(look, tag, attributes, style)


def _words_of(attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield the words that attributes hold beside the page."""
    for name, text in attributes.items():
        if name in _READ_ALOUD:
            yield text
        elif name in _TECHNICAL or name.startswith(("on", "xmlns")):
            continue
        elif _TWO_WORDS.search(text) and not _CODE.search(text):
            yield text
