"""Check charts, which keep a copy of their numbers, shown or not."""

from collections.abc import Collection, Iterator

from documents.hidden.findings import Finding, block, counted, quoted
from documents.hidden.packages import Package, child, find_all, local, text_of

# Copies of cells: names, numbers, and labels taken from a range.
_KEEPING = ("strCache", "numCache", "strLit", "numLit", "lvl", "dlblRangeCache")
# Series left out by a filter of the chart.
_LEFT_OUT = tuple(
    f"filtered{kind}Series"
    for kind in ("Area", "Bar", "Bubble", "Line", "Pie", "Radar", "Scatter", "Surface")
)


def look_at_charts(
    package: Package,
    folder: str,
    shown: Collection[str],
) -> Iterator[Finding]:
    """Yield the values kept by charts but absent from every visible sheet.

    Args:
        package: The file.
        folder: The folder of its parts, "xl".
        shown: The values that the sheets show.
    """
    names = package.matching(
        rf"{folder}/(charts/chart|charts/chartEx|chartEx/)[^/]*\.xml"
    )
    if not names:
        return
    seen = {_plain(value) for value in shown}
    for name in names:
        kept, lost = 0, []
        for cache in find_all(package.xml(name), *_KEEPING, *_LEFT_OUT):
            # The name of a series left out may be written in.
            titles = find_all(cache, "tx") if local(cache.tag) in _LEFT_OUT else ()
            written = [one for tx in titles if (one := child(tx, "v")) is not None]
            points = find_all(cache, "pt") if local(cache.tag) in _KEEPING else ()
            for point in (*written, *points):
                value = text_of(point)
                kept += bool(value)
                if value and _plain(value) not in seen:
                    lost.append(value)
        base = name.rsplit("/", 1)[-1].removesuffix(".xml")
        if lost:
            yield block(
                "chart_data",
                base,
                f"The chart keeps {counted(len(lost), 'value')} that no visible cell "
                f"has, such as {quoted(lost[0])}. Paste it as a picture.",
            )


def _plain(value: str) -> str:
    """Return a number in a standard form, so that spellings compare equal."""
    try:
        return f"{float(value):.9g}"
    except ValueError:
        return value
