"""Check a worksheet for cells that cannot be seen."""

from collections.abc import Iterable, Iterator

from documents.hidden.afar import look_afar
from documents.hidden.findings import Finding, block, counted, never, quoted, warn
from documents.hidden.packages import Package, find_all
from documents.hidden.workbook.grid import Range, letters_of, ranges_in
from documents.hidden.workbook.sheet import Sheet
from documents.hidden.workbook.styles import Look, Styles

_MOST_LOOKS = 200  # of cells under one condition
_SHOW = "Show them, or delete them."


def look_at_sheet(
    sheet: Sheet, package: Package, styles: Styles, printed: list[Range]
) -> Iterator[Finding]:
    """Yield the cells of a worksheet that cannot be seen on it."""
    if sheet.is_hidden:
        yield from _hidden(sheet)
        return
    yield from _rows(sheet)
    yield from _columns(sheet)
    for why, cells in sheet.invisible.items():
        yield _cells(sheet, f"{counted(len(cells), 'cell')} {why}", cells)
    if sheet.turned:
        yield warn(
            "cut_text",
            sheet.place,
            f"{counted(len(sheet.turned), 'text')} turned upright in a row too low "
            f"for most of the letters: {listed(sheet.turned)}. Make the row higher.",
        )
    yield from _merged(sheet)
    yield from _conditions(sheet, package, styles)
    if sheet.is_filtered or _has_filtered_table(sheet, package):
        yield block(
            "filtered",
            sheet.place,
            "A filter is on: what it leaves out is still there. Clear it, and delete "
            "what should not go.",
        )
    yield from _away(sheet, printed)
    yield from _afar(sheet)


def _cells(sheet: Sheet, what: str, cells: list[str], mend: str = _SHOW) -> Finding:
    return block("invisible_cells", sheet.place, f"{what}: {listed(cells)}. {mend}")


def _hidden(sheet: Sheet) -> Iterator[Finding]:
    how = (
        "is hidden so that Excel does not even list it"
        if sheet.state == "veryHidden"
        else "is hidden"
    )
    if sheet.count:
        told = ", ".join(
            quoted(text) for text, _ in zip(sheet.texts(), "123", strict=False)
        )
        such_as = f", such as {told}" if told else ""
        yield never(
            "hidden_sheet",
            sheet.place,
            f"It {how}, and has {counted(len(sheet.rows), 'row')} of data{such_as}. "
            "Delete it, or show it if it is to go.",
        )
    elif "/chartsheets/" in sheet.part:
        yield block(
            "hidden_sheet",
            sheet.place,
            f"It {how}, and is a chart with its numbers. Delete it, or show it.",
        )
    else:
        yield warn(
            "hidden_sheet_empty",
            sheet.place,
            f"It {how}, though no cell of it has a value. Delete it.",
        )


def _rows(sheet: Sheet) -> Iterator[Finding]:
    hidden = sorted(row for row in sheet.rows if sheet.grid.is_hidden_row(row))
    if hidden:
        first = set(hidden[:50])
        such_as = _such_as(sheet, lambda at: at[1] in first)
        yield block(
            "hidden_rows",
            sheet.place,
            f"{counted(len(hidden), 'row')} with data hidden, or too low to see: "
            f"{_runs(hidden)}{such_as}. {_SHOW}",
        )
    if sheet.collapsed_rows:
        yield warn(
            "collapsed_rows", sheet.place, "Rows are grouped and folded away in places."
        )


def _columns(sheet: Sheet) -> Iterator[Finding]:
    hidden = sorted(one for one in sheet.columns if sheet.grid.is_hidden_column(one))
    if hidden:
        named = ", ".join(letters_of(column) for column in hidden[:10])
        more = f" and {len(hidden) - 10} more" if len(hidden) > 10 else ""
        first = set(hidden[:50])
        such_as = _such_as(sheet, lambda at: at[0] in first)
        yield block(
            "hidden_columns",
            sheet.place,
            f"{counted(len(hidden), 'column')} with data hidden, or too narrow to see: "
            f"{named}{more}{such_as}. {_SHOW}",
        )


def _such_as(sheet: Sheet, is_one) -> str:  # type: ignore[no-untyped-def]
    found = next((at for at in sheet.cells if is_one(at)), None)
    return f", such as {sheet.say(*found)}" if found else ""


def _merged(sheet: Sheet) -> Iterator[Finding]:
    """Yield values beneath merged cells, of which only the first shows its own."""
    corners = {(one.left, one.top) for one in sheet.merged}
    beneath = [sheet.say(*at) for at in sheet.within(sheet.merged) if at not in corners]
    if beneath:
        what = f"{counted(len(beneath), 'cell')} beneath merged cells"
        yield _cells(sheet, what, beneath, "Unmerge them, and delete what is beneath.")


