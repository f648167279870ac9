"""OpenDocument files with a leak in each, their XML written by hand."""

from tests.documents.hidden.plants.parts import SECRET, TOKEN, Plant, zipped

_URN = "urn:oasis:names:tc:opendocument:xmlns"
NS = (
    " ".join(
        f'xmlns:{short}="{_URN}:{name}:1.0"'
        for short, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("draw", "drawing"),
            ("presentation", "presentation"),
            ("number", "datastyle"),
            ("fo", "xsl-fo-compatible"),
            ("svg", "svg-compatible"),
            ("form", "form"),
            ("meta", "meta"),
        )
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_KINDS = {"ods": "spreadsheet", "odt": "text", "odp": "presentation"}


def open_document(
    ending, body, *, styles="", common="", masters="", meta="", parts=None
):
    """Return an OpenDocument file."""
    kind = _KINDS[ending]
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {NS}><office:automatic-styles>"
            f"{styles}</office:automatic-styles><office:body><office:{kind}>{body}"
            f"</office:{kind}></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {NS}><office:styles>{common}"
            f"</office:styles><office:master-styles>{masters}</office:master-styles>"
            "</office:document-styles>",
            "meta.xml": f"<office:document-meta {NS}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
            "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest="
            f'"{_URN}:manifest:1.0"/>',
            **(parts or {}),
        }
    )


def sheet(cells, *, row="", columns=""):
    """Return a sheet with a line of figures, and one of these cells."""
    return (
        f'<table:table table:name="Sheet1">{columns or "<table:table-column/>"}'
        "<table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell>"
        f"</table:table-row><table:table-row{row}>{cells}</table:table-row></table:table>"
    )


def cell(words, more=""):
    """Return a cell."""
    return f"<table:table-cell{more}><text:p>{words}</text:p></table:table-cell>"


def first_sight():
    """Return the plants written before the check was mended."""
    h2, h5 = "H2 not to be seen", "H5 not used"
    h6, h7 = "H6 beside the page", "H7 properties"
    tiny = (
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'fo:font-size="1pt"/></style:style>'
    )
    pale = (
        '<style:style style:name="Mother" style:family="paragraph">'
        '<style:text-properties fo:color="#fdfdfd"/></style:style>'
        '<style:style style:name="Child" style:family="paragraph" '
        'style:parent-style-name="Mother"/>'
    )
    made = {
        "letters of one point.odt": (
            h2,
            "block",
            open_document(
                "odt",
                f'<text:p>Note <text:span text:style-name="T1">{SECRET}</text:span>'
                "</text:p>",
                styles=tiny,
            ),
        ),
        "almost white by a parent style.odt": (
            h2,
            "block",
            open_document(
                "odt",
                "<text:p>Note</text:p>"
                f'<text:p text:style-name="Child">{SECRET}</text:p>',
                common=pale,
            ),
        ),
        "a column of no width.ods": (
            h2,
            "block",
            open_document(
                "ods",
                sheet(
                    cell("1") + cell(SECRET),
                    columns="<table:table-column/><table:table-column "
                    'table:style-name="co2"/>',
                ),
                styles='<style:style style:name="co2" style:family="table-column">'
                '<style:table-column-properties style:column-width="0.01cm"/>'
                "</style:style>",
            ),
        ),
        "another value than is shown.ods": (
            h2,
            "block",
            open_document(
                "ods",
                sheet(
                    cell(
                        "withheld",
                        f' office:value-type="string" office:string-value="{SECRET}"',
                    )
                ),
            ),
        ),
        "a slide that is hidden.odp": (
            h2,
            "block",
            open_document(
                "odp",
                '<draw:page draw:name="p1" draw:style-name="dp1"><draw:frame '
                'svg:x="2cm" svg:y="2cm" svg:width="9cm" svg:height="2cm">'
                "<draw:text-box>"
                f"<text:p>{SECRET}</text:p></draw:text-box></draw:frame></draw:page>",
                styles='<style:style style:name="dp1" style:family="drawing-page">'
                '<style:drawing-page-properties presentation:visibility="hidden"/>'
                "</style:style>",
            ),
        ),
        "a head that is switched off.odt": (
            h5,
            "block",
            open_document(
                "odt",
                "<text:p>Note</text:p>",
                masters='<style:master-page style:name="Standard"><style:header '
                f'style:display="false"><text:p>{SECRET}</text:p></style:header>'
                "</style:master-page>",
            ),
        ),
        "the description of a frame.odt": (
            h6,
            "warn",
            open_document(
                "odt",
                f"<text:p>Note<draw:frame><svg:desc>{SECRET}</svg:desc></draw:frame>"
                "</text:p>",
            ),
        ),
        "a condition with other words.odt": (
            h6,
            "warn",
            open_document(
                "odt",
                '<text:p><text:conditional-text text:condition="ooow:1==1" '
                f'text:string-value-if-true="n/a" '
                f'text:string-value-if-false="{SECRET}">'
                "n/a</text:conditional-text></text:p>",
            ),
        ),
        "title.odt": (
            h7,
            "warn",
            open_document(
                "odt",
                "<text:p>Note</text:p>",
                meta=f"<dc:title>Grievance of {SECRET}</dc:title>",
            ),
        ),
    }
    return {
        f"{name.rpartition('.')[2]}: {name.rpartition('.')[0]}": Plant(
            kind,
            wanted,
            f"figures.{name.rpartition('.')[2]}",
            content,
            *(says or [TOKEN]),
        )
        for name, (kind, wanted, content, *says) in made.items()
    }


