"""Leaks on pages, slides and sheets that the fourth set showed to be missed."""

import io

from PIL import Image

from tests.documents.hidden.plants import documents, opendocuments, slides, workbooks
from tests.documents.hidden.plants.parts import SECRET, TOKEN, Plant


def _slide(over):
    """Return a slide with words, and a shape over them."""
    words = (
        '<draw:frame svg:x="1cm" svg:y="2cm" svg:width="14cm" svg:height="1cm">'
        f"<draw:text-box><text:p>{SECRET}</text:p></draw:text-box></draw:frame>"
    )
    return opendocuments.open_document(
        "odp",
        f'<draw:page draw:name="page1">{words}{over}</draw:page>',
        styles='<style:style style:name="G" style:family="graphic">'
        '<style:graphic-properties draw:fill="solid" draw:fill-color="#ffffff"/>'
        "</style:style>",
        parts={"Pictures/x.png": _png()} if "x.png" in over else {},
    )


def _png():
    file = io.BytesIO()
    Image.new("RGB", (300, 60), (40, 90, 60)).save(file, "PNG")
    return file.getvalue()


_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_TURNED = '<xf numFmtId="0" fontId="0" fillId="0"><alignment textRotation="90"/></xf>'
_PLACE = 'svg:x="0.5cm" svg:y="1cm" svg:width="16cm" svg:height="3cm"'


def _custom(form):
    return (
        f'<draw:custom-shape draw:style-name="G" {_PLACE}><draw:enhanced-geometry '
        f'draw:type="{form}"/></draw:custom-shape>'
    )


def _exact(rule, *paragraphs):
    """Return a Word document with a row of 12 points."""
    return documents.document(
        f'<w:tbl><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:trPr>'
        f'<w:trHeight w:val="240" w:hRule="{rule}"/></w:trPr><w:tc>'
        f"{''.join(paragraphs)}</w:tc></w:tr></w:tbl>"
    )


def _row(height):
    """Return a text with a row of some height."""
    return opendocuments.open_document(
        "odt",
        '<table:table><table:table-row table:style-name="R"><table:table-cell>'
        f"<text:p>May</text:p><text:p>{SECRET}</text:p></table:table-cell>"
        "</table:table-row></table:table>",
        styles='<style:style style:name="R" style:family="table-row">'
        f"<style:table-row-properties {height}/></style:style>",
    )


def _symbols(font, colour):
    """Return a Word document with a name in symbols."""
    said = "".join(
        f'<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:sym w:font="{font}" '
        f'w:char="{0xF000 + ord(one):04X}"/></w:r>'
        for one in TOKEN
    )
    return documents.document(f"<w:p>{said}</w:p>")


def _running(many):
    """Return a slide with a box of so many lines and the secret."""
    lines = "".join(
        f"<a:p><a:r><a:t>May {one}</a:t></a:r></a:p>" for one in range(many)
    )
    made = slides.box(SECRET, "100 300 400 40")
    return slides.presentation(made.replace("<a:p>", f"{lines}<a:p>"))


def _tall(many):
    """Return the same as an OpenDocument slide."""
    lines = "".join(f"<text:p>May {one}</text:p>" for one in range(many))
    return opendocuments.open_document(
        "odp",
        '<draw:page draw:name="page1"><draw:frame svg:x="1cm" svg:y="9cm" '
        f'svg:width="14cm" svg:height="1cm"><draw:text-box>{lines}'
        f"<text:p>{SECRET}</text:p></draw:text-box></draw:frame></draw:page>",
    )


def _link(target):
    """Return a text with a link."""
    return opendocuments.open_document(
        "odt", f'<text:p><text:a xlink:href="{target}">Log</text:a></text:p>'
    )


def _upright(height):
    """Return a workbook with a turned text in a row of some height."""
    look = workbooks.styles().replace("</cellXfs>", f"{_TURNED}</cellXfs>")
    row = f'<row r="9" ht="{height}">{workbooks.text("A9", SECRET, 2)}</row>'
    return workbooks.workbook(row, look=look)


def _titles(*names):
    """Return properties that list these parts, and count one."""
    listed = "".join(f"<v:lpstr>{one}</v:lpstr>" for one in names)
    return {
        "docProps/app.xml": f'<Properties xmlns:v="{_TYPES}"><HeadingPairs><v:vector>'
        "<v:lpstr>Worksheets</v:lpstr><v:i4>1</v:i4></v:vector></HeadingPairs>"
        f"<TitlesOfParts>{listed}</TitlesOfParts></Properties>"
    }


