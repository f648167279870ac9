"""Leaks of the kinds that a third set of files showed to be missed."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

from tests.documents.hidden.plants import (
    documents,
    mails,
    opendocuments,
    pdfs,
    pictures,
    slides,
    workbooks,
)
from tests.documents.hidden.plants.parts import PIC, SECRET, A, Plant, R
from tests.documents.hidden.plants.parts import relationships as links

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_WHITE = '<a:solidFill><a:srgbClr val="FDFDFD"/></a:solidFill>'
_CHART = (
    f'<a:graphic><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="rId5"/>'
    "</a:graphicData></a:graphic>"
)
_DARK = "{5202B0CA-FC54-4496-8BCA-5EF66A818D29}"


def titled_chart(look, words=SECRET, ground="", labels=""):
    """Return a chart of bars with a title in some look."""
    return (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:chart><c:title>'
        '<c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr sz="1200">'
        f"{look}</a:rPr><a:t>{words}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        '<c:plotArea><c:barChart><c:grouping val="clustered"/><c:ser><c:val><c:numRef>'
        "<c:f>'Sheet 1'!$B$1:$B$2</c:f><c:numCache><c:pt idx=\"0\"><c:v>17</c:v></c:pt>"
        f"</c:numCache></c:numRef></c:val>{labels}</c:ser></c:barChart></c:plotArea>"
        f"</c:chart>{ground}</c:chartSpace>"
    )


def _labels(place):
    return (
        '<c:dLbls><c:dLbl><c:idx val="0"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr>'
        f"{_WHITE}</a:rPr><a:t>{SECRET}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{place}"/></c:dLbl></c:dLbls>'
    )


def on_sheet(chart):
    frame = (
        '<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="3" name="Chart 1"/>'
        f"<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>{_CHART}</xdr:graphicFrame>"
    )
    return workbooks.workbook(
        after='<drawing r:id="rId1"/>',
        links=["rId1 drawing ../drawings/drawing1.xml"],
        parts={
            "xl/drawings/drawing1.xml": workbooks.drawing(frame, "4 1 9 9"),
            "xl/drawings/_rels/drawing1.xml.rels": links(
                "rId5 chart ../charts/chart1.xml"
            ),
            "xl/charts/chart1.xml": chart,
        },
    )


def _on_page(chart):
    body = documents.anchored(100, 300, 300, 200, "").replace(
        f'<a:graphic><a:graphicData uri="{documents.WPS}"></a:graphicData></a:graphic>',
        _CHART,
    )
    return documents.document(
        body,
        links=["rId5 chart charts/chart1.xml"],
        parts={"word/charts/chart1.xml": chart},
    )


def _on_slide(chart, beneath=""):
    frame = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="Chart 1"/>'
        "<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>"
        '<a:off x="914400" y="914400"/><a:ext cx="6000000" cy="2740000"/></p:xfrm>'
        f"{_CHART}</p:graphicFrame>"
    )
    return slides.presentation(
        beneath + frame,
        parts={
            "ppt/slides/_rels/slide1.xml.rels": links(
                "rId1 slideLayout ../slideLayouts/slideLayout1.xml",
                "rId5 chart ../charts/chart1.xml",
            ),
            "ppt/charts/chart1.xml": chart,
        },
    )


def _table_over(style):
    table = slides.table([("North", ""), ("4", "")]).replace(
        "<a:tbl>", f"<a:tbl><a:tblPr><a:tableStyleId>{style}</a:tableStyleId></a:tblPr>"
    )
    return slides.presentation(slides.box(SECRET, "80 75 300 24") + table)


def _picture(opacity):
    """Return a document with a picture made clear."""
    inside = (
        f'<pic:pic xmlns:pic="{PIC}"><pic:blipFill><a:blip r:embed="rId6">'
        f'<a:alphaModFix amt="{opacity}"/></a:blip></pic:blipFill><pic:spPr/></pic:pic>'
    )
    return documents.document(
        documents.anchored(100, 300, 200, 150, inside),
        links=["rId6 image media/image1.png"],
        parts={"word/media/image1.png": pdfs.photograph(kind="PNG")},
    )


def _ruby(size):
    return documents.document(
        "<w:p><w:r><w:ruby><w:rt><w:r><w:rPr>"
        f'<w:sz w:val="{size}"/></w:rPr><w:t>{SECRET}</w:t></w:r></w:rt><w:rubyBase>'
        "<w:r><w:t>an officer</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )


def _phantom(value):
    return documents.document(
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'math"><m:phant><m:phantPr><m:show m:val="{value}"/></m:phantPr><m:e><m:r>'
        f"<m:t>{SECRET}</m:t></m:r></m:e></m:phant></m:oMath></w:p>"
    )


def _frame(more, inside=SECRET, styles="", ending="odt"):
    frame = (
        f"<draw:frame {more}><draw:text-box><text:p>{inside}</text:p></draw:text-box>"
        "</draw:frame>"
    )
    body = {
        "odt": f"<text:p>{frame}Note</text:p>",
        "odp": f'<draw:page draw:name="page1">{frame}</draw:page>',
    }
    return opendocuments.open_document(ending, body[ending], styles=styles)


_PALE = (
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'fo:color="#fefefe"/></style:style>'
)
_BLUE = (
    '<style:style style:name="g1" style:family="graphic"><style:graphic-properties '
    'draw:fill="solid" draw:fill-color="#003078"/></style:style>'
)
_RULED = (
    '<style:style style:name="Pale" style:family="table-cell"><style:text-properties '
    'fo:color="#fdfdfd"/></style:style>'
)
_SPAN = f'<text:span text:style-name="T1">{SECRET}</text:span>'


def _sheet(more="", after=""):
    made = opendocuments.sheet(opendocuments.cell(SECRET))
    made = made.replace('table:name="Sheet1"', f'table:name="Sheet1" {more}')
    return opendocuments.open_document(
        "ods", made.replace("</table:table>", f"{after}</table:table>"), common=_RULED
    )


def _ruled():
    return _sheet(
        after='<calcext:conditional-formats xmlns:calcext="urn:calcext">'
        "<calcext:conditional-format "
        'calcext:target-range-address="Sheet1.A1:Sheet1.C9">'
        '<calcext:condition calcext:apply-style-name="Pale"/>'
        "</calcext:conditional-format></calcext:conditional-formats>"
    )


def _heads(styles, words):
    return opendocuments.open_document(
        "odt",
        "<text:p>Note</text:p>",
        common=styles,
        masters='<style:master-page style:name="Standard"><style:header><text:p>'
        f"{words}</text:p></style:header></style:master-page>",
    )


def _clipped(clip):
    return opendocuments.open_document(
        "odt",
        '<text:p><draw:frame draw:style-name="g1" svg:width="5cm" svg:height="3cm">'
        '<draw:image xlink:href="Pictures/a.jpg"/></draw:frame></text:p>',
        styles='<style:style style:name="g1" style:family="graphic">'
        f'<style:graphic-properties fo:clip="{clip}"/></style:style>',
        parts={"Pictures/a.jpg": pdfs.photograph()},
    )


def _font(said, more="", drawn="(officer)"):
    """Return a PDF whose font is copied as other letters than it draws."""
    pairs = "\n".join(f"<{ord(one):02x}> <{other.encode('utf-16-be').hex()}>"
                      for one, other in said.items())  # fmt: skip
    table = (
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(said)} beginbfchar\n{pairs}\nendbfchar endcmap"
    )
    return pdfs.pdf(
        f"BT /F2 12 Tf 72 600 Td {drawn} Tj ET",
        resources="/ExtGState << >>",
        objects=(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
            f"/WinAnsiEncoding /ToUnicode 11 0 R {more} >>",
            pdfs.stream("", table),
        ),
    ).replace(b"/F1 5 0 R >>", b"/F1 5 0 R /F2 10 0 R >>")


def _blocks():
    """Return a PDF with a font that draws every letter as a black block."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVW"
    programs = " ".join(f"/{one} 11 0 R" for one in letters)
    names = " ".join(f"/{one}" for one in letters)
    return pdfs.pdf(
        "BT /F2 12 Tf 72 600 Td (WRENASHDOWN) Tj ET",
        objects=(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix "
            f"[.001 0 0 .001 0 0] /FirstChar 65 /LastChar 87 /Widths [{'600 ' * 23}] "
            f"/Encoding << /Differences [65 {names}] >> /CharProcs << {programs} >> >>",
            pdfs.stream("", "600 0 0 0 600 700 d1 50 0 500 700 re f"),
        ),
    ).replace(b"/F1 5 0 R >>", b"/F1 5 0 R /F2 10 0 R >>")


