"""Tell the ranges and styles of a spreadsheet that take words out of sight."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from documents.hidden.opendocument.looks import Look
from documents.hidden.opendocument.ranges import ranges_of
from documents.hidden.opendocument.styles import Styles
from documents.hidden.packages import attribute, find_all, local
from documents.hidden.workbook.grid import Range


def hiding_ranges(table: Element, styles: Styles) -> Iterator[Range]:
    """Yield the ranges in which a condition may take values out of sight."""
    for one in find_all(table, "conditional-format"):
        is_hiding = any(
            _hides(styles.of(attribute(rule, "apply-style-name"), "table-cell"))
            for rule in find_all(one, "condition", "date-is")
        ) or any(
            attribute(rule, "show-value") == "false"
            for rule in find_all(one, "data-bar", "icon-set")
        )
        if is_hiding:
            yield from ranges_of(attribute(one, "target-range-address"))


def hiding_styles(styles: Styles, *roots: Element) -> Iterator[str]:
    """Yield the styles that may take words out of sight by a condition."""
    for root in roots:
        for style in root.iter():
            for one in style:
                applied = styles.of(attribute(one, "apply-style-name"), "table-cell")
                is_hiding = local(one.tag) == "map" and _hides(applied)
                if is_hiding:
                    yield attribute(style, "name")


def _hides(style: Mapping[str, str]) -> bool:
    return bool(Look(points=10).changed(style).reason)
