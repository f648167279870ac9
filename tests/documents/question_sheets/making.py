"""Workbooks with questions for tests, all made up."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment

QUESTIONS = (
    "How many bicycles did you buy in 2025?",
    "What did they cost?",
    "Who sold them?",
)
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def excel(fill=None, *, questions=QUESTIONS):
    """Return a workbook with numbers, questions and a column for answers.

    Args:
        fill: Changes the workbook and its first sheet before it is saved.
        questions: The questions from row 4 on.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "Questions"
    sheet.append(["Request of the Midtown Gazette"])
    sheet.append([])
    sheet.append(["No.", "Question", "Response"])
    for number, question in enumerate(questions, 1):
        sheet.append([number, question])
        sheet.cell(sheet.max_row, 2).alignment = Alignment(wrap_text=True)
    if fill is not None:
        fill(book, sheet)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def spreadsheet(rows, *, hidden_style="", manifest=""):
    """Return an OpenDocument spreadsheet with the XML of its rows."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>'
        f"<office:automatic-styles>{hidden_style}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="Sheet1">{rows}'
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return made.getvalue()


def open_row(*cells, repeated=1):
    """Return a row of an OpenDocument spreadsheet with these words."""
    said = "".join(
        '<table:table-cell office:value-type="string">'
        f"<text:p>{words}</text:p></table:table-cell>"
        for words in cells
    )
    often = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return (
        f"<table:table-row{often}>{said}"
        '<table:table-cell table:number-columns-repeated="1020"/></table:table-row>'
    )


def parts(content):
    """Return the parts of a packed file."""
    with ZipFile(io.BytesIO(content)) as packed:
        return {one: packed.read(one) for one in packed.namelist()}
