"""Files with planted hidden data, and clean counterparts, made in code."""

import io
import re
import zipfile

import openpyxl
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from tests.documents.hidden import seen
from tests.responses.files import hidden_sheet, saved, workbook

CANARY = "HIDDEN-CANARY-0001"


def _sheet(change):
    made = workbook()
    change(made, made.active)
    return saved(made)


def rewritten(content, changes):
    """Return a ZIP file with parts changed, added or, where None, removed."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, change in changes.items():
            if callable(change):
                new.writestr(name, change(old.read(name).decode()))
            elif change is not None:
                new.writestr(name, change)
    return written.getvalue()


def _with_part(name, text):
    return rewritten(saved(workbook()), {name: text})


def _rows(_, sheet):
    sheet.row_dimensions[5].hidden = True


def _columns(_, sheet):
    sheet.column_dimensions["C"].hidden = True


def _thin_column(content):
    return rewritten(
        content,
        {
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                "<sheetData>",
                '<cols><col min="3" max="3" width="0" customWidth="1"/></cols>'
                "<sheetData>",
            )
        },
    )


def _white(_, sheet):
    sheet["A3"].font = Font(color="FFFFFFFF")


def _white_fill(_, sheet):
    sheet["A3"].font = Font(color="FFFF0000")
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFF0000")


def _nothing_format(_, sheet):
    sheet["A3"].number_format = ";;;"


def _tiny(_, sheet):
    sheet["A3"].font = Font(size=1)


def _comment(_, sheet):
    sheet["A3"].comment = Comment(CANARY, "Jo Bloggs")


def _far(_, sheet):
    sheet["ZZ900"] = CANARY


def _filter(_, sheet):
    sheet.auto_filter.ref = "A1:C21"
    sheet.auto_filter.add_filter_column(2, ["kind 1"])


def _choices(_, sheet):
    rule = DataValidation(type="list", formula1=f'"{CANARY},No"')
    sheet.add_data_validation(rule)
    rule.add("D1")


def _name(made, _):
    made.defined_names["Secret"] = openpyxl.workbook.defined_name.DefinedName(
        "Secret", attr_text=f'"{CANARY}"', hidden=True
    )


def _zero_width(_, sheet):
    sheet["A3"] = "a\u200bb\u200bc"


def _external_formula(_, sheet):
    sheet["A3"] = "=[1]Staff!A1"


def _protected(_, sheet):
    sheet.protection.sheet = True


def _author(made):
    file = io.BytesIO()
    made.properties.creator = "Jo Bloggs"
    made.save(file)
    return file.getvalue()


def _chart(hidden):
    made = workbook()
    source = made.create_sheet("Source")
    for number in range(5):
        source.append([f"{CANARY}-{number}", number * 1000 + 7])
    chart = BarChart()
    chart.add_data(Reference(source, min_col=2, min_row=1, max_row=5))
    made.active.add_chart(chart, "F2")
    content = saved(made)
    cache = (
        "<c:numCache><c:formatCode>General</c:formatCode>"
        '<c:ptCount val="1"/><c:pt idx="0"><c:v>{}</c:v></c:pt></c:numCache></c:numRef>'
    )
    value = "987654" if hidden else "3007"
    return rewritten(
        content,
        {
            "xl/charts/chart1.xml": lambda xml: re.sub(
                r"(<numCache>.*?</numCache>)?</(c:)?numRef>",
                cache.format(value).replace("c:", ""),
                xml,
                count=1,
            )
        },
    )


def _shared(*texts):
    """Return a workbook with only its heading first in the shared strings."""
    entries = "".join(f"<si><t>{text}</t></si>" for text in texts)
    heading = '<c r="A1" t="inlineStr"><is><t>Year</t></is></c>'
    return rewritten(
        saved(workbook()),
        {
            "xl/sharedStrings.xml": f"<sst {_NS}>{entries}</sst>",
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                heading, '<c r="A1" t="s"><v>0</v></c>'
            ),
        },
    )


_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbooks():
    """Return planted workbooks by name, each with the code expected."""
    return {
        "hidden sheet": (hidden_sheet("hidden"), "hidden_sheet"),
        "very hidden sheet of 10,000 rows": (
            hidden_sheet("veryHidden", 10_000),
            "hidden_sheet",
        ),
        "hidden row": (_sheet(_rows), "hidden_rows"),
        "hidden column": (_sheet(_columns), "hidden_columns"),
        "column without width": (_thin_column(saved(workbook())), "hidden_columns"),
        "white on white": (_sheet(_white), "invisible_cells"),
        "red on red": (_sheet(_white_fill), "invisible_cells"),
        "format of nothing": (_sheet(_nothing_format), "invisible_cells"),
        "tiny letters": (_sheet(_tiny), "invisible_cells"),
        "comment": (_sheet(_comment), "comments"),
        "far away": (_sheet(_far), "far_away"),
        "filter": (_sheet(_filter), "filtered"),
        "choices": (_sheet(_choices), "listed_choices"),
        "hidden name": (_sheet(_name), "defined_name"),
        "zero-width characters": (_sheet(_zero_width), "zero_width"),
        "formula elsewhere": (_sheet(_external_formula), "telling_formulas"),
        "protection": (_sheet(_protected), "protection"),
        "author": (_author(workbook()), "names_author"),
        "chart cache": (_chart(hidden=True), "chart_data"),
        "left-over text": (_shared("Year", CANARY), "left_over_text"),
        "pivot records": (
            _with_part(
                "xl/pivotCache/pivotCacheRecords1.xml",
                f"<pivotCacheRecords {_NS}><r><s v='{CANARY}'/></r>"
                "</pivotCacheRecords>",
            ),
            "pivot_source",
        ),
        "pivot items": (
            _with_part(
                "xl/pivotCache/pivotCacheDefinition1.xml",
                f"<pivotCacheDefinition {_NS}><cacheFields><cacheField><sharedItems>"
                f"<s v='{CANARY}'/></sharedItems></cacheField></cacheFields>"
                "</pivotCacheDefinition>",
            ),
            "pivot_items",
        ),
        "external link": (
            _with_part(
                "xl/externalLinks/externalLink1.xml",
                f"<externalLink {_NS}><externalBook><sheetDataSet><sheetData>"
                f"<row><cell><v>{CANARY}</v></cell></row></sheetData></sheetDataSet>"
                "</externalBook></externalLink>",
            ),
            "external_values",
        ),
        "connection": (
            _with_part(
                "xl/connections.xml",
                f"<connections {_NS}><connection name='{CANARY}'/></connections>",
            ),
            "connection",
        ),
        "data model": (_with_part("xl/model/item.data", CANARY), "data_model"),
        "query": (
            _with_part("customXml/item1.xml", f"<DataMashup>{CANARY}</DataMashup>"),
            "data_query",
        ),
        "custom XML": (
            _with_part("customXml/item1.xml", f"<a>{CANARY}</a>"),
            "custom_xml",
        ),
        "macros": (_with_part("xl/vbaProject.bin", CANARY), "macros"),
        "embedded file": (
            _with_part("xl/embeddings/oleObject1.bin", CANARY),
            "embedded_file",
        ),
        "revision log": (
            _with_part("xl/revisions/revisionLog1.xml", "<a/>"),
            "revision_log",
        ),
        "threaded comments": (
            _with_part(
                "xl/threadedComments/threadedComment1.xml",
                f"<ThreadedComments><threadedComment><text>{CANARY}</text>"
                "</threadedComment></ThreadedComments>",
            ),
            "comments",
        ),
        "unlisted sheet": (
            _with_part(
                "xl/worksheets/sheet9.xml",
                f"<worksheet {_NS}><sheetData/></worksheet>",
            ),
            "left_over_sheet",
        ),
        "unknown part": (_with_part("xl/notes/own.txt", CANARY), "unknown_part"),
        "comment of the archive": (_commented(saved(workbook())), "archive_comment"),
    }


def _commented(content):
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as package:
        package.comment = CANARY.encode()
    return file.getvalue()


def document(change=None):
    made = Document()
    made.core_properties.author = made.core_properties.last_modified_by = ""
    made.core_properties.comments = ""
    made.add_heading("What we found", 1)
    made.add_paragraph("There are twelve of them in the whole of the county.")
    table = made.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Year", "12"
    if change:
        change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _run(made, **font):
    run = made.add_paragraph("Visible, then ").add_run(CANARY)
    setup = run._r.get_or_add_rPr()
    for name, value in font.items():
        element = OxmlElement(f"w:{name}")
        for key, said in value.items():
            element.set(qn(f"w:{key}"), said)
        setup.append(element)


def _tracked(made):
    paragraph = made.add_paragraph("Kept ")
    deleted = OxmlElement("w:del")
    run, text = OxmlElement("w:r"), OxmlElement("w:delText")
    text.text = CANARY
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)


def _with_comments(content):
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return rewritten(
        content,
        {
            "word/comments.xml": f'<w:comments {ns}><w:comment w:author="Jo">'
            f"<w:p><w:r><w:t>{CANARY}</w:t></w:r></w:p></w:comment></w:comments>"
        },
    )


def _field(made):
    run = made.add_paragraph()._p
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), r"INCLUDETEXT \\server\share\staff.docx")
    run.append(element)


def documents():
    return {
        "tracked change": (document(_tracked), "tracked_changes"),
        "comments": (_with_comments(document()), "comments"),
        "hidden text": (
            document(lambda made: _run(made, vanish={})),
            "invisible_text",
        ),
        "white text": (
            document(lambda made: _run(made, color={"val": "FFFFFF"})),
            "invisible_text",
        ),
        "one-point text": (
            document(lambda made: _run(made, sz={"val": "2"})),
            "invisible_text",
        ),
        "black highlight": (
            document(lambda made: _run(made, highlight={"val": "black"})),
            "blacked_text",
        ),
        "black shading": (
            document(lambda made: _run(made, shd={"val": "clear", "fill": "000000"})),
            "blacked_text",
        ),
        "field": (document(_field), "field_codes"),
        "embedded workbook": (
            rewritten(document(), {"word/embeddings/Sheet.xlsx": saved(workbook())}),
            "embedded_file",
        ),
        "author": (
            document(lambda made: setattr(made.core_properties, "author", "Jo Bloggs")),
            "names_author",
        ),
        "macros": (
            rewritten(document(), {"word/vbaProject.bin": CANARY}),
            "macros",
        ),
        "National Insurance number": (
            document(lambda made: made.add_paragraph("His number is AB 12 34 56 C.")),
            "personal_numbers",
        ),
    }


def picture(kind="JPEG", size=(64, 48), **saving):
    file = io.BytesIO()
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    image.save(file, kind, **saving)
    return file.getvalue()


def _exif(change):
    exif = Image.Exif()
    change(exif)
    return picture(exif=exif)


def _gps(exif):
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    )


def _transparent():
    image = Image.radial_gradient("L").resize((64, 64)).convert("RGB")
    red = Image.linear_gradient("L").resize((64, 64))
    image = Image.merge("RGB", (red, *image.split()[1:]))
    image.putalpha(0)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _pages():
    file = io.BytesIO()
    one, two = (Image.new("L", (8, 8), shade) for shade in (0, 255))
    one.save(file, "TIFF", save_all=True, append_images=[two])
    return file.getvalue()


def _noted_png():
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Comment", CANARY)
    return picture("PNG", pnginfo=notes)


def pictures():
    return {
        "position.jpg": (_exif(_gps), "position"),
        "artist.jpg": (
            _exif(lambda exif: exif.update({0x013B: "Jo Bloggs"})),
            "names_author",
        ),
        "camera.jpg": (_exif(lambda exif: exif.update({0x010F: "Acme"})), "camera"),
        "comment.jpg": (picture(comment=CANARY.encode()), "has_remarks"),
        "appended.jpg": (picture() + CANARY.encode(), "data_after_end"),
        "appended.png": (picture("PNG") + CANARY.encode(), "data_after_end"),
        "noted.png": (_noted_png(), "has_remarks"),
        "beneath.png": (_transparent(), "beneath_transparency"),
        "pages.tiff": (_pages(), "more_pictures"),
        "mistaken.png": (picture(), "not_what_it_says"),
    }


def pdf(drawing, *, change=None):
    """Return a one-page PDF drawn by the given operators."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(drawing.encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    if change:
        change(writer, page)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


