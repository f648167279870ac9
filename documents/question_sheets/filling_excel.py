"""Write answers into cells of an Excel workbook; every other byte stays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from documents.hidden.packages import Package
from documents.question_sheets.packing import repacked
from documents.question_sheets.reading import opened
from documents.question_sheets.sheets import Refused, letters_of
from documents.question_sheets.splicing import (
    DAMAGED,
    Element,
    Splices,
    escaped,
    walk,
)

# By sheet, row and column from 1.
Answers = Mapping[tuple[str, int, int], str]
_PLACE: Final = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
# Excel would read such a text as the code of a character.
_CODE: Final = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_SPANS: Final = re.compile(rb"\sspans=(?:\"[^\"]*\"|'[^']*')")


@dataclass(slots=True)
class _Row:
    element: Element
    cells: dict[int, Element] = field(default_factory=dict)


@dataclass(slots=True)
class _Found:
    """The rows and cells of a sheet, the cells with formulas, and its merged ranges."""

    rows: dict[int, _Row] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    dimension: Element | None = None
    row: int = 0
    column: int = 0


def fill(content: bytes, answers: Answers, questions: Mapping[str, int]) -> bytes:
    """Return a workbook with answers in their cells.

    Args:
        content: The workbook.
        answers: The words of each cell.
        questions: The column of questions of each sheet, whose look answers take over
            where their own cells have none.

    Raises:
        Refused: A cell holds a formula, or is merged with its question; or a sheet is
            not there.
    """
    package = opened(content)
    parts = parts_of(package)
    changed: dict[str, bytes] = {}
    for sheet in {name for name, _, _ in answers}:
        if sheet not in parts:
            raise Refused(f"The workbook has no sheet “{sheet}” now.")
        cells = {
            (row, column): words
            for (name, row, column), words in answers.items()
            if name == sheet
        }
        part = package.read(parts[sheet])
        changed[parts[sheet]] = _filled(part, cells, questions.get(sheet, 0), sheet)
    return repacked(content, changed)


def parts_of(package: Package) -> dict[str, str]:
    """Return the part of each sheet, by the name of the sheet."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def book(element: Element, _: list[Element]) -> None:
        if element.name == "sheet":
            ids[element.attributes.get("name", "")] = element.attributes.get("id", "")

    def relation(element: Element, _: list[Element]) -> None:
        if element.name == "Relationship":
            target = element.attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[element.attributes.get("Id", "")] = path

    for name, told in (
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relation),
    ):
        if name not in package.names:
            raise Refused(DAMAGED)
        walk(package.read(name), begun=told, ended=lambda element, above: None)
    return {
        name: targets[key]
        for name, key in ids.items()
        if targets.get(key) in package.names
    }


def _filled(
    part: bytes, answers: Mapping[tuple[int, int], str], question: int, sheet: str
) -> bytes:
    found = _find(part)
    placed: dict[tuple[int, int], list[str]] = {}
    for (row, column), words in answers.items():
        place = _place_in(found, row, column, question, sheet)
        placed.setdefault(place, []).append(words)
    splices = Splices(part)
    for number in sorted({row for row, _ in placed}):
        at = {
            column: "\n\n".join(words)
            for (row, column), words in placed.items()
            if row == number
        }
        _fill_row(splices, found, number, at, question, sheet)
    _widen(splices, found, max(column for _, column in placed))
    return splices.done()


def _find(part: bytes) -> _Found:
    found = _Found()

    def begun(element: Element, above: list[Element]) -> None:
        around = above[-1].name if above else ""
        if element.name == "row" and around == "sheetData":
            given = element.attributes.get("r", "")
            found.row = int(given) if given.isdecimal() else found.row + 1
            found.column = 0
            found.rows[found.row] = _Row(element)
        elif element.name == "c" and around == "row":
            place = _PLACE.match(element.attributes.get("r", ""))
            found.column = _number_of(place[1]) if place else found.column + 1
            found.rows[found.row].cells[found.column] = element
        elif element.name == "f" and around == "c":
            found.formulas.add((found.row, found.column))
        elif element.name == "mergeCell":
            first, _, last = element.attributes.get("ref", "").partition(":")
            ends = [_PLACE.match(one) for one in (first, last or first)]
            if ends[0] and ends[1]:
                found.merged.append(
                    (
                        int(ends[0][2]),
                        _number_of(ends[0][1]),
                        int(ends[1][2]),
                        _number_of(ends[1][1]),
                    )
                )
        elif element.name == "dimension":
            found.dimension = element

    walk(part, begun=begun, ended=lambda element, above: None)
    return found


def _place_in(
    found: _Found, row: int, column: int, question: int, sheet: str
) -> tuple[int, int]:
    """Return the cell that shows an answer: of a merged range, the first."""
    for top, left, bottom, right in found.merged:
        if top <= row <= bottom and left <= column <= right:
            if left <= question <= right:
                raise Refused(
                    f"In row {row} of “{sheet}” the cell for the answer is merged with "
                    "its question. Choose another column for answers."
                )
            return top, left
    return row, column


def _fill_row(
    splices: Splices,
    found: _Found,
    number: int,
    answers: Mapping[int, str],
    question: int,
    sheet: str,
) -> None:
    row = found.rows.get(number)
    if row is None or row.element.is_closed:
        raise Refused(f"Row {number} of “{sheet}” is empty in the workbook.")
    asked = row.cells.get(question)
    usual = asked.attributes.get("s", "") if asked else ""
    inserted: dict[int, list[str]] = {}
    for column, words in sorted(answers.items()):
        if (number, column) in found.formulas:
            raise Refused(
                f"Cell {letters_of(column)}{number} of “{sheet}” holds a formula, so "
                "no answer is put there. Choose another column for answers."
            )
        present = row.cells.get(column)
        style = (present.attributes.get("s", "") if present else "") or usual
        prefix = row.element.prefix
        cell = _cell(prefix, f"{letters_of(column)}{number}", style, words)
        if present is not None:
            splices.put(present.start, present.end, cell)
            continue
        before = [one for at, one in row.cells.items() if at < column]
        place = before[-1].end if before else row.element.opened
        inserted.setdefault(place, []).append(cell)
    for place, cells in inserted.items():
        splices.put(place, place, "".join(cells))
    opening = splices.part[row.element.start : row.element.opened]
    if shorter := _SPANS.search(opening):
        start = row.element.start + shorter.start()
        splices.put(start, row.element.start + shorter.end(), "")


def _cell(prefix: str, place: str, style: str, words: str) -> str:
    styled = f' s="{escaped(style)}"' if style else ""
    said = _CODE.sub(r"_x005F_\1", escaped(words))
    return (
        f'<{prefix}c r="{place}"{styled} t="inlineStr"><{prefix}is>'
        f'<{prefix}t xml:space="preserve">{said}</{prefix}t></{prefix}is></{prefix}c>'
    )


def _widen(splices: Splices, found: _Found, column: int) -> None:
    """Let the size that the sheet claims take in the column of answers."""
    if found.dimension is None:
        return
    first, _, last = found.dimension.attributes.get("ref", "").partition(":")
    end = _PLACE.match(last or first)
    begin = _PLACE.match(first)
    if end is None or begin is None or _number_of(end[1]) >= column:
        return
    prefix = found.dimension.prefix
    splices.put(
        found.dimension.start,
        found.dimension.end,
        f'<{prefix}dimension ref="{begin[0]}:{letters_of(column)}{end[2]}"/>',
    )


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
