"""Read what slides inherit from layouts and masters: places, letters, grounds."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from xml.etree.ElementTree import Element

from documents.hidden.colours import BLACK, WHITE, Colour
from documents.hidden.findings import Finding, quoted, warn
from documents.hidden.office.seethrough import opacity_of
from documents.hidden.office.shapes import (
    Look,
    Reader,
    Shape,
    changed,
    text_of_frame,
)
from documents.hidden.office.theme import Paint, Theme, colour_of, paint_of
from documents.hidden.packages import Package, attribute, find_all, local
from documents.hidden.slides.tables import styles_in

_SHAPES = {"sp", "pic", "graphicFrame", "cxnSp"}
# What programs write into placeholders, in the languages of Western Europe.
_PROMPT = re.compile(
    r"click|edit|level|master|title|text|icon|klick|ebene|format|cliqu|niveau|clic|"
    r"nivel|livello|klik|niveau|#|drag|insert|cliciwch|lefel",
    re.IGNORECASE,
)
_STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle"}


class Masters:
    """The masters and layouts of a presentation."""

    def __init__(self, package: Package, presentation: Element) -> None:
        self.package, self._presentation = package, presentation
        self._used: set[str] = set()
        self._charts: set[str] = set()
        self._roots: dict[str, Element] = {}
        theme = Theme.of(package, r"ppt/theme/theme1\.xml")
        self.table_styles: Mapping[str, Mapping[str, Paint]] = styles_in(
            package.xml_if_there("ppt/tableStyles.xml"), theme
        )

    def behind(
        self, slide: Element, name: str
    ) -> tuple[list[Shape], Reader, tuple[Colour, ...]]:
        """Return the shapes behind a slide, a reader of its own, and its ground."""
        layout = self._linked(name, "slideLayout")
        master = self._linked(layout, "slideMaster")
        self._used |= {layout, master}
        parts = [one for one in (master, layout) if one in self.package.names]
        theme = self._theme(master, slide)
        looks = self._looks(parts, theme)
        shapes: list[Shape] = []
        is_shown = slide.get("showMasterSp") not in {"0", "false"}
        for part in parts if is_shown else []:
            reader = Reader(theme, looks, partial(opacity_of, self.package, part))
            for shape in reader.shapes(self._root(part)):
                # Placeholders of a layout are drawn on no slide.
                if not any(True for _ in find_all(shape.element, "ph")):
                    shape.is_ground = True
                    shapes.append(shape)
        ground = _ground([slide, *map(self._root, reversed(parts))], theme)
        reader = Reader(theme, looks, partial(opacity_of, self.package, name))
        return shapes, reader, ground

    def words(self) -> Iterator[str]:
        """Yield the words that slides take from their layouts and masters."""
        for part in self._used & self.package.names:
            for shape in self._root(part).iter():
                if local(shape.tag) in _SHAPES and not _is_placeholder(shape):
                    yield from (one.text or "" for one in find_all(shape, "t"))

    def prompts(self) -> Iterator[str]:
        """Yield the unusual words of placeholders, which no slide shows."""
        for part in self.package.matching(r"ppt/slide(Layouts|Masters)/[^/]+\.xml"):
            for shape in find_all(self._root(part), "sp"):
                words = text_of_frame(shape) if _is_placeholder(shape) else ""
                if " " in words and not _PROMPT.search(words):
                    yield words

    def unused(self) -> Iterator[Finding]:
        """Yield the words of layouts and masters that no slide uses."""
        for part in self.package.matching(r"ppt/slide(Layouts|Masters)/[^/]+\.xml"):
            if part in self._used:
                continue
            words = " ".join(
                one.text or ""
                for shape in find_all(self._root(part), "sp")
                if not any(True for _ in find_all(shape, "ph"))
                for one in find_all(shape, "t")
            ).strip()
            if words:
                yield warn(
                    "unused_layout",
                    part.rsplit("/", 1)[-1].removesuffix(".xml"),
                    f"A layout that no slide uses says {quoted(words)}. Delete it "
                    "in "
                    "the slide master.",
                )

    def _root(self, part: str) -> Element:
        if part not in self._roots:
            self._roots[part] = self.package.xml(part)
        return self._roots[part]

    def charts_of(self, slide: Element, name: str) -> dict[str, str]:
        """Return the parts with the charts of a slide, by the ids of their links."""
        keys = {attribute(one, "id") for one in find_all(slide, "chart")}
        links = self.package.relationships(name) if keys else {}
        return {key: links[key].target for key in keys & links.keys()}

    def fresh(self, charts: Iterable[str]) -> Iterator[str]:
        """Yield the charts that no slide before has shown."""
        for part in charts:
            if part not in self._charts:
                self._charts.add(part)
                yield part

    def _linked(self, part: str, kind: str) -> str:
        links = self.package.relationships(part).values() if part else ()
        return next((one.target for one in links if one.kind == kind), "")

    def _theme(self, master: str, slide: Element) -> Theme:
        part = self._linked(master, "theme") or "ppt/theme/theme1.xml"
        theme = Theme.of(self.package, part.replace(".", r"\."))
        if master in self.package.names:
            theme = theme.mapped(next(find_all(self._root(master), "clrMap"), None))
        return theme.mapped(next(find_all(slide, "overrideClrMapping"), None))

    def _looks(self, parts: list[str], theme: Theme) -> dict[str, Look]:
        text = theme.named("tx1") or BLACK
        usual = Look(18.0, Paint((text,)))
        other = next(find_all(self._presentation, "defaultTextStyle"), None)
        looks = {"other": _styled(usual, other, theme), "body": usual}
        for part in parts:
            root = self._root(part)
            for kind in ("body", "title", "other"):
                style = next(find_all(root, f"{kind}Style"), None)
                if style is not None:
                    base = looks.get(kind, usual)
                    looks[kind] = _styled(base, style, theme)
            looks.setdefault("title", usual)
            looks["ctrTitle"] = looks["title"]
            for shape in Reader(theme, looks).shapes(root):
                for one in find_all(shape.element, "ph"):
                    self._keep(looks, one, shape, theme)
        return looks

    def _keep(
        self, looks: dict[str, Look], holder: Element, shape: Shape, theme: Theme
    ) -> None:
        """Keep where a placeholder stands and what its letters look like."""
        kind = holder.get("type", "body")
        base = looks.get(kind, looks["body"])
        body = next(find_all(shape.element, "lstStyle"), None)
        look = replace(
            _styled(base, body, theme),
            area=shape.area or base.area,
            middle=shape.middle,
        )
        looks[kind] = look
        if "idx" in holder.attrib:
            looks[f"#{holder.get('idx')}"] = look


def _is_placeholder(shape: Element) -> bool:
    return any(True for _ in find_all(shape, "ph"))


def _styled(look: Look, style: Element | None, theme: Theme) -> Look:
    for level in style if style is not None else ():
        if local(level.tag) == "lvl1pPr":
            for setup in level:
                if local(setup.tag) == "defRPr":
                    return changed(
                        replace(look, align=level.get("algn", look.align)), setup, theme
                    )
    return look


def _ground(roots: list[Element], theme: Theme) -> tuple[Colour, ...]:
    """Return the colours of the first ground given; none if it is a picture."""
    for root in roots:
        for ground in find_all(root, "bg"):
            for one in ground:
                if local(one.tag) == "bgRef":
                    found = colour_of(one, theme)
                    return (found[0],) if found else (WHITE,)
                paint = paint_of(one, theme)
                if paint is not None:
                    return paint.colours
    return (WHITE,)