def _loose_page():
    page = "<< /Type /{} /MediaBox [0 0 595 842] /Contents 11 0 R >>"
    return pdfs.pdf(
        root="/OpenAction [10 0 R /Fit]",
        objects=(page.format("Page"), pdfs.stream("", f"BT ({SECRET}) Tj ET")),
    )


def _second_look():
    look = pdfs.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 90 9]", f"BT ({SECRET}) Tj ET"
    )
    return pdfs.pdf(
        page="/Annots [10 0 R]",
        objects=(
            "<< /Type /Annot /Subtype /Widget /FT /Btn /T (c) /Rect [9 9 99 19] /F 4 "
            "/AS /Off /AP << /N << /Yes 11 0 R >> >> >>",
            look,
        ),
    )


def _png(clear):
    """Return a PNG with words beneath transparency, or one colour there."""
    image = Image.new("RGBA", (300, 60), (255, 255, 255, 0))
    if clear:
        ImageDraw.Draw(image).text((5, 20), SECRET, fill=(0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 40, 10), fill=(9, 90, 9, 255))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _tiff(more=b""):
    file = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(file, "TIFF")
    return file.getvalue() + more


def _more_data():
    content = pdfs.photograph(kind="PNG")
    extra = pictures.chunk(b"IDAT", zlib.compress(SECRET.encode() * 9))
    return content[:-12] + extra + content[-12:]