SHOWN = "BT /F1 12 Tf 72 700 Td (Twelve of them.) Tj ET\n"
SECRET = f"BT /F1 12 Tf 72 600 Td ({CANARY}) Tj ET\n"


def _note(kind, **more):
    def change(writer, page):
        note = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(kind),
                NameObject("/Rect"): ArrayObject(
                    [FloatObject(one) for one in (70, 595, 200, 615)]
                ),
                **{NameObject(f"/{key}"): value for key, value in more.items()},
            }
        )
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    return change


def _appended():
    first = pdf(SHOWN + SECRET)
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    writer.pages[0][NameObject("/Rotate")] = FloatObject(90)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _filled(writer, page):
    field = DictionaryObject(
        {
            NameObject("/T"): TextStringObject("name"),
            NameObject("/V"): TextStringObject(CANARY),
        }
    )
    form = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([writer._add_object(field)])}
    )
    writer._root_object[NameObject("/AcroForm")] = form


def _layered(writer, page):
    layer = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG")})
    )
    usual = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    writer._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): usual}
    )


def _loose(writer, page):
    stream = DecodedStreamObject()
    stream.set_data(SECRET.encode())
    writer._add_object(stream)


def _small(writer, page):
    page.cropbox.lower_left = (0, 650)


def pdfs():
    black = "0 g 70 595 200 20 re f\n"
    return {
        "under a black box": (pdf(SHOWN + SECRET + black), "covered_text"),
        "black on black": (pdf(SHOWN + black + SECRET), "invisible_text"),
        "white on white": (pdf(SHOWN + "1 g " + SECRET), "invisible_text"),
        "not drawn": (pdf(SHOWN + "3 Tr " + SECRET), "invisible_text"),
        "off the page": (pdf(SHOWN + SECRET.replace("600", "1600")), "off_page"),
        "cropped away": (pdf(SHOWN + SECRET, change=_small), "off_page"),
        "redaction not applied": (
            pdf(SHOWN + SECRET, change=_note("/Redact")),
            "unapplied_redaction",
        ),
        "dark note": (
            pdf(
                SHOWN + SECRET,
                change=_note("/Square", IC=ArrayObject([FloatObject(0)] * 3)),
            ),
            "covered_text",
        ),
        "note": (
            pdf(SHOWN, change=_note("/Text", Contents=TextStringObject(CANARY))),
            "comments",
        ),
        "attachment": (
            pdf(
                SHOWN,
                change=lambda writer, page: writer.add_attachment(
                    "staff.csv", CANARY.encode()
                ),
            ),
            "embedded_file",
        ),
        "author": (
            pdf(
                SHOWN,
                change=lambda writer, page: writer.add_metadata({"/Author": "Jo"}),
            ),
            "names_author",
        ),
        "filled form": (pdf(SHOWN, change=_filled), "form_values"),
        "hidden layer": (pdf(SHOWN, change=_layered), "hidden_layer"),
        "earlier version": (_appended(), "earlier_versions"),
        "left-over piece": (pdf(SHOWN, change=_loose), "left_over"),
        "after its end": (pdf(SHOWN) + CANARY.encode(), "data_after_end"),
    }


