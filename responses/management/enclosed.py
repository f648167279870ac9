"""Files of the demonstration: one without hidden data, and one with."""

import io
from collections.abc import Callable

import openpyxl

_YEARS = ((2023, 412_306), (2024, 398_771), (2025, 441_090))


def spending() -> tuple[str, bytes]:
    """Return the name and content of a table without hidden data."""
    lines = ["Financial year,Overtime in pounds"]
    lines += [f"{year}/{(year + 1) % 100},{pounds}" for year, pounds in _YEARS]
    return "overtime-by-year.csv", "\r\n".join([*lines, ""]).encode("utf-8-sig")


def with_a_hidden_sheet() -> tuple[str, bytes]:
    """Return the name and content of a workbook with a hidden second sheet.

    Excel does not list the sheet even among its hidden sheets.
    """
    workbook = openpyxl.Workbook()
    workbook.properties.creator = ""
    sheet = workbook.active
    sheet.title = "Answer"
    sheet.append(["Ward", "Offences"])
    for ward, number in (("Abbey", 14), ("Mill", 9), ("Quarry", 21)):
        sheet.append([ward, number])
    records = workbook.create_sheet("Crime records")
    records.sheet_state = "veryHidden"
    records.append(["Record", "Ward", "Victim"])
    for number in range(1, 45):
        records.append([f"CR/{number:04}", "Abbey", f"Made-up Person {number}"])
    file = io.BytesIO()
    workbook.save(file)
    return "knife-crime-by-ward.xlsx", file.getvalue()


# Keyed by the names used in `demonstration.yaml`.
FILES: dict[str, Callable[[], tuple[str, bytes]]] = {
    "spending": spending,
    "with a hidden sheet": with_a_hidden_sheet,
}
