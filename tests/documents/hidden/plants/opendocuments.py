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