def _conditions(sheet: Sheet, package: Package, styles: Styles) -> Iterator[Finding]:
    told: set[str] = set()
    of_tables = list(table_looks(sheet, package, styles))
    for where, look in [*sheet.conditions, *of_tables]:
        if look == Look():
            continue
        found: dict[str, list[str]] = {}
        is_of_table = (where, look) in of_tables
        for at, cell in _within(sheet, list(ranges_in(where))):
            if is_of_table and cell.style:
                continue  # the look of a cell itself is stronger than its table's style
            own = (
                styles.cells[cell.style]
                if cell.style < len(styles.cells)
                else styles.cells[0]
            )
            if own.why_of(cell.words, is_text=cell.is_text):
                continue  # found already, with no condition
            if why := look.over(own).why_of(cell.words, is_text=cell.is_text):
                found.setdefault(why, []).append(sheet.say(*at))
        for why, cells in found.items():
            message = (
                f"A condition or a style of a table writes cells {why}: {listed(cells)}"
            )
            if message not in told:
                told.add(message)
                yield block(
                    "invisible_cells",
                    sheet.place,
                    f"{message}. Take it away.",
                )
    unvalued = [one for where in sheet.unvalued for one in ranges_in(where)]
    if cells := [sheet.say(*at) for at, _ in _within(sheet, unvalued)]:
        yield block(
            "invisible_cells",
            sheet.place,
            f"{counted(len(cells), 'cell')} with a bar or an icon in place of the "
            f"value: {listed(cells)}. Show the values, or delete them.",
        )


def table_looks(
    sheet: Sheet, package: Package, styles: Styles
) -> Iterator[tuple[str, Look]]:
    """Yield the looks that styles of the workbook's own give to tables."""
    for link in package.relationships(sheet.part).values():
        if link.kind == "table" and link.target in package.names:
            table = package.xml(link.target)
            for one in find_all(table, "tableStyleInfo"):
                looks = styles.tables.get(one.get("name", ""), {})
                whole = looks.get("wholeTable")
                has_bands = any(
                    looks[band].behind
                    for band in ("firstRowStripe", "secondRowStripe")
                    if band in looks
                )
                if whole is not None and not (has_bands and whole.behind is None):
                    yield table.get("ref", ""), whole


def _within(sheet: Sheet, ranges: list[Range]):  # type: ignore[no-untyped-def]
    """Yield the cells in any of some ranges, of each look and kind at most so many."""
    seen: dict[tuple[int, bool], int] = {}
    for at in sheet.within(ranges):
        cell = sheet.cells[at]
        key = cell.style, cell.is_text
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= _MOST_LOOKS:
            yield at, cell


def _away(sheet: Sheet, printed: list[Range]) -> Iterator[Finding]:
    """Yield cells that a switch of the program leaves out."""
    if printed:
        inside = set(sheet.within(printed))
        outside = [
            sheet.say(*at)
            for at in sheet.cells
            if at not in inside and sheet.is_seen(*at)
        ]
        if outside:
            yield warn(
                "outside_print_area",
                sheet.place,
                f"{counted(len(outside), 'cell')} outside the area that is printed: "
                f"{listed(outside)}. {_SHOW}",
            )
    (column, row), (across, down) = sheet.first_seen, sheet.split
    lost = [
        sheet.say(*at)
        for at in sheet.cells
        if (across and at[0] < column) or (down and at[1] < row)
    ]
    if lost:
        yield warn(
            "beyond_panes",
            sheet.place,
            f"The panes are frozen so that {counted(len(lost), 'cell')} cannot be "
            f"reached: {listed(lost)}. Unfreeze them.",
        )
    if sheet.hides_zeros and any(cell.words == "0" for cell in sheet.cells.values()):
        yield warn("zeros", sheet.place, "Cells of zero are shown empty. Show zeros.")


def _afar(sheet: Sheet) -> Iterator[Finding]:
    def such_as(what: str, number: int) -> str:
        return _such_as(sheet, lambda at: at[what == "row"] == number)

    rows = [(row, row) for row in sheet.rows]
    columns = [(column, column) for column in sheet.columns]
    yield from look_afar(rows, columns, sheet.place, such_as)


def _has_filtered_table(sheet: Sheet, package: Package) -> bool:
    return any(
        len(column)
        for link in package.relationships(sheet.part).values()
        if link.kind == "table" and link.target in package.names
        for column in find_all(package.xml(link.target), "filterColumn")
    )


def listed(cells: list[str]) -> str:
    """Return the first cells of a list, and how many more there are."""
    more = f" and {len(cells) - 5:,} more" if len(cells) > 5 else ""
    return ", ".join(cells[:5]) + more


def _runs(numbers: Iterable[int]) -> str:
    """Return numbers with runs shortened: "3, 5 to 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = [
        str(first) if first == last else f"{first} to {last}"
        for first, last in runs[:5]
    ]
    return ", ".join(told) + (" and others" if len(runs) > 5 else "")