def texts():
    return {
        "wide.csv": (
            b"Year,Number\r\n2024,1\r\n2025,2,HIDDEN-CANARY-0001\r\n" * 1
            + b"2026,3\r\n" * 30,
            "beyond_headings",
        ),
        "formula.csv": (b"Year,Number\r\n2024,=1+1\r\n", "formulas"),
        "formula_after_number.csv": (
            b"Year,Number\r\n2024,-1+cmd|' /C calc'!A0\r\n",
            "formulas",
        ),
        "formula_after_space.csv": (b"Year,Number\r\n2024, =1+1\r\n", "formulas"),
        "formula_after_dash.csv": (b"Year,Number\r\n2024,- =1+1\r\n", "formulas"),
        "zero.txt": ("a\u200bb".encode(), "zero_width"),
        "people.csv": (b"Name,Number\r\nJo,AB123456C\r\n", "personal_numbers"),
        "addresses.csv": (
            b"Name,Mail\r\n"
            + b"".join(b"Jo,jo%d@example.org\r\n" % n for n in range(9)),
            "email_addresses",
        ),
        "draft_answer.txt": (b"Twelve.", "telling_name"),
    }


_MAIL = (
    "From: a@b.example\r\nTo: c@d.example\r\nSubject: Cameras\r\n{}"
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
    "--x\r\nContent-Type: text/plain\r\n\r\nTwelve.\r\n{}--x--\r\n"
)


