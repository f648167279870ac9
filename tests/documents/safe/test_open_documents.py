"""A copy of an OpenDocument file reads as the file does, and keeps nothing else."""

import io
import re
import zipfile

import pytest
from PIL import Image

from documents.safe.opendocument.cells import read_open_book
from documents.safe.opendocument.texts import as_presented, as_read, words_of_open
from documents.safe.opendocument.writing import as_open_values
from documents.safe.refusal import CannotCopy
from documents.safe.words import words_of_open_book
from documents.safe.workbooks import as_csv
from tests.documents.hidden.plants.opendocuments import cell, open_document

NAME = "Wren Ashdown"
LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
XLINK = 'xlink:type="simple"'


def part(content, name="content.xml"):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def everything(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(one) for one in archive.namelist())


def said(content):
    """Return the words of the body of a copy, paragraph by paragraph."""
    body = part(content).partition("<office:body>")[2]
    return [
        re.sub("<[^>]*>", "", one)
        for one in re.findall(r"<text:[ph][ >].*?</text:[ph]>", body)
    ]


def text(body, **more):
    return as_read(open_document("odt", body, **more))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<text:tracked-changes><text:changed-region><text:deletion>"
            f"<text:p>{NAME}</text:p></text:deletion></text:changed-region>"
            "</text:tracked-changes><text:p>Spent "
            "<text:change-start/>£950<text:change-end/> in all</text:p>",
            ["Spent £950 in all"],
            id="changes are accepted",
        ),
        pytest.param(
            f"<text:p>Spent<office:annotation><dc:creator>{NAME}</dc:creator>"
            f"<text:p>{NAME}?</text:p></office:annotation> £950</text:p>",
            ["Spent £950"],
            id="a comment goes, the words after it stay",
        ),
        pytest.param(
            "<text:p>By <text:author-name>the team</text:author-name> on "
            '<text:a xlink:href="https://example.org/~wren">Monday</text:a>, page '
            "<text:page-number>2</text:page-number></text:p>",
            ["By the team on Monday, page 2"],
            id="fields and links are text",
        ),
        pytest.param(
            f'<text:section text:display="none"><text:p>{NAME}</text:p>'
            "</text:section><text:section><text:p>Seen</text:p></text:section>",
            ["Seen"],
            id="a hidden section",
        ),
        pytest.param(
            '<text:section text:display="condition" text:is-hidden="false">'
            "<text:p>Seen</text:p></text:section>"
            '<text:section text:display="condition" text:is-hidden="true">'
            f"<text:p>{NAME}</text:p></text:section>",
            ["Seen"],
            id="sections by a condition",
        ),
        pytest.param(
            '<text:p>A<text:hidden-text text:condition="x" text:is-hidden="false" '
            'text:string-value="B">B</text:hidden-text><text:hidden-text '
            f'text:string-value="{NAME}">{NAME}</text:hidden-text>C</text:p>',
            ["ABC"],
            id="words hidden by a condition",
        ),
        pytest.param(
            f"<text:p>{NAME}<text:hidden-paragraph/></text:p><text:p>Seen</text:p>",
            ["Seen"],
            id="a hidden paragraph",
        ),
        pytest.param(
            "<text:table-of-content><text:table-of-content-source>"
            f"<text:index-title-template>{NAME}</text:index-title-template>"
            "</text:table-of-content-source><text:index-body><text:p>Part 1</text:p>"
            "</text:index-body></text:table-of-content>",
            ["Part 1"],
            id="a table of contents is its lines",
        ),
        pytest.param(
            '<text:p>Pick <text:drop-down text:name="x"><text:label text:value='
            f'"{NAME}"/><text:label text:value="North"/>North</text:drop-down>'
            "</text:p>",
            ["Pick North"],
            id="a list to choose from is the choice",
        ),
        pytest.param(
            "<text:p>As noted<text:note><text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>Rounded.</text:p></text:note-body></text:note>"
            "</text:p>",
            ["As noted1Rounded."],
            id="a footnote",
        ),
        pytest.param(
            f'<text:p><content-control xmlns="{LOEXT}" alias="{NAME}">Chosen'
            "</content-control> now</text:p>",
            ["Chosen now"],
            id="a control of LibreOffice is its words",
        ),
        pytest.param(
            '<text:p>A<x:y xmlns:x="urn:x">Wren Ashdown</x:y>B</text:p>',
            ["AB"],
            id="elements for other programs go",
        ),
    ],
)
def test_a_text_keeps_what_is_read(body, expected):
    made = text(body)

    assert said(made) == expected
    assert NAME.encode() not in everything(made)
    assert b"example.org" not in everything(made)


