"""Write a workbook of values: sheets, forms of cells, and nothing besides."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from documents.safe.forms import Form

_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f"{_OFFICE}/spreadsheetml/2006/main"
_LINKS = f"{_OFFICE}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIRST_FORMAT = 164  # below are the formats that every program knows
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP file tells when each part was written
Value = float | str | bool


@dataclass
class NewSheet:
    """A sheet to write.

    Attributes:
        name: Its name.
        rows: The cells of each row that have a value, by column.
        widths: The widths of the columns, from the first.
        merged: The ranges shown as one cell: left, top, right, bottom.
    """

    name: str
    rows: list[dict[int, tuple[Value, Form]]]
    widths: list[float] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def written(sheets: list[NewSheet], *, is_mac: bool) -> bytes:
    """Return a workbook of these sheets.

    Args:
        sheets: The sheets, in order.
        is_mac: Whether days are counted from 1904.
    """
    forms: dict[Form, int] = {Form(): 0}
    bodies = [_sheet(one, forms) for one in sheets]
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": _types(numbers),
        "_rels/.rels": _relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(sheets, is_mac=is_mac),
        "xl/_rels/workbook.xml.rels": _relationships(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _styles(list(forms)),
        **{f"xl/worksheets/sheet{n}.xml": bodies[n - 1] for n in numbers},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _HEAD + content)
    return file.getvalue()


def _sheet(one: NewSheet, forms: dict[Form, int]) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width:.2f}" customWidth="1"/>'
        for n, width in enumerate(one.widths, 1)
    )
    rows = "".join(
        f'<row r="{n}">{"".join(_cells(n, row, forms))}</row>'
        for n, row in enumerate(one.rows, 1)
    )
    merged = "".join(
        f'<mergeCell ref="{get_column_letter(left)}{top}:'
        f'{get_column_letter(right)}{bottom}"/>'
        for left, top, right, bottom in one.merged
    )
    return (
        f'<worksheet xmlns="{_MAIN}">'
        f"{f'<cols>{widths}</cols>' if widths else ''}<sheetData>{rows}</sheetData>"
        f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    )


def _cells(
    row: int, cells: dict[int, tuple[Value, Form]], forms: dict[Form, int]
) -> Iterator[str]:
    for column, (value, form) in cells.items():
        look = forms.setdefault(form, len(forms))
        begin = f'<c r="{get_column_letter(column)}{row}" s="{look}"'
        if isinstance(value, bool):
            yield f'{begin} t="b"><v>{int(value)}</v></c>'
        elif isinstance(value, str):
            # A text is written into its cell, so that no list of texts can keep more.
            yield (
                f'{begin} t="inlineStr"><is><t xml:space="preserve">{escape(value)}'
                "</t></is></c>"
            )
        else:
            yield f"{begin}><v>{value!r}</v></c>"


def _styles(forms: list[Form]) -> str:
    codes = {
        code: _FIRST_FORMAT + n for n, code in enumerate({f.code: 0 for f in forms})
    }
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        for code, number in codes.items()
    )
    fonts = "".join(
        f'<font>{bold}{italic}<sz val="11"/><name val="Calibri"/></font>'
        for bold in ("", "<b/>")
        for italic in ("", "<i/>")
    )
    cells = "".join(
        f'<xf numFmtId="{codes[one.code]}" fontId="{2 * one.is_bold + one.is_italic}" '
        'fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"'
        + (
            ' applyAlignment="1"><alignment wrapText="1"/></xf>'
            if one.is_wrapped
            else "/>"
        )
        for one in forms
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        f'<fonts count="4">{fonts}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
        '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
        "<left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(forms)}">{cells}</cellXfs><cellStyles '
        'count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def _book(sheets: list[NewSheet], *, is_mac: bool) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(one.name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, one in enumerate(sheets, 1)
    )
    setup = '<workbookPr date1904="1"/>' if is_mac else ""
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{setup}<bookViews>'
        f"<workbookView/></bookViews><sheets>{listed}</sheets></workbook>"
    )


def _types(numbers: Iterable[int]) -> str:
    parts = {
        "xl/workbook.xml": "sheet.main",
        "xl/styles.xml": "styles",
        **{f"xl/worksheets/sheet{n}.xml": "worksheet" for n in numbers},
    }
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return (
        f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relationships(links: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, 1)
    )
    return (
        f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{listed}'
        "</Relationships>"
    )