def second_sight():
    """Return the plants written after the check was mended, before they were tried."""
    h1, h2, h6 = "H1 drawn over", "H2 not to be seen", "H6 beside the page"
    dark = (
        '<style:style style:name="gr1" style:family="graphic">'
        "<style:graphic-properties "
        'draw:fill="solid" draw:fill-color="#000000"/></style:style>'
    )
    rect = (
        '<draw:rect draw:style-name="gr1" draw:name="Bar" svg:x="{}" svg:y="{}" '
        'svg:width="12cm" svg:height="1cm"{}/>'
    )
    frame = (
        '<draw:frame svg:x="{}" svg:y="2cm" svg:width="9cm" svg:height="1cm">'
        "<draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    )
    slide = '<draw:page draw:name="p1">{}</draw:page>'
    made = {
        "a bar over words.odp": (
            h1,
            "block",
            open_document(
                "odp",
                slide.format(
                    frame.format("2cm", SECRET) + rect.format("2cm", "2cm", "")
                ),
                styles=dark,
            ),
        ),
        "a bar over a line.odt": (
            h1,
            "block",
            open_document(
                "odt",
                "<text:p>"
                + rect.format("0cm", "0cm", ' text:anchor-type="paragraph"')
                + f"{SECRET}</text:p>",
                styles=dark,
            ),
        ),
        "a bar over cells.ods": (
            h1,
            "block",
            open_document(
                "ods",
                sheet(cell(SECRET)).replace(
                    "<table:table-column/>",
                    "<table:shapes>"
                    + rect.format("0cm", "0.45cm", "")
                    + "</table:shapes><table:table-column/>",
                ),
                styles=dark,
            ),
        ),
        "words beyond the slide.odp": (
            h2,
            "block",
            open_document("odp", slide.format(frame.format("60cm", SECRET))),
        ),
        "a cell in white.ods": (
            h2,
            "block",
            open_document(
                "ods",
                sheet(cell(SECRET, ' table:style-name="ce1"')),
                styles='<style:style style:name="ce1" style:family="table-cell">'
                '<style:text-properties fo:color="#fefefe"/></style:style>',
            ),
        ),
        "a hidden paragraph.odt": (
            h2,
            "block",
            open_document(
                "odt",
                f'<text:p><text:hidden-paragraph text:condition="ooow:1" '
                f'text:is-hidden="true"/>{SECRET}</text:p>',
            ),
        ),
        "a table in the text with a merged cell.odt": (
            h2,
            "block",
            open_document(
                "odt",
                "<table:table><table:table-row><table:table-cell><text:p>Year</text:p>"
                "</table:table-cell><table:covered-table-cell><text:p>"
                f"{SECRET}</text:p></table:covered-table-cell></table:table-row>"
                "</table:table>",
            ),
        ),
        "a mark for the index.odt": (
            h6,
            "warn",
            open_document(
                "odt",
                "<text:p>Note<text:alphabetical-index-mark "
                f'text:string-value="{SECRET}"/></text:p>',
            ),
        ),
        "words of a formula.ods": (
            h6,
            "warn",
            open_document(
                "ods",
                sheet(
                    cell(
                        "no",
                        f' table:formula=\'of:=IF(1=2;"{SECRET}";"no")\' '
                        'office:value-type="string" office:string-value="no"',
                    )
                ),
            ),
        ),
        "the help of a validation.ods": (
            h6,
            "warn",
            open_document(
                "ods",
                "<table:content-validations><table:content-validation table:name="
                f'"val1"><table:help-message table:title="{SECRET}"/>'
                "</table:content-validation></table:content-validations>"
                + sheet(cell("1")),
            ),
        ),
    }
    return {
        f"{name.rpartition('.')[2]}: {name.rpartition('.')[0]}": Plant(
            kind,
            wanted,
            f"figures.{name.rpartition('.')[2]}",
            content,
            *(says or [TOKEN]),
        )
        for name, (kind, wanted, content, *says) in made.items()
    }


def clean():
    """Return OpenDocument files as people make them, with nothing to stop."""
    own = (
        '<style:style style:name="Own" style:family="paragraph"><style:text-properties '
        'style:use-window-font-color="true" loext:opacity="0%" '
        'xmlns:loext="urn:x:loext"/></style:style>'
    )
    dark = (
        '<style:style style:name="ce1" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#14333d"/>'
        '<style:text-properties fo:color="#ffffff"/></style:style>'
    )
    head = (
        '<style:master-page style:name="Standard"><style:header>'
        "<text:p>Council</text:p>"
        '</style:header><style:header-left style:display="false"><text:p>Council'
        "</text:p></style:header-left></style:master-page>"
    )
    made = {
        "letters in LibreOffice's own colour.odt": open_document(
            "odt", '<text:p text:style-name="Own">Figures</text:p>', styles=own
        ),
        "a dark heading.ods": open_document(
            "ods", sheet(cell("Office", ' table:style-name="ce1"')), styles=dark
        ),
        "a head for left pages that repeats.odt": open_document(
            "odt", "<text:p>Figures</text:p>", masters=head
        ),
        "amounts with their currency.ods": open_document(
            "ods",
            sheet(
                cell("£1,204.50", ' office:value-type="currency" office:value="1204.5"')
            ),
        ),
        "a slide with a title.odp": open_document(
            "odp",
            '<draw:page draw:name="page1"><draw:frame svg:x="2cm" svg:y="2cm" '
            'svg:width="9cm" svg:height="2cm"><draw:text-box><text:p>Figures</text:p>'
            "</draw:text-box></draw:frame></draw:page>",
        ),
    }
    return {
        f"{name.rpartition('.')[2]}: {name.rpartition('.')[0]}": Plant(
            "clean", "clean", f"figures.{name.rpartition('.')[2]}", content
        )
        for name, content in made.items()
    }