def test_words_seen_twice_and_hidden_once_go_where_they_are_hidden():
    hidden = (
        '<style:style style:name="T" style:family="text"><style:text-properties '
        'text:display="none"/></style:style>'
    )
    made = text(
        '<text:p>Yes</text:p><text:p>B<text:span text:style-name="T">Yes</text:span>C'
        "</text:p>",
        styles=hidden,
    )

    assert said(made) == ["Yes", "BC"]


def test_properties_small_pictures_macros_and_unknown_parts_go():
    made = text(
        "<text:p>Seen</text:p>",
        meta=f"<meta:initial-creator>{NAME}</meta:initial-creator>",
        parts={
            "Thumbnails/thumbnail.png": NAME,
            "Basic/Standard/Module1.xml": NAME,
            "manifest.rdf": NAME,
            "Configurations2/x.xml": NAME,
        },
    )

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == [
            "mimetype",
            "content.xml",
            "styles.xml",
            "META-INF/manifest.xml",
        ]
        first = archive.infolist()[0]
    assert first.compress_type == zipfile.ZIP_STORED
    assert first.date_time[0] == 1980


def test_settings_of_lines_and_pages_stay_and_no_other():
    item = '<config:config-item config:name="{}">{}</config:config-item>'
    settings = (
        '<s xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0">'
        + item.format("TabOverflow", "true")
        + item.format("WrenAshdown", "true")
        + item.format("TableRowKeep", NAME)
        + item.format("PrinterIndependentLayout", "high-resolution")
        + item.format("PrinterName", "Wren's")
        + "</s>"
    )

    kept = part(
        text("<text:p>A</text:p>", parts={"settings.xml": settings}), "settings.xml"
    )

    assert "TabOverflow" in kept
    assert "high-resolution" in kept
    assert "Wren" not in kept
    assert "TableRowKeep" not in kept


def test_heads_of_no_page_go():
    head = "<style:header{}><text:p>{}</text:p></style:header>".format
    masters = (
        f'<style:master-page style:name="Standard">{head("", "Council")}'
        f'<style:header-left style:display="false"><text:p>{NAME}</text:p>'
        "</style:header-left></style:master-page><style:master-page "
        f'style:name="Draft">{head("", NAME)}</style:master-page>'
    )

    common = part(text("<text:p>A</text:p>", masters=masters), "styles.xml")

    assert "Council" in common
    assert NAME not in common


def photo(width=80):
    file, notes = io.BytesIO(), Image.Exif()
    notes[0x013B] = NAME
    Image.new("RGB", (width, 40), "white").save(file, "JPEG", exif=notes, dpi=(96, 96))
    return file.getvalue()


def frame(inside, more=""):
    return (
        f'<text:p><draw:frame draw:name="{NAME}"{more}>{inside}<svg:desc>{NAME}'
        "</svg:desc></draw:frame></text:p>"
    )


def image(name):
    return f'<draw:image {XLINK} xlink:href="{name}"/>'


def test_a_picture_is_kept_without_its_data_or_its_cropped_edge():
    style = (
        '<style:style style:name="G" style:family="graphic"><style:graphic-properties '
        'fo:clip="rect(0cm, 0cm, 0cm, 0.4167in)"/></style:style>'
    )
    made = text(
        frame(image("Pictures/a.jpg"), ' draw:style-name="G"'),
        styles=style,
        parts={"Pictures/a.jpg": photo()},
    )

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        picture = archive.read("Pictures/picture1.png")
    assert Image.open(io.BytesIO(picture)).size == (40, 40)
    assert "clip" not in part(made)
    assert NAME.encode() not in everything(made)


def test_an_object_becomes_its_picture():
    made = text(
        frame(
            f'<draw:object {XLINK} xlink:href="./Object 1"/>'
            + image("./ObjectReplacements/Object 1")
        ),
        parts={
            "Object 1/content.xml": f"<x>{NAME}</x>",
            "ObjectReplacements/Object 1": b"VCLMTF drawn",
        },
    )

    assert 'xlink:href="Pictures/picture1.svm"' in part(made)
    assert "draw:object" not in part(made)
    assert NAME.encode() not in everything(made)


