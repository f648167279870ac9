"""Check what is drawn over the cells of a worksheet."""

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.colours import BLACK, WHITE
from documents.hidden.findings import Finding, block, quoted
from documents.hidden.numbers import number_in
from documents.hidden.office.places import EMU
from documents.hidden.office.seethrough import opacity_of
from documents.hidden.office.shapes import Look, Reader, Shape
from documents.hidden.office.stacking import MOST_SHAPES, hides, look_at_stack
from documents.hidden.office.theme import Paint, Theme
from documents.hidden.packages import Package, find_all, local
from documents.hidden.workbook.grid import letters_of
from documents.hidden.workbook.sheet import Sheet

_ANCHORS = {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}


def look_at_drawings(
    sheet: Sheet, package: Package, theme: Theme, words: list[str]
) -> Iterator[Finding]:
    """Yield the cells and words that drawings cover, and words in them unseen.

    Args:
        sheet: The worksheet.
        package: The file.
        theme: Its colours.
        words: Gets the words of the drawings.
    """
    for link in package.relationships(sheet.part).values():
        if link.kind != "drawing" or link.target not in package.names:
            continue
        usual = Look(11.0, Paint((BLACK,)))
        reader = Reader(
            theme,
            {"other": usual, "body": usual},
            partial(opacity_of, package, link.target),
        )
        shapes = list(_shapes(package.xml(link.target), sheet, reader))
        words += [one.words for one in shapes]
        if sheet.is_hidden:
            if told := " ".join(one.words for one in shapes).strip():
                yield block(
                    "hidden_sheet",
                    sheet.place,
                    f"It is hidden, and its drawings say {quoted(told)}. Delete it.",
                )
            continue
        yield from look_at_stack(shapes, sheet.place, None, [WHITE])
        yield from _over_cells(shapes[:MOST_SHAPES], sheet)


def _shapes(root: Element, sheet: Sheet, reader: Reader) -> Iterator[Shape]:
    for anchor in root:
        if local(anchor.tag) not in _ANCHORS:
            continue
        place = _place(anchor, sheet)
        made = list(reader.shapes(anchor))
        for shape in made:
            # A group's members keep their places; the anchor says where a single
            # shape lies, whatever its own properties say.
            if len(made) == 1 or shape.area is None:
                shape.area = place
            yield shape


def _place(anchor: Element, sheet: Sheet) -> Area | None:
    corners = [
        _corner(one, sheet) for one in anchor if local(one.tag) in {"from", "to"}
    ]
    size = next((one for one in anchor if local(one.tag) == "ext"), None)
    at = next((one for one in anchor if local(one.tag) == "pos"), None)
    if len(corners) == 2:
        return Area(*corners[0], *corners[1])
    if at is not None:
        corners = [(number_in(at.get("x")) / EMU, number_in(at.get("y")) / EMU)]
    if not corners or size is None:
        return None
    (left, top), width = corners[0], number_in(size.get("cx")) / EMU
    return Area(left, top, left + width, top + number_in(size.get("cy")) / EMU)


def _corner(element: Element, sheet: Sheet) -> tuple[float, float]:
    said = {local(one.tag): number_in(one.text) for one in element}
    column, row = int(said.get("col", 0)) + 1, int(said.get("row", 0)) + 1
    # An offset beyond its cell ends with it.
    across = min(
        said.get("colOff", 0) / EMU, sheet.grid.x(column + 1) - sheet.grid.x(column)
    )
    down = min(said.get("rowOff", 0) / EMU, sheet.grid.y(row + 1) - sheet.grid.y(row))
    return sheet.grid.x(column) + max(across, 0), sheet.grid.y(row) + max(down, 0)


def _over_cells(shapes: list[Shape], sheet: Sheet) -> Iterator[Finding]:
    rows: dict[int, list[int]] = {}
    for column, row in sheet.cells:
        rows.setdefault(row, []).append(column)
    ordered = sorted(rows)
    for shape in shapes:
        if shape.area is None or shape.is_hidden or not _is_cover(shape):
            continue
        under = []
        for row in sheet.grid.rows_within(shape.area, ordered):
            for column in rows[row]:
                cell = sheet.cells[column, row]
                line = sheet.grid.line(
                    column, row, cell.words, is_number=not cell.is_text
                )
                if sheet.is_seen(column, row) and line.under(shape.area):
                    under.append(f"{letters_of(column)}{row} “{cell.words[:40]}”")
        if under:
            more = f" and {len(under) - 5:,} more" if len(under) > 5 else ""
            yield block(
                "covered_cells",
                sheet.place,
                f"A drawing, {quoted(shape.name or 'unnamed')}, covers cells that "
                "still "
                f"have values: {', '.join(under[:5])}{more}. Move it, or delete them.",
            )


def _is_cover(shape: Shape) -> bool:
    kind = local(shape.element.tag)
    if kind == "graphicFrame":  # a chart, unless it says that it has no ground
        return not any(True for _ in find_all(shape.element, "noFill"))
    return kind != "cxnSp" and hides(shape.paint)