def _endless():
    """Return a PNG without its last chunk."""
    return pdfs.photograph(kind="PNG")[:-12]


def _gif():
    file = io.BytesIO()
    Image.new("P", (20, 20), 3).save(file, "GIF")
    note = SECRET.encode()
    return (
        file.getvalue()[:-1]
        + b"\x21\xff\x0bXMP DataXMP"
        + struct.pack("B", len(note))
        + note
        + b"\0;"
    )


def _mailed(body, head=""):
    return mails.mail(mails.html(body, head))


def _styled(look):
    return _mailed(f'<p><span style="{look}">{SECRET}</span></p>')


def planted():
    """Return the plants by their names."""
    h2, h3, h4, h5, h6 = "H2", "H3", "H4", "H5", "H6"
    rot = {
        one: chr((ord(one) - 97 + 13) % 26 + 97) for one in "abcdefghijklmnopqrstuvwxyz"
    }
    zero = "".join("\u200b\u200c"[one == "1"] for one in f"{ord('W'):08b}" * 4)
    made = {
        "xlsx: a white title of a chart": (h2, "block", on_sheet(titled_chart(_WHITE))),
        "docx: a white title of a chart": (h2, "block", _on_page(titled_chart(_WHITE))),
        "pptx: a white title of a chart": (
            h2,
            "block",
            _on_slide(titled_chart(_WHITE)),
        ),
        "xlsx: a white label beside a bar": (
            h2,
            "block",
            on_sheet(titled_chart("", "Visits", labels=_labels("outEnd"))),
        ),
        "xlsx: a box far from the cells": (
            h2,
            "block",
            workbooks.drawn(workbooks.shape("", SECRET), "300 90000 306 90006"),
        ),
        "xlsx: a box of no size": (
            h2,
            "block",
            workbooks.drawn(workbooks.shape("", SECRET), "3 1 3 1"),
        ),
        "pptx: a table over words": ("H1", "block", _table_over(_DARK)),
        "pptx: a chart over words": (
            "H1",
            "block",
            _on_slide(
                titled_chart("", "Visits", ground=f"<c:spPr>{_WHITE}</c:spPr>"),
                slides.box(SECRET, "80 90 300 24"),
            ),
        ),
        "pptx: a box of no size": (
            h2,
            "block",
            slides.presentation(slides.box(SECRET, "100 100 0 0")),
        ),
        "pptx: words marked in black": (
            h2,
            "block",
            slides.presentation(
                slides.box(
                    SECRET,
                    look='<a:highlight><a:srgbClr val="000000"/></a:highlight>',
                )
            ),
        ),
        "docx: a reading aid of one point": (h2, "block", _ruby(2)),
        "docx: a formula that is not drawn": (h2, "block", _phantom(0)),
        "docx: a picture made clear": (h2, "block", _picture(0), ""),
        "odt: a frame of no size": (
            h2,
            "block",
            _frame('svg:width="0.01cm" svg:height="0.01cm"'),
        ),
        "odp: a frame of no size": (
            h2,
            "block",
            _frame('svg:width="0.01cm" svg:height="0.01cm"', ending="odp"),
        ),
        "odp: white words on a white slide": (
            h2,
            "block",
            _frame(
                'svg:width="9cm" svg:height="2cm"', _SPAN, styles=_PALE, ending="odp"
            ),
        ),
        "odt: a pale head": (h2, "block", _heads(_PALE, _SPAN)),
        "odt: a cropped picture": (
            h4,
            "block",
            _clipped("rect(0cm, 1.5cm, 1cm, 0.5cm)"),
            "",
        ),
        "ods: a condition that writes in white": (h2, "block", _ruled()),
        "ods: words outside the print area": (
            h2,
            "warn",
            _sheet('table:print-ranges="Sheet1.A1:Sheet1.A1"'),
        ),
        "pdf: letters drawn as others": (h2, "block", _font(rot), ""),
        "pdf: a letter copied as a name": (
            h2,
            "block",
            _font({"o": "Wren Ashdown"}, drawn="(o)"),
        ),
        "pdf: letters drawn as blocks": (h2, "block", _blocks(), ""),
        "pdf: a page not among the pages": (h5, "block", _loose_page()),
        "pdf: a look of a button in another state": (h3, "block", _second_look()),
        "png: words beneath transparency": (h4, "block", _png(True), ""),
        "png: a second stream of picture data": (h4, "block", _more_data(), ""),
        "tiff: bytes after the picture": (h4, "block", _tiff(b"Wren" * 20), ""),
        "gif: notes of a program": (h6, "warn", _gif()),
        "txt: a text of characters without width": (
            h2,
            "block",
            f"Note{zero}\n".encode(),
            "",
        ),
        "txt: a private alphabet": (
            h2,
            "warn",
            "Note \ue057\ue072\ue065\ue06e\n".encode(),
            "",
        ),
        "csv: two uneven lines": (h6, "warn", f"Ref,Year\n1,2024,{SECRET}\n".encode()),
        "csv: positions to the metre": (
            "H9",
            "warn",
            b"Ref,Latitude\n1,51.507351\n2,52.205337\n3,53.480759\n",
            "positions",
        ),
        "eml: words for Outlook alone": (
            h2,
            "block",
            _mailed(f"<!--[if mso]><p>{SECRET}</p><![endif]-->"),
        ),
        "eml: a frame with a page of its own": (
            h3,
            "block",
            _mailed(f'<iframe srcdoc="&lt;p&gt;{SECRET}&lt;/p&gt;"></iframe>'),
        ),
        "eml: a choice not shown": (
            h6,
            "warn",
            _mailed(f"<select><option>One</option><option>{SECRET}</option></select>"),
        ),
        "eml: words in an attribute": (
            h6,
            "warn",
            _mailed(f'<p data-owner="{SECRET}">An officer</p>'),
        ),
        "eml: white words in a drawing": (
            h2,
            "block",
            _mailed(f'<svg><text fill="#ffffff">{SECRET}</text></svg>'),
        ),
    }
    made |= _beside()
    looks = {
        "a black gradient": "background:linear-gradient(#000,#000);color:#000",
        "a picture on black": "background:black url(x.png);color:black",
        "a mask": "mask-image:linear-gradient(transparent,transparent)",
        "no scale": "display:inline-block;scale:0",
        "a quarter turn": "display:inline-block;transform:rotateY(90deg)",
        "an inset": "position:absolute;inset:0 auto auto -4000px",
        "windows away": "position:fixed;left:200vw",
        "a zoom": "zoom:0.01",
        "white by lightness": "color:oklch(100% 0 0)",
    }
    for name, look in looks.items():
        made[f"eml: {name}"] = (h2, "block", _styled(look))
    return _plants(made)