@pytest.mark.parametrize(
    ("inside", "parts"),
    [
        (f'<draw:object {XLINK} xlink:href="./Object 1"/>', {}),
        (image("Pictures/a.xyz"), {"Pictures/a.xyz": b"a"}),
        (image("https://example.org/a.png"), {}),
        (image("Pictures/a.png"), {"Pictures/a.png": b"no picture"}),
    ],
)
def test_what_cannot_be_drawn_is_not_lost_in_silence(inside, parts):
    with pytest.raises(CannotCopy, match=r"cannot be drawn|is damaged"):
        text(frame(inside), parts=parts)


def test_a_cropped_drawing_is_refused():
    style = (
        '<style:style style:name="G" style:family="graphic"><style:graphic-properties '
        'fo:clip="rect(0cm, 1cm, 0cm, 0cm)"/></style:style>'
    )
    with pytest.raises(CannotCopy, match="cropped drawing"):
        text(
            frame(image("Pictures/a.emf"), ' draw:style-name="G"'),
            styles=style,
            parts={"Pictures/a.emf": b"drawn"},
        )


@pytest.mark.parametrize(
    ("ending", "copy"),
    [("odt", as_read), ("odp", as_presented), ("ods", read_open_book)],
)
def test_an_encrypted_file_or_one_of_another_kind_is_refused(ending, copy):
    encrypted = open_document(
        ending,
        "",
        parts={"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"},
    )
    other = open_document("odt" if ending != "odt" else "ods", "")

    for content, why in (
        (encrypted, "encrypted"),
        (other, "not of the kind"),
        (b"PK", "damaged"),
    ):
        with pytest.raises(CannotCopy, match=why):
            copy(content)


@pytest.mark.parametrize("unit", ["<text:span>{}</text:span>", "<draw:g>{}</draw:g>"])
def test_elements_within_elements_without_end_are_refused(unit):
    start, end = unit.split("{}")
    with pytest.raises(CannotCopy, match="without end"):
        text(f"<text:p>{start * 300}A{end * 300}</text:p>")


def slide(words, more="", inside=""):
    return (
        f'<draw:page draw:name="{NAME}"{more}><draw:frame svg:x="1cm" svg:y="1cm" '
        'svg:width="9cm" svg:height="3cm"><draw:text-box><text:p>'
        f"{words}</text:p></draw:text-box></draw:frame>{inside}</draw:page>"
    )


def test_slides_that_are_shown_stay_without_notes():
    off = (
        '<style:style style:name="Off" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:visibility="hidden"/>'
        "</style:style>"
    )
    notes = f"<presentation:notes><text:p>{NAME}</text:p></presentation:notes>"
    made = as_presented(
        open_document(
            "odp",
            slide("Shown", inside=notes)
            + slide(NAME, ' draw:style-name="Off"')
            + f'<presentation:footer-decl presentation:name="f">{NAME}'
            "</presentation:footer-decl>",
            styles=off,
        )
    )

    assert said(made) == ["Shown"]
    assert NAME.encode() not in everything(made)


def test_a_foot_that_slides_show_stays():
    shown = (
        '<style:style style:name="P" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:display-footer="true"/>'
        "</style:style>"
    )
    made = as_presented(
        open_document(
            "odp",
            '<presentation:footer-decl presentation:name="f">Council'
            "</presentation:footer-decl>"
            + slide("A", ' draw:style-name="P" presentation:use-footer-name="f"'),
            styles=shown,
        )
    )

    assert "Council" in part(made)


def test_a_presentation_that_shows_no_slide_is_refused():
    off = (
        '<style:style style:name="Off" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:visibility="hidden"/>'
        "</style:style>"
    )
    with pytest.raises(CannotCopy, match="shows no slide"):
        as_presented(
            open_document("odp", slide("A", ' draw:style-name="Off"'), styles=off)
        )


def test_letters_without_opacity_are_not_uncovered():
    style = (
        '<style:style style:name="T" style:family="text"><style:text-properties '
        f'xmlns:loext="{LOEXT}" loext:opacity="0%"/></style:style>'
    )
    made = as_presented(
        open_document(
            "odp",
            slide(f'Seen<text:span text:style-name="T">{NAME}</text:span>'),
            styles=style,
        )
    )

    assert said(made) == ["Seen"]