def _titled(*names):
    return workbooks.workbook(parts=_titles(*names))


def planted():
    """Return the plants by their names."""
    made = {
        "odp: words under a picture": (
            "H1",
            "block",
            _slide(
                f'<draw:frame {_PLACE}><draw:image xlink:href="Pictures/x.png"/>'
                "</draw:frame>"
            ),
        ),
        "odp: words under an empty box of text": (
            "H1",
            "block",
            _slide(
                f'<draw:frame draw:style-name="G" {_PLACE}><draw:text-box/>'
                "</draw:frame>"
            ),
        ),
        "odp: words under an ellipse of Office": (
            "H1",
            "block",
            _slide(_custom("ooxml-ellipse")),
        ),
        "docx: a row of exact height": (
            "H2",
            "block",
            _exact("exact", documents.paragraph("May"), documents.paragraph(SECRET)),
        ),
        "odt: a row of exact height": (
            "H2",
            "block",
            _row('style:row-height="0.42cm"'),
        ),
        "docx: a name in white symbols": ("H2", "block", _symbols("Arial", "FFFFFF")),
        "pptx: words that run off the slide": ("H2", "warn", _running(24)),
        "odp: words that run off the slide": ("H2", "warn", _tall(36)),
        "pptx: a line that runs off the slide": (
            "H2",
            "warn",
            slides.presentation(
                slides.box(f"{'The visits by month ' * 8}{SECRET}").replace(
                    "<a:bodyPr>", '<a:bodyPr wrap="none">'
                )
            ),
        ),
        "xlsx: a name of a range that tells": (
            "H6",
            "warn",
            workbooks.workbook(
                book="<definedNames><definedName "
                f"name=\"Case{TOKEN}\">'Sheet 1'!$A$1</definedName></definedNames>"
            ),
        ),
        "xlsx: words turned upright in a low row": ("H2", "warn", _upright(12)),
        "xlsx: a title beyond their number": ("H7", "warn", _titled("Sheet 1", TOKEN)),
        "xlsx: a range that is gone": ("H7", "warn", _titled("Sheet 1", f"A!{TOKEN}")),
        "docx: a title beyond their number": (
            "H7",
            "warn",
            documents.document(parts=_titles("Review", TOKEN)),
        ),
        "pptx: a title beyond their number": (
            "H7",
            "warn",
            slides.presentation(slides.box("Visits"), parts=_titles("Visits", TOKEN)),
        ),
        "odt: a link to a machine, from the file": (
            "H6",
            "warn",
            _link(f"../../..//server/{TOKEN}/log"),
        ),
        "odt: a link to a file beside it": ("H6", "warn", _link(f"../{TOKEN} log.odt")),
        "docx: a link to a file beside it": (
            "H6",
            "warn",
            documents.document(
                '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>Log</w:t></w:r></w:hyperlink>'
                "</w:p>",
                links=[f"rId9 hyperlink {TOKEN}.docx External"],
            ),
        ),
    }
    return _plants(made)


def clean():
    """Return the counterparts with nothing to say."""
    made = {
        "odp: a table without a ground over words": _slide(
            f'<draw:frame draw:style-name="G" {_PLACE}><table:table><table:table-row>'
            "<table:table-cell><text:p/></table:table-cell></table:table-row>"
            "</table:table></draw:frame>"
        ),
        "odp: a hollow frame around words": _slide(_custom("ooxml-frame")),
        "xlsx: words turned upright in a high row": _upright(160),
        "xlsx: no more titles than their number": _titled("Sheet 1"),
        "pptx: words that stay on the slide": _running(4),
        "odp: words that stay on the slide": _tall(4),
        "odt: a link to a page": _link("https://www.example.org/parks/report.pdf"),
        "docx: a row that grows": _exact(
            "atLeast", documents.paragraph("May"), documents.paragraph("June")
        ),
        "docx: a row of exact height for a long line": _exact(
            "exact", documents.paragraph("The visits to the park by month and day")
        ),
        "odt: a row that grows": _row('style:min-row-height="0.42cm"'),
        "docx: a name in symbols that are seen": _symbols("Arial", "000000"),
    }
    return _plants({name: ("clean", "clean", one) for name, one in made.items()})


def _plants(made):
    return {
        name: Plant(kind, wanted, f"file.{name.partition(':')[0]}", content, *says)
        for name, (kind, wanted, content, *says) in made.items()
    }