def _beside():
    """Return words beside the pages: in settings, lists, layouts and shapes."""
    watermark = (
        '<w:p><w:r><w:pict><v:shape style="position:absolute;width:300pt;height:40pt" '
        f'fillcolor="white"><v:textpath string="{SECRET}"/></v:shape></w:pict></w:r>'
        "</w:p>"
    )
    prompt = slides.box(SECRET).replace(
        "<p:nvPr/>", '<p:nvPr><p:ph type="body"/></p:nvPr>'
    )
    return {
        "docx: white words drawn as a shape": (
            "H2",
            "block",
            documents.document(watermark),
        ),
        "docx: words before the points of a list": (
            "H5",
            "warn",
            documents.document(
                links=["rId6 numbering numbering.xml"],
                parts={
                    "word/numbering.xml": f"<w:numbering {documents.NS}><w:abstractNum>"
                    f'<w:lvl><w:lvlText w:val="{SECRET} wrote:"/></w:lvl>'
                    "</w:abstractNum></w:numbering>"
                },
            ),
        ),
        "docx: a box too low for its words": (
            "H2",
            "warn",
            documents.document(
                documents.anchored(
                    100,
                    300,
                    200,
                    20,
                    documents.box("", documents.paragraph("Note") * 12)
                    + documents.box("", documents.paragraph(SECRET)),
                )
            ),
            "Note",
        ),
        "xlsx: a protected range with a name": (
            "H7",
            "warn",
            workbooks.workbook(
                after=f'<protectedRanges><protectedRange name="{SECRET}" sqref="A1"/>'
                "</protectedRanges>"
            ),
        ),
        "xlsx: the name of a sheet in its macros": (
            "H7",
            "warn",
            workbooks.workbook(before='<sheetPr codeName="AshdownPay"/>'),
        ),
        "xlsx: a map to XML data": (
            "H7",
            "warn",
            workbooks.workbook(
                parts={"xl/xmlMaps.xml": f'<MapInfo><Map Name="{SECRET}"/></MapInfo>'}
            ),
        ),
        "pptx: words in the place of a layout": (
            "H6",
            "warn",
            slides.presentation(slides.box("The year"), layout=prompt),
        ),
        "pptx: a box that cuts off its words": (
            "H2",
            "warn",
            slides.presentation(
                slides.box(
                    f"{'The year in figures, ' * 9}{SECRET}", "100 100 200 20"
                ).replace("<a:bodyPr>", '<a:bodyPr vertOverflow="clip">')
            ),
        ),
        "ods: a cell that protection hides": ("H2", "block", _protected()),
        "odt: a choice not shown": (
            "H6",
            "warn",
            opendocuments.open_document(
                "odt",
                "<text:p>State: <text:drop-down><text:label "
                f'text:value="{SECRET}"/>one</text:drop-down></text:p>',
            ),
        ),
    }