def test_a_picture_off_the_slides_or_on_a_layer_switched_off_goes():
    layers = (
        '<draw:layer-set><draw:layer draw:name="x" draw:display="none"/>'
        "</draw:layer-set>"
    )
    drawn = '<draw:frame{} svg:width="2cm" svg:height="2cm">{}</draw:frame>'.format
    made = as_presented(
        open_document(
            "odp",
            slide(
                "Seen",
                inside=drawn(' svg:x="-9cm" svg:y="1cm"', image("Pictures/a.jpg"))
                + drawn(' draw:layer="x"', image("Pictures/a.jpg")),
            ),
            masters=layers,
            parts={"Pictures/a.jpg": photo()},
        )
    )

    assert said(made) == ["Seen"]
    assert b"Pictures/" not in everything(made)


def test_pictures_in_hidden_sections_go():
    made = text(
        '<text:section text:display="none">'
        + frame(image("Pictures/a.jpg"))
        + "</text:section><text:p>Seen</text:p>",
        parts={"Pictures/a.jpg": photo()},
    )

    assert b"Pictures/" not in everything(made)


def test_the_words_that_go_and_stay_are_told():
    before = open_document(
        "odt",
        f"<text:p>Spent<office:annotation><text:p>Ask {NAME}</text:p>"
        "</office:annotation> £950</text:p><text:p>Drop <text:hidden-text>this "
        "one </text:hidden-text>here</text:p>",
        meta=f"<meta:initial-creator>{NAME}</meta:initial-creator>",
    )

    words = words_of_open(before, as_read(before))

    assert words.kept == ["Spent £950", "Drop here"]
    assert words.gone == [f"Ask {NAME}", "this one", f"initial creator: {NAME}"]


# Spreadsheets


def row(cells, more=""):
    return f"<table:table-row{more}>{cells}</table:table-row>"


def number(value, shown, more="", kind="float"):
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}"{more}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def book(*rows, columns="", more="", **parts):
    return open_document(
        "ods",
        f'<table:table table:name="Answer"{more}>{columns}{"".join(rows)}'
        "</table:table>",
        **parts,
    )


def csv_of(content):
    (made,) = as_csv(read_open_book(content).visible).values()
    return made.decode("utf-8-sig").splitlines()


def lines(content):
    """Return the rows of a copy as values."""
    return csv_of(as_open_values(read_open_book(content)))


HEAD = row(cell("Team") + cell("Spend") + cell("Note"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            book(HEAD, row(cell("North") + number(0.256, "26%", kind="percentage"))),
            ["Team,Spend,Note", "North,26%,"],
            id="numbers as shown",
        ),
        pytest.param(
            book(
                HEAD,
                row(cell(NAME), ' table:visibility="collapse"'),
                row(cell(NAME), ' table:visibility="filter"'),
                f'<table:table-row-group table:display="false">{row(cell(NAME))}'
                "</table:table-row-group>",
                row(cell("North")),
            ),
            ["Team,Spend,Note", "North,,"],
            id="hidden rows close up",
        ),
        pytest.param(
            book(
                HEAD,
                row(cell("North") + cell(NAME) + cell("x")),
                columns="<table:table-column/>"
                '<table:table-column table:visibility="collapse"/>',
            ),
            ["Team,Note", "North,x"],
            id="hidden columns close up",
        ),
        pytest.param(
            book(
                row(cell("A", ' table:number-columns-repeated="3"')),
                row("<table:table-cell/>", ' table:number-rows-repeated="2"'),
                row(cell("B"), ' table:number-rows-repeated="2"'),
                row("<table:table-cell/>", ' table:number-rows-repeated="1048000"'),
                columns="<table:table-column/>"
                '<table:table-column table:visibility="collapse"/>',
            ),
            ["A,A", ",", ",", "B,", "B,"],
            id="repeated cells and rows",
        ),
        pytest.param(
            book(
                HEAD,
                row(
                    cell("Both", ' table:number-columns-spanned="2"')
                    + f"<table:covered-table-cell><text:p>{NAME}</text:p>"
                    "</table:covered-table-cell>" + cell("x")
                ),
            ),
            ["Team,Spend,Note", "Both,,x"],
            id="beneath merged cells",
        ),
        pytest.param(
            book(
                HEAD,
                row(
                    '<table:table-cell office:value-type="string" '
                    f'office:string-value="{NAME}"><text:p>Seen</text:p>'
                    "</table:table-cell>"
                    + number(4711, "")
                    + f"<table:table-cell><office:annotation><text:p>{NAME}</text:p>"
                    "</office:annotation><text:p>x</text:p></table:table-cell>"
                ),
            ),
            ["Team,Spend,Note", "Seen,,x"],
            id="other values than are shown",
        ),
        pytest.param(
            book(
                row(
                    '<table:table-cell office:value-type="float" office:value="2.50"/>'
                    '<table:table-cell office:value-type="percentage" '
                    'office:value="0.25"/>'
                    '<table:table-cell office:value-type="boolean" '
                    'office:boolean-value="true"/>'
                    '<table:table-cell office:value-type="date" '
                    'office:date-value="2026-03-02"/>'
                )
            ),
            ["2.50,25%,TRUE,2026-03-02"],
            id="values without words of their own",
        ),
        pytest.param(
            book(
                row(
                    "<table:table-cell><text:p>one<text:s text:c='2'/>two</text:p>"
                    "<text:p>three</text:p></table:table-cell>"
                )
            ),
            ['"one  two', 'three"'],
            id="spaces and lines",
        ),
    ],
)
def test_a_spreadsheet_keeps_what_is_seen(content, expected):
    assert csv_of(content) == expected
    assert lines(content) == expected
    assert NAME.encode() not in everything(as_open_values(read_open_book(content)))