def mail(headers="", more=""):
    return _MAIL.format(headers, more).encode()


def mails():
    return {
        "bcc.eml": (mail("Bcc: hidden@example.org\r\n"), "hidden_receivers"),
        "route.eml": (mail("Received: from pc17.internal\r\n"), "route"),
        "within.eml": (
            mail(
                more="--x\r\nContent-Type: message/rfc822\r\n\r\n"
                f"Subject: {CANARY}\r\n\r\nSecret\r\n"
            ),
            "message_within",
        ),
        "attached.eml": (
            mail(
                more="--x\r\nContent-Type: text/csv\r\nContent-Disposition: "
                'attachment; filename="staff.csv"\r\n\r\nA,B\r\n1,=2\r\n'
            ),
            "formulas",
        ),
    }


_OPEN = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" '
    'xmlns:style="s"><office:automatic-styles><style:style style:family="table" '
    'style:name="ta2">'
    '<style:table-properties table:display="{}"/></style:style>'
    "</office:automatic-styles><office:body>{}</office:body>"
    "</office:document-content>"
)


def open_document(body="", *, display="true", meta="", kind="spreadsheet"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", _OPEN.format(display, body))
        package.writestr(
            "meta.xml",
            f'<office:meta xmlns:office="o" xmlns:dc="d">{meta}</office:meta>',
        )
    return file.getvalue()


_ROW = (
    "<table:table-row{}><table:table-cell><text:p>{}</text:p></table:table-cell>"
    "</table:table-row>"
)


def open_documents():
    def table(row, name="ta1"):
        return f'<table:table table:style-name="{name}">{row}</table:table>'

    row = _ROW.format("", CANARY)
    return {
        "hidden.ods": (
            open_document(table(row, "ta2"), display="false"),
            "hidden_sheet",
        ),
        "rows.ods": (
            open_document(table(_ROW.format(' table:visibility="collapse"', CANARY))),
            "hidden_rows",
        ),
        "changes.odt": (
            open_document(
                "<text:changed-region><text:deletion/></text:changed-region>",
                kind="text",
            ),
            "tracked_changes",
        ),
        "note.odt": (
            open_document(
                f"<office:annotation><text:p>{CANARY}</text:p></office:annotation>",
                kind="text",
            ),
            "comments",
        ),
        "author.odt": (
            open_document(meta="<dc:creator>Jo Bloggs</dc:creator>", kind="text"),
            "names_author",
        ),
    }


def clean():
    """Return files without hidden data, by name."""
    formatted = workbook(300)
    sheet = formatted.active
    sheet["A1"].font = Font(bold=True, color="FFFFFFFF")
    sheet["A1"].fill = PatternFill("solid", fgColor="FF14333D")
    sheet["D2"] = "=SUM(B2:B5)"
    sheet.auto_filter.ref = "A1:C301"
    sheet.freeze_panes = "A2"
    sheet.print_area = "A1:D301"
    white = {"color": {"val": "FFFFFF"}, "shd": {"val": "clear", "fill": "14333D"}}
    return {
        "figures.xlsx": saved(formatted),
        "one sheet.xlsx": saved(workbook()),
        "shared texts.xlsx": _shared("Year"),
        "chart.xlsx": _chart(hidden=False),
        "answer.docx": document(),
        "heading.docx": document(lambda made: _run(made, **white)),
        "answer.pdf": pdf(SHOWN),
        "heading.pdf": pdf("0 g 70 695 200 20 re f 1 g " + SHOWN),
        "picture.jpg": picture(),
        "picture.png": picture("PNG"),
        "picture.tiff": picture("TIFF"),
        "dashes.csv": b"Year,Number,Change\r\n2024,-,- see note\r\n2025,1,-0.5 %\r\n",
        "figures.csv": b"Year,Number,Change\r\n2024,12,-3\r\n2025,14,+2\r\n",
        "accents.csv": "Café,Straße\r\n1,2\r\n".encode("utf-8-sig"),
        "words.txt": b"There are twelve, of which three are old, and one is new.\r\n",
        "data.json": b'{"a": [1, 2, 3]}',
        "mail.eml": mail(),
        "figures.ods": open_document(
            f'<table:table table:style-name="ta1">{_ROW.format("", "12")}</table:table>'
        ),
    }


def hostile():
    """Return files made to break their reader, by name."""
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as package:
        for number in range(6_000):
            package.writestr(f"xl/{number}", b"")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b"\0" * 450_000_000)
    entities = (
        '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]>'
        "<workbook><sheets>&c;</sheets></workbook>"
    )
    fetching = (
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><workbook>&b;</workbook>'
    )
    deep = "<a>" * 100_000 + "</a>" * 100_000
    plain = saved(workbook())
    locked = PdfWriter(PdfReader(io.BytesIO(pdf(SHOWN))))
    locked.encrypt("secret", algorithm="RC4-128")
    written = io.BytesIO()
    locked.write(written)
    # The first part claims to unpack to two thousand megabytes.
    huge = bytearray(plain)
    at = huge.rindex(b"PK\x01\x02")
    huge[at + 24 : at + 28] = (2_000_000_000).to_bytes(4, "little")
    return {
        "bomb.xlsx": bomb.getvalue(),
        "many.xlsx": many.getvalue(),
        "huge.xlsx": bytes(huge),
        "entities.xlsx": rewritten(plain, {"xl/workbook.xml": entities}),
        "fetching.xlsx": rewritten(plain, {"xl/workbook.xml": fetching}),
        "deep.xlsx": rewritten(plain, {"xl/worksheets/sheet1.xml": deep}),
        "cut.xlsx": plain[: len(plain) // 2],
        "noise.xlsx": bytes(range(256)) * 40,
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
        "archive.zip": rewritten(plain, {"xl/workbook.xml": None}),
        "locked.pdf": written.getvalue(),
        "cut.pdf": pdf(SHOWN)[:300],
        "cut.jpg": picture()[:-200],
        "cut.png": picture("PNG")[:-20],
        "program.pdf": b"MZ" + b"\0" * 500,
        "late.xlsx": b"x" * 20 + plain,
        "late.pdf": b"<html>" + pdf(SHOWN),
        "endless.pdf": seen.made(
            "/X Do",
            resources="/XObject<</X 6 0 R>>",
            more=[
                seen.stream(
                    "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
                    b"/X Do",
                )
            ],
        ),
        "crowded.pdf": seen.made(
            f"BT /F1 12 Tf 72 600 Td {'(Twelve of them.) Tj ' * 8_000} ET"
        ),
    }