def _protected():
    """Return a sheet whose protection hides a cell."""
    return opendocuments.open_document(
        "ods",
        opendocuments.sheet(
            opendocuments.cell(SECRET, ' table:style-name="ce1"')
        ).replace("<table:table ", '<table:table table:protected="true" '),
        styles='<style:style style:name="ce1" style:family="table-cell">'
        "<style:table-cell-properties "
        'style:cell-protect="hidden-and-protected"/></style:style>',
    )


def clean():
    """Return the counterparts with nothing to stop."""
    panel = (
        '<draw:rect draw:style-name="g1" svg:x="1cm" svg:y="1cm" svg:width="20cm" '
        'svg:height="5cm"/>'
    )
    words = '<text:span text:style-name="T1">The year in figures</text:span>'
    plain = {one: one for one in "abcdefghijklmnopqrstuvwxyz"}
    dark = f"<c:spPr>{slides.SOLID.format('202A44')}</c:spPr>"
    made = {
        "xlsx: a white title on a dark chart": on_sheet(
            titled_chart(_WHITE, ground=dark)
        ),
        "docx: a chart with a title": _on_page(titled_chart("", "Visits by ward")),
        "pptx: a table with a style over nothing": slides.presentation(
            slides.box("Visits", "80 300 300 24")
            + slides.table([("North", ""), ("4", "")])
        ),
        "docx: a reading aid": _ruby(12),
        "docx: a formula that is drawn": _phantom(1),
        "docx: a pale picture": _picture(50000),
        "odp: white words on a panel beneath": opendocuments.open_document(
            "odp",
            f'<draw:page draw:name="page1">{panel}<draw:frame svg:x="2cm" svg:y="2cm" '
            'svg:width="9cm" svg:height="2cm"><draw:text-box><text:p>'
            f"{words}</text:p></draw:text-box></draw:frame></draw:page>",
            styles=_PALE + _BLUE,
        ),
        "odt: a picture not cropped": _clipped("rect(0cm, 0cm, 0cm, 0cm)"),
        "odt: a head": _heads("", "Information team"),
        "pdf: letters that are what they say": _font(plain),
        "png: one colour beneath transparency": _png(False),
        "png: a picture without its end": _endless(),
        "tiff: a picture": _tiff(),
        "eml: a picture on blue": _mailed(
            '<p style="background:#003078 url(x.png);color:#fff">The year</p>'
        ),
        "eml: a chart": _mailed(
            '<svg><rect fill="#003078"/><text fill="#fff">42 visits</text></svg>'
        ),
        "csv: stations": b"Station,Latitude\nNorth,51.50\nQuay,51.51\nWest,51.52\n",
    }
    return _plants({name: ("clean", "clean", one) for name, one in made.items()})


def _plants(made):
    return {
        name: Plant(kind, wanted, f"file.{name.partition(':')[0]}", content, *says)
        for name, (kind, wanted, content, *says) in made.items()
    }