def styled(properties, name="C", more=""):
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{more}>'
        f"{properties}</style:style>"
    )


PALE = '<style:text-properties fo:color="#ffffff"/>'
IN_PALE = ' table:style-name="C"'


@pytest.mark.parametrize(
    "styles",
    [
        pytest.param(styled(PALE), id="white"),
        pytest.param(
            styled(
                '<style:map style:condition="true-formula(1)" '
                'style:apply-style-name="Pale"/>'
            )
            + styled(PALE, "Pale"),
            id="white by a condition",
        ),
        pytest.param(
            '<number:number-style style:name="N">'
            f'{PALE}<number:number number:min-integer-digits="1"/>'
            "</number:number-style>" + styled("", more=' style:data-style-name="N"'),
            id="white by the format of its number",
        ),
    ],
)
def test_a_value_out_of_sight_is_not_uncovered(styles):
    content = book(
        HEAD, row(cell("North") + number(4711, "4711", IN_PALE)), styles=styles
    )

    assert csv_of(content) == ["Team,Spend,Note", "North,,"]
    assert b"4711" not in everything(as_open_values(read_open_book(content)))


@pytest.mark.parametrize(
    "rule",
    [
        '<c:condition c:apply-style-name="C"/>',
        '<c:data-bar c:show-value="false"/>',
    ],
)
@pytest.mark.parametrize(
    "where", ["Answer.B2:Answer.B9", "'The answer'.B2:'The answer'.B9", "Answer.B2:.B9"]
)
def test_a_condition_that_may_hide_a_value_hides_it(rule, where):
    conditions = (
        '<c:conditional-formats xmlns:c="urn:c"><c:conditional-format '
        f'c:target-range-address="{where}">{rule}'
        "</c:conditional-format></c:conditional-formats>"
    )
    content = book(
        HEAD,
        row(cell("North") + number(4711, "4711")),
        conditions,
        styles=styled(PALE),
    )

    assert csv_of(content) == ["Team,Spend,Note", "North,,"]


def test_a_cell_hidden_by_protection_is_not_uncovered():
    style = styled(
        '<style:table-cell-properties style:cell-protect="hidden-and-protected"/>'
    )
    content = book(
        HEAD,
        row(cell("North") + number(4711, "4711", IN_PALE)),
        more=' table:protected="true"',
        styles=style,
    )

    assert csv_of(content) == ["Team,Spend,Note", "North,,"]


def test_of_a_text_seen_in_part_that_part_stays():
    pale = f'<style:style style:name="T" style:family="text">{PALE}</style:style>'
    content = book(
        row(cell(f'We hold <text:span text:style-name="T">{NAME}</text:span>12')),
        styles=pale,
    )

    assert csv_of(content) == ["We hold 12"]


def test_a_spreadsheet_of_values_keeps_formats_letters_and_merged_cells():
    styles = (
        '<number:percentage-style style:name="N"><number:number '
        'number:decimal-places="0"/><number:text>%</number:text>'
        "</number:percentage-style>"
        + styled(
            '<style:text-properties fo:font-weight="bold" fo:color="#112233"/>',
            more=' style:data-style-name="N"',
        )
    )
    made = as_open_values(
        read_open_book(
            book(
                HEAD,
                row(
                    cell("North", ' table:number-columns-spanned="2"')
                    + "<table:covered-table-cell/>"
                    + number(0.5, "50%", IN_PALE, "percentage")
                ),
                styles=styles,
            )
        )
    )

    content = part(made)
    assert 'office:value="0.5"' in content
    assert "number:percentage-style" in content
    assert 'fo:font-weight="bold"' in content
    assert 'table:number-columns-spanned="2"' in content
    assert "112233" not in content


