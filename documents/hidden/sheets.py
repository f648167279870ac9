"""Check a worksheet for hidden content."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from documents.hidden.cells import Sheet, letters_of
from documents.hidden.findings import Finding, block, counted, never, quoted, warn
from documents.hidden.packages import Package, find_all

# Gaps, in rows and columns: values further apart are easily overlooked.
_FAR_ROWS = 100
_FAR_COLUMNS = 20


def look_at_sheet(
    sheet: Sheet, strings: list[str], package: Package
) -> Iterator[Finding]:
    """Yield the content of a worksheet not visible on it."""
    if sheet.is_hidden:
        yield from _hidden(sheet, strings)
        return
    yield from _rows(sheet)
    yield from _columns(sheet)
    for why, cells in sheet.invisible.items():
        yield block(
            "invisible_cells",
            sheet.place,
            f"{counted(len(cells), 'cell')} {why}: {_listed(cells)}. Show them, or "
            "delete them.",
        )
    for where, why in sheet.conditional:
        yield block(
            "invisible_cells",
            sheet.place,
            f"A condition writes cells {why} in {where}. Take the condition away.",
        )
    if sheet.is_filtered or _has_filtered_table(sheet, package):
        yield block(
            "filtered",
            sheet.place,
            "A filter is on: what it leaves out is still there. Clear it, and delete "
            "what should not go.",
        )
    yield from _afar(sheet)
    yield from _traces(sheet)


def _hidden(sheet: Sheet, strings: list[str]) -> Iterator[Finding]:
    how = (
        "is hidden so that Excel does not even list it"
        if sheet.state == "veryHidden"
        else "is hidden"
    )
    if sheet.cells:
        told = ", ".join(
            quoted(text) for text, _ in zip(sheet.texts(strings), "123", strict=False)
        )
        such_as = f", such as {told}" if told else ""
        yield never(
            "hidden_sheet",
            sheet.place,
            f"It {how}, and has {counted(len(sheet.rows), 'row')} of data{such_as}. "
            "Delete it, or show it if it is to go.",
        )
    else:
        yield warn(
            "hidden_sheet_empty",
            sheet.place,
            f"It {how}, though nothing is written on it. Delete it.",
        )


def _rows(sheet: Sheet) -> Iterator[Finding]:
    hidden = sorted(row for row in sheet.rows if row in sheet.hidden_rows)
    if hidden:
        yield block(
            "hidden_rows",
            sheet.place,
            f"{counted(len(hidden), 'row')} with data hidden: {_runs(hidden)}. Show "
            "them, or delete them.",
        )
    if sheet.collapsed_rows:
        yield warn(
            "collapsed_rows", sheet.place, "Rows are grouped and folded away in places."
        )
    if sheet.hides_empty_rows:
        yield warn(
            "hidden_by_default",
            sheet.place,
            "Every row is hidden that is not shown on purpose.",
        )


def _columns(sheet: Sheet) -> Iterator[Finding]:
    hidden = sorted(one for one in sheet.columns if sheet.is_hidden_column(one))
    if hidden:
        named = ", ".join(letters_of(column) for column in hidden[:10])
        more = f" and {len(hidden) - 10} more" if len(hidden) > 10 else ""
        yield block(
            "hidden_columns",
            sheet.place,
            f"{counted(len(hidden), 'column')} with data hidden: {named}{more}. Show "
            "them, or delete them.",
        )


def _afar(sheet: Sheet) -> Iterator[Finding]:
    for numbers, gap, name in (
        (sorted(sheet.rows), _FAR_ROWS, str),
        (sorted(sheet.columns), _FAR_COLUMNS, letters_of),
    ):
        for before, after in pairwise(numbers):
            if after - before > gap:
                what = "row" if name is str else "column"
                yield warn(
                    "far_away",
                    sheet.place,
                    f"There is data far from the rest, from {what} {name(after)} on: "
                    "it is easily overlooked.",
                )
                break


def _traces(sheet: Sheet) -> Iterator[Finding]:
    if sheet.formulas:
        yield warn(
            "telling_formulas",
            sheet.place,
            f"{counted(len(sheet.formulas), 'formula')} that name other files or "
            f"addresses: {_listed(sheet.formulas)}. Paste the values alone.",
        )
    if sheet.listed:
        yield warn(
            "listed_choices",
            sheet.place,
            f"Cells offer a list to choose from that is not on the sheet: "
            f"{quoted(sheet.listed[0], 60)}.",
        )
    if sheet.is_protected:
        yield warn(
            "protection",
            sheet.place,
            "It is protected, but anyone can remove the protection, so nothing "
            "is hidden.",
        )
    if sheet.scenarios:
        yield warn(
            "scenarios",
            sheet.place,
            f"{counted(sheet.scenarios, 'scenario')} with values that are not shown.",
        )
    if sheet.views:
        yield warn(
            "custom_views",
            sheet.place,
            f"{counted(sheet.views, 'custom view')} that may hide rows and columns.",
        )


def _has_filtered_table(sheet: Sheet, package: Package) -> bool:
    return any(
        len(column)
        for link in package.relationships(sheet.part).values()
        if link.kind == "table" and link.target in package.names
        for column in find_all(package.xml(link.target), "filterColumn")
    )


def _listed(cells: list[str]) -> str:
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
