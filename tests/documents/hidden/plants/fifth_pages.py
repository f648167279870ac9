"""Leaks on pages, slides and sheets that the fourth set showed to be missed."""

from tests.documents.hidden.plants import documents, opendocuments, slides
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
        "pptx: words that run off the slide": ("H2", "warn", _running(24)),
        "odp: words that run off the slide": ("H2", "warn", _tall(60)),
        "pptx: a line that runs off the slide": (
            "H2",
            "warn",
            slides.presentation(
                slides.box(f"{'The visits by month ' * 8}{SECRET}").replace(
                    "<a:bodyPr>", '<a:bodyPr wrap="none">'
                )
            ),
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
        "odp: a hollow frame around words": _slide(_custom("ooxml-frame")),
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