def test_a_format_with_words_that_no_cell_shows_goes():
    styles = (
        '<number:number-style style:name="M"><number:text>Wren</number:text>'
        "</number:number-style>"
        '<number:number-style style:name="N"><number:number/>'
        '<style:map style:condition="value()&lt;0" style:apply-style-name="M"/>'
        "</number:number-style>" + styled("", more=' style:data-style-name="N"')
    )
    content = book(HEAD, row(cell("A") + number(5, "5", IN_PALE)), styles=styles)

    made = as_open_values(read_open_book(content))

    assert csv_of(made) == ["Team,Spend,Note", "A,5,"]
    assert b"Wren" not in everything(made)


def test_hidden_sheets_are_told_and_not_copied():
    off = (
        '<style:style style:name="Off" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>'
    )
    content = open_document(
        "ods",
        f'<table:table table:name="Answer">{HEAD}</table:table>'
        f'<table:table table:name="Source" table:style-name="Off">{row(cell(NAME))}'
        "</table:table><table:named-expressions><table:named-range "
        'table:name="Wren" table:cell-range-address="$Source.$A$1"/>'
        "</table:named-expressions>",
        styles=off,
    )
    read = read_open_book(content)

    words = words_of_open_book(read)

    assert list(as_csv(read.visible)) == ["Answer"]
    assert words.kept == ["Answer, row 1: Team | Spend | Note"]
    assert words.gone == [f"Source, A1: {NAME}", "Wren: $Source.$A$1"]


def test_a_spreadsheet_that_shows_nothing_is_refused():
    with pytest.raises(CannotCopy, match="shows no cell"):
        read_open_book(book(row("<table:table-cell/>")))


def test_more_cells_than_fit_are_refused():
    many = ' table:number-rows-repeated="1048576"'
    with pytest.raises(CannotCopy, match="more than 400,000 cells"):
        read_open_book(book(row(cell("A"), many)))


def test_wrapped_and_slanted_cells_with_several_spaces_stay():
    styles = styled(
        '<style:table-cell-properties fo:wrap-option="wrap"/>'
        '<style:text-properties fo:font-style="italic"/>'
    )
    words = "<text:s/>a<text:tab/>b <text:s text:c='2'/>c"
    made = as_open_values(
        read_open_book(book(row(cell(words, IN_PALE)), styles=styles))
    )

    assert csv_of(made) == ["a\tb   c"]
    assert 'fo:wrap-option="wrap"' in part(made)
    assert 'fo:font-style="italic"' in part(made)


def test_more_conditions_than_can_be_followed_are_refused():
    one = (
        '<c:conditional-format xmlns:c="urn:c" c:target-range-address="A.A1:A.A2">'
        '<c:data-bar c:show-value="false"/></c:conditional-format>'
    )
    with pytest.raises(CannotCopy, match="more conditions"):
        read_open_book(book(HEAD, one * 1_001))


def test_a_picture_shown_twice_is_kept_once():
    made = text(
        frame(image("Pictures/a.jpg")) * 2,
        parts={"Pictures/a.jpg": photo(), "Pictures/b.jpg": photo()},
    )

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        pictures = [one for one in archive.namelist() if "Pictures" in one]
    assert pictures == ["Pictures/picture1.jpg"]


def test_a_table_of_a_text_keeps_its_rows_in_sight():
    hidden = row(cell(NAME), ' table:visibility="collapse"')
    made = text(f"<table:table>{HEAD}{hidden}</table:table>")

    assert said(made) == ["Team", "Spend", "Note"]


def test_a_background_that_is_a_picture_is_drawn_afresh():
    style = (
        '<style:style style:name="S" style:family="paragraph">'
        "<style:paragraph-properties><style:background-image "
        'xlink:href="Pictures/a.jpg"/><style:background-image '
        'xlink:href="https://example.org/a.jpg"/></style:paragraph-properties>'
        "</style:style>"
    )
    made = text("<text:p>A</text:p>", styles=style, parts={"Pictures/a.jpg": photo()})

    assert part(made).count("background-image") == 1
    assert NAME.encode() not in everything(made)
    assert b"example.org" not in everything(made)
