"""Leaks of the kinds that a fourth set of files showed to be missed."""

from tests.documents.hidden.plants import documents, opendocuments, pdfs
from tests.documents.hidden.plants.parts import SECRET, Plant
from tests.documents.hidden.plants.third import C, on_sheet, titled_chart

_WHITE = '<style:text-properties fo:color="#ffffff"/>'
_ANY = (
    '<style:style style:name="Any_5f_1" style:display-name="Any_1" '
    f'style:family="table-cell">{_WHITE}</style:style>'
)
_OFF = ' xmlns:own="http://openoffice.org/2010/draw" own:display="none"'


def _span(look):
    """Return a text with letters of some look."""
    return opendocuments.open_document(
        "odt",
        f'<text:p>Note <text:span text:style-name="T1">{SECRET}</text:span></text:p>',
        styles='<style:style style:name="T1" style:family="text">'
        f"<style:text-properties {look}/></style:style>",
    )


def _sheet(cell, after=""):
    made = opendocuments.sheet(cell).replace("</table:table>", f"{after}</table:table>")
    return opendocuments.open_document("ods", made, common=_ANY)


def _slide(group="", shape=""):
    return opendocuments.open_document(
        "odp",
        f'<draw:page draw:name="page1"><draw:g{group}><draw:custom-shape{shape} '
        'svg:x="1cm" svg:y="1cm" svg:width="9cm" svg:height="2cm">'
        f"<text:p>{SECRET}</text:p></draw:custom-shape></draw:g></draw:page>",
    )


def _layer(name):
    return pdfs.pdf(
        root="/OCProperties << /OCGs [10 0 R] /D << /Order [10 0 R] >> >>",
        objects=[f"<< /Type /OCG /Name ({name}) >>"],
    )


def planted():
    """Return the plants by their names."""
    h2, h5, h6 = "H2", "H5", "H6"
    condition = (
        '<calcext:conditional-formats xmlns:calcext="urn:org:documentfoundation:names:'
        'experimental:calc:xmlns:calcext:1.0"><calcext:conditional-format '
        'calcext:target-range-address="Sheet1.A2:Sheet1.A2"><calcext:condition '
        'calcext:apply-style-name="Any_1"/></calcext:conditional-format>'
        "</calcext:conditional-formats>"
    )
    left_out = (
        '<c:extLst><c:ext xmlns:own="http://schemas.microsoft.com/office/drawing/2012/'
        f'chart"><own:filteredBarSeries><own:ser><c:tx xmlns:c="{C}"><c:v>{SECRET}'
        "</c:v></c:tx></own:ser></own:filteredBarSeries></c:ext></c:extLst>"
    )
    range_kept = (
        '<c:extLst><c:ext xmlns:own="http://schemas.microsoft.com/office/drawing/2012/'
        f'chart"><own:dlblRangeCache xmlns:c="{C}"><c:pt idx="0"><c:v>{SECRET}</c:v>'
        "</c:pt></own:dlblRangeCache></c:ext></c:extLst>"
    )
    made = {
        "xlsx: a series that a chart leaves out": (
            h5,
            "block",
            on_sheet(titled_chart("", "Visits", labels=left_out)),
        ),
        "xlsx: labels of a chart from a range": (
            h5,
            "block",
            on_sheet(titled_chart("", "Visits", labels=range_kept)),
        ),
        "docx: letters far below their line": (
            h2,
            "block",
            documents.document(
                documents.paragraph(SECRET, runs='<w:position w:val="-2400"/>')
            ),
        ),
        "odt: letters far below their line": (
            h2,
            "block",
            _span('style:text-position="-9000% 100%"'),
        ),
        "odt: raised letters of no size": (
            h2,
            "block",
            _span('style:text-position="0% 2%"'),
        ),
        "odt: letters on one another": (
            h2,
            "block",
            _span('fo:letter-spacing="-0.3cm"'),
        ),
        "odt: a hint of a field": (
            h6,
            "warn",
            opendocuments.open_document(
                "odt",
                '<text:p xmlns:own="urn:own"><own:param own:name="Help" '
                f'own:value="{SECRET}"/>Note</text:p>',
            ),
        ),
        "odp: a shape switched off": (h2, "block", _slide(shape=_OFF)),
        "odp: a group switched off": (h2, "block", _slide(group=_OFF)),
        "ods: a condition named as it is seen": (
            h2,
            "block",
            _sheet(opendocuments.cell(SECRET), condition),
        ),
        "ods: a value without its words": (
            h2,
            "block",
            _sheet(
                f'<table:table-cell office:string-value="{SECRET}"><text:p/>'
                "</table:table-cell>"
            ),
        ),
        "ods: the description of a picture": (
            h6,
            "warn",
            _sheet(
                '<table:table-cell><draw:frame svg:width="2cm" svg:height="2cm">'
                f"<svg:desc>{SECRET}</svg:desc></draw:frame></table:table-cell>"
            ),
        ),
        "pdf: a layer that tells": (h6, "warn", _layer(f"The case of {SECRET}")),
    }
    return _plants(made)


def clean():
    """Return the counterparts with nothing to say."""
    made = {
        "csv: a title above a table": b"Visits by ward,2025\nWard,May,June,July\n"
        b"North,1,2,3\nSouth,4,5,6\nWest,7,8,9\nQuay,2,2,1\n",
        "csv: rows with names": b"2024,2025\nNorth,12,14\nSouth,13,12\nWest,7,8\n",
        "csv: a second table": b"Year,Visits\n2024,812\n2025,904\n\n"
        b"Year,Visits,Late\n2024,812,22\n2025,904,19\n",
        "odt: small raised letters": _span('style:text-position="super 58%"'),
        "pdf: a layer of a program": _layer("Layer 1"),
    }
    return _plants({name: ("clean", "clean", one) for name, one in made.items()})


def _plants(made):
    return {
        name: Plant(kind, wanted, f"file.{name.partition(':')[0]}", content, *says)
        for name, (kind, wanted, content, *says) in made.items()
    }
