"""Read the tables of a slide: each cell as a shape of its own."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.findings import Finding, block, quoted
from documents.hidden.numbers import number_in
from documents.hidden.office.places import EMU
from documents.hidden.office.shapes import Look, Reader, Shape, text_of_frame
from documents.hidden.office.theme import CLEAR, Paint, Theme, paint_of
from documents.hidden.packages import find_all, is_on, local

_MARGIN = (7.2, 3.6, 7.2, 3.6)


def look_at_table(
    frame: Shape,
    reader: Reader,
    styles: Mapping[str, Mapping[str, Paint]],
    place: str,
) -> Iterator[Shape | Finding]:
    """Yield the cells of a frame's table as shapes, and words beneath merged cells."""
    table = next(iter(find_all(frame.element, "tbl")), None)
    if table is None or frame.area is None:
        return
    setup = next((one for one in table if local(one.tag) == "tblPr"), None)
    widths = [number_in(one.get("w")) / EMU for one in find_all(table, "gridCol")]
    top = frame.area.top
    beneath = []
    for row, each in enumerate(one for one in table if local(one.tag) == "tr"):
        height, left = number_in(each.get("h")) / EMU, frame.area.left
        ground = _ground(setup, styles, row)
        for column, cell in enumerate(one for one in each if local(one.tag) == "tc"):
            width = widths[column] if column < len(widths) else 0.0
            area = Area(left, top, left + max(width, 1), top + max(height, 1))
            left += width
            if is_on(cell.get("hMerge")) or is_on(cell.get("vMerge")):
                if words := text_of_frame(cell):
                    beneath.append(words)
                continue
            own = next((one for one in cell if local(one.tag) == "tcPr"), None)
            shape = Shape(cell, frame.name, area, paint_of(own, reader.theme) or ground)
            for body in cell:
                if local(body.tag) == "txBody":
                    reader.read(body, shape, Look(), None)
            yield shape
        top += height
    if beneath:
        yield block(
            "invisible_text",
            place,
            f"Words lie beneath merged cells of a table: {quoted(' '.join(beneath))}. "
            "Split the cells, and delete the words.",
        )


def _ground(
    setup: Element | None, styles: Mapping[str, Mapping[str, Paint]], row: int
) -> Paint | None:
    """Return what the table's style paints a row with; a picture if not known."""
    if setup is None:
        return None
    key = next((one.text or "" for one in find_all(setup, "tableStyleId")), "")
    if not key:
        return None
    # A style not defined in the file is PowerPoint's own.
    style = styles.get(key)
    if style is None:
        return Paint((), 0.5)
    names = ["wholeTbl"]
    names += ["firstRow"] if row == 0 and is_on(setup.get("firstRow")) else []
    colours = [style[name] for name in names if name in style]
    return colours[-1] if colours else CLEAR


def styles_in(root: Element | None, theme: Theme) -> dict[str, dict[str, Paint]]:
    """Return the fills of the table styles that a presentation defines."""
    made: dict[str, dict[str, Paint]] = {}
    for style in find_all(root, "tblStyle") if root is not None else ():
        parts: dict[str, Paint] = {}
        for part in style:
            for fill in find_all(part, "fill"):
                if paint := paint_of(fill, theme):
                    parts[local(part.tag)] = paint
        made[style.get("styleId", "")] = parts
    return made


def columns_of(table: Element) -> dict[int, list[str]]:
    """Return the words of each column, from the top."""
    columns: dict[int, list[str]] = {}
    for row in find_all(table, "tr"):
        for number, cell in enumerate(find_all(row, "tc"), 1):
            columns.setdefault(number, []).append(text_of_frame(cell))
    return columns
