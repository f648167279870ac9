"""Find the words of charts that cannot be seen: titles, names of axes, labels."""

from collections.abc import Iterator, Sequence
from itertools import islice
from xml.etree.ElementTree import Element

from documents.hidden.colours import Colour
from documents.hidden.findings import Finding, block, counted, quoted
from documents.hidden.office.shapes import Look, Reader, Run
from documents.hidden.office.stacking import why_unseen
from documents.hidden.office.theme import CLEAR, Theme, paint_of
from documents.hidden.packages import Package, child, find_all, is_on, local, text_of

_MOST = 100  # titles, axes, series
_POINTS = 10.0
_AXES = ("catAx", "valAx", "dateAx", "serAx")
# Labels stand within what they are of, unless the chart says otherwise.
_WITHIN = {"ctr", "inEnd", "inBase", "bestFit"}
_BESIDE = {"barChart", "lineChart", "scatterChart", "bar3DChart"}
_STACKED = {"stacked", "percentStacked"}


def look_at_chart_words(
    package: Package, pattern: str, theme: Theme, ground: Sequence[Colour]
) -> Iterator[Finding]:
    """Yield the words of charts that cannot be seen.

    Args:
        package: The file.
        pattern: The parts with charts.
        theme: The colours of the file.
        ground: What is behind the charts; empty if not known.
    """
    for name in package.matching(pattern):
        chart = _Chart(package.xml(name), theme, ground)
        for link in package.relationships(name).values():
            if link.kind == "chartUserShapes" and link.target in package.names:
                chart.read_shapes(package.xml(link.target))
        place = name.rsplit("/", 1)[-1].removesuffix(".xml")
        for why, words in chart.unseen.items():
            yield block(
                "invisible_text",
                place,
                f"{counted(len(words), 'text')} of the chart {why}: "
                f"{quoted(' '.join(words))}. Delete what should not go; show the rest.",
            )


class _Chart:
    def __init__(self, root: Element, theme: Theme, ground: Sequence[Colour]) -> None:
        self._theme, self.unseen = theme, dict[str, list[str]]()
        self._usual = Look(_POINTS, None)
        self._usual = self._look(child(root, "txPr"), self._usual)
        self._ground = self._behind(root, ground)
        plot = child(child(root, "chart"), "plotArea")
        within = self._behind(plot, self._ground)
        for title in islice(find_all(root, "title"), _MOST):
            is_over = any(is_on(one.get("val")) for one in find_all(title, "overlay"))
            behind = within if is_over else self._ground
            self._rich(title, self._behind(title, behind))
            named = [text_of(one) for one in find_all(title, "strCache")]
            self._plain(title, named, self._behind(title, behind))
        for legend in islice(find_all(root, "legend"), 1):
            names = [text_of(one) for one in find_all(root, "tx") if _is_name(one)]
            self._plain(legend, names, self._behind(legend, self._ground))
        for axis in islice(plot if plot is not None else (), _MOST):
            if local(axis.tag) in _AXES and not _is_deleted(axis):
                self._plain(axis, _categories(root, axis), within)
            elif local(axis.tag).endswith("Chart"):
                for labels in find_all(axis, "dLbls"):
                    self._labels(labels, local(axis.tag), _grouping(axis), within)

    def read_shapes(self, root: Element) -> None:
        """Read the text boxes drawn on the chart."""
        for shape in Reader(self._theme, {"other": self._usual}).shapes(root):
            behind = tuple(self._ground)
            if shape.paint is not None and shape.paint is not CLEAR:
                behind = shape.paint.over(behind) if shape.paint.colours else ()
            for paragraph in shape.paragraphs:
                for run in paragraph:
                    self._judge(run, behind)

    def _labels(
        self, labels: Element, kind: str, grouping: str, ground: Sequence[Colour]
    ) -> None:
        for one in find_all(labels, "dLbl", "dLbls"):
            place = child(one, "dLblPos") or child(labels, "dLblPos")
            said = place.get("val", "") if place is not None else ""
            is_beside = kind in _BESIDE and grouping not in _STACKED
            if said not in _WITHIN and (said or is_beside):
                self._rich(one, self._behind(one, ground))

    def _rich(self, holder: Element, ground: Sequence[Colour]) -> None:
        """Judge the words written into a title or a label."""
        for body in find_all(holder, "rich"):
            reader = Reader(self._theme, {"other": self._usual})
            for run in reader.runs(body, self._look(body, self._usual)):
                self._judge(run, ground)

    def _plain(
        self, holder: Element, words: Sequence[str], ground: Sequence[Colour]
    ) -> None:
        look = self._look(child(holder, "txPr"), self._usual)
        if look is not self._usual:
            self._judge(Run(" ".join(words), look.points, look.paint), ground)

    def _look(self, body: Element | None, look: Look) -> Look:
        return Reader(self._theme).look_of(body, look) if body is not None else look

    def _behind(
        self, holder: Element | None, ground: Sequence[Colour]
    ) -> tuple[Colour, ...]:
        paint = paint_of(child(holder, "spPr"), self._theme)
        if paint is None or paint is CLEAR:
            return tuple(ground)
        if not paint.colours or not ground:
            return paint.colours if paint.opacity > 0.9 else ()
        return paint.over(ground)

    def _judge(self, run: Run, ground: Sequence[Colour]) -> None:
        if not run.words.strip():
            return
        if why := why_unseen(run, ground):
            self.unseen.setdefault(why, []).append(run.words)


def _is_name(element: Element) -> bool:
    return child(element, "strRef", "v") is not None


def _is_deleted(axis: Element) -> bool:
    deleted = child(axis, "delete")
    return deleted is not None and deleted.get("val", "1") in {"1", "true"}


def _grouping(chart: Element) -> str:
    found = child(chart, "grouping")
    return found.get("val", "") if found is not None else ""


def _categories(root: Element, axis: Element) -> list[str]:
    """Return the words along an axis: those of its categories, or its numbers."""
    name = "cat" if local(axis.tag) != "valAx" else "val"
    for holder in find_all(root, name):
        return [text_of(one) for one in find_all(holder, "pt")]
    return []
