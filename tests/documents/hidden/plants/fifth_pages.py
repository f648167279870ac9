"""Leaks on pages, slides and sheets that the fourth set showed to be missed."""

from tests.documents.hidden.plants import documents, opendocuments
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
    )


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
        f'<w:trHeight w:val="240" w:hRule="{rule}"/></w:trPr><w:tc>{"".join(paragraphs)}</w:tc>'
        "</w:tr></w:tbl>"
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


def planted():
    """Return the plants by their names."""
    made = {
        "odp: words under a picture": (
            "H1",
            "block",
            _slide(f'<draw:frame {_PLACE}><draw:image xlink:href="x"/></draw:frame>'),
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
    }
    return _plants(made)


def clean():
    """Return the counterparts with nothing to say."""
    made = {
        "odp: a hollow frame around words": _slide(_custom("ooxml-frame")),
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
