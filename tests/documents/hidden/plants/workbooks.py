"""Workbooks with a leak in each, their XML written by hand."""

from tests.documents.hidden.plants.parts import (
    MC,
    SECRET,
    THEME,
    TOKEN,
    X14,
    XDR,
    XM,
    A,
    Plant,
    R,
    S,
    office,
    relationships,
)

_STYLES = """<styleSheet xmlns="{s}"><numFmts count="1">
<numFmt numFmtId="164" formatCode="{code}"/></numFmts>
<fonts count="2"><font><sz val="11"/><color theme="1"/><name val="Calibri"/></font>
<font><sz val="{size}"/>{colour}<name val="Calibri"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill><fill>{fill}</fill></fills>
<borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>
</cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>
<xf numFmtId="{number}" fontId="1" fillId="2" borderId="0" applyFont="1"/></cellXfs>
<dxfs count="1"><dxf>{dxf}</dxf></dxfs>{more}</styleSheet>"""


def styles(
    *,
    code="General",
    number="0",
    size="11",
    colour='<color theme="1"/>',
    fill='<patternFill patternType="none"/>',
    dxf="",
    more="",
):
    """Return the styles of a workbook; cells of style 1 look as asked."""
    return _STYLES.format(
        s=S,
        code=code,
        number=number,
        size=size,
        colour=colour,
        fill=fill,
        dxf=dxf,
        more=more,
    )


def text(place, words, style=0):
    """Return a cell with words."""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{words}</t></is></c>'


PLAIN = "".join(
    f'<row r="{row}">{text(f"A{row}", f"Year {row}")}'
    f'<c r="B{row}"><v>{row * 17}</v></c></row>'
    for row in range(1, 6)
)


def workbook(
    rows="",
    *,
    before="",
    after="",
    look="",
    views="",
    book="",
    strings="",
    links=(),
    parts=None,
    sheets=1,
):
    """Return a workbook with a sheet of five rows, and what is asked for besides."""
    sheet = (
        f'<worksheet xmlns="{S}" xmlns:r="{R}" xmlns:x14="{X14}" xmlns:xm="{XM}" '
        f'xmlns:mc="{MC}">{before}<sheetData>{PLAIN}{rows}</sheetData>{after}'
        "</worksheet>"
    )
    made = {
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">'
        f"{views or '<bookViews><workbookView/></bookViews>'}<sheets>"
        + "".join(
            f'<sheet name="Sheet {one}" sheetId="{one}" r:id="rId{one}"/>'
            for one in range(1, sheets + 1)
        )
        + f"</sheets>{book}</workbook>",
        "xl/_rels/workbook.xml.rels": relationships(
            *(
                f"rId{n} worksheet worksheets/sheet{n}.xml"
                for n in range(1, sheets + 1)
            ),
            "rId8 styles styles.xml",
            "rId9 theme theme/theme1.xml",
            *(["rId7 sharedStrings sharedStrings.xml"] if strings else []),
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": look or styles(),
        "xl/theme/theme1.xml": THEME,
    }
    for number in range(2, sheets + 1):
        made[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{S}"><sheetData>{PLAIN}</sheetData></worksheet>'
        )
    if strings:
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{S}">{strings}</sst>'
    if links:
        made["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(*links)
    return office("xl/workbook.xml", {**made, **(parts or {})})


def drawing(inside, anchor="0 0 6 6"):
    """Return a drawing over the cells from (column, row) to (column, row)."""
    left, top, right, bottom = anchor.split()

    def corner(name, column, row):
        return (
            f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
            f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
        )

    return (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:r="{R}"><xdr:twoCellAnchor>'
        f"{corner('from', left, top)}{corner('to', right, bottom)}{inside}"
        "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )


def shape(fill, words="", colour="000000", more=""):
    """Return a shape of a drawing."""
    body = (
        f'<xdr:txBody><a:bodyPr/><a:p><a:r><a:rPr sz="1100"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill></a:rPr><a:t>{words}</a:t></a:r>'
        "</a:p></xdr:txBody>"
        if words
        else ""
    )
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Shape 1"{more}/><xdr:cNvSpPr/>'
        '</xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/>'
        f"{fill}</xdr:spPr>{body}</xdr:sp>"
    )


def drawn(inside, anchor="3 1 6 6", rows=""):
    """Return a workbook with a drawing."""
    return workbook(
        rows,
        after='<drawing r:id="rId1"/>',
        links=["rId1 drawing ../drawings/drawing1.xml"],
        parts={"xl/drawings/drawing1.xml": drawing(inside, anchor)},
    )


_SOLID = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'
_ROW = f'<row r="9">{text("D9", SECRET, 1)}</row>'
_PALE = '<row r="9">{}</row>'
_VALUE = f'<row r="9"><c r="D9" s="1" t="inlineStr"><is><t>{SECRET}</t></is></c></row>'


def first_sight():
    """Return the plants written before the check was mended."""
    h1, h2 = "H1 drawn over", "H2 not to be seen"
    h5, h6, h7 = "H5 not used", "H6 beside the page", "H7 properties"
    wide = '<row r="9"><c r="D9" s="1"><v>{}</v></c></row>'
    made = {
        "gradient over a cell": (
            h1,
            "block",
            drawn(
                shape(
                    '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="222222"/>'
                    "</a:gs>"
                    '<a:gs pos="100000"><a:srgbClr val="444444"/></a:gs></a:gsLst>'
                    "</a:gradFill>"
                ),
                "3 8 6 9",
                f'<row r="9">{text("D9", SECRET)}</row>',
            ),
        ),
        "a shape over the second half of a cell": (
            h1,
            "block",
            drawn(
                shape(_SOLID.format("FFFFFF")),
                "4 8 7 9",
                f'<row r="9">{text("D9", SECRET)}</row>',
            ),
        ),
        "theme colour with a tint": (
            h2,
            "block",
            workbook(_ROW, look=styles(colour='<color theme="0" tint="-0.03"/>')),
        ),
        "indexed colour of the palette": (
            h2,
            "block",
            workbook(
                _ROW,
                look=styles(
                    colour='<color indexed="22"/>',
                    fill='<patternFill patternType="solid"><fgColor rgb="FFC3C3C3"/>'
                    "</patternFill>",
                ),
            ),
        ),
        "black letters on a dark pattern": (
            h2,
            "block",
            workbook(
                _ROW,
                look=styles(
                    colour='<color rgb="FF101010"/>',
                    fill='<patternFill patternType="darkGray"><fgColor rgb="FF0A0A0A"/>'
                    '<bgColor rgb="FF111111"/></patternFill>',
                ),
            ),
        ),
        "letters of two points": (h2, "block", workbook(_ROW, look=styles(size="2"))),
        "a column a fifth of a letter wide": (
            h2,
            "block",
            workbook(
                _ROW,
                before='<cols><col min="4" max="4" width="0.2" '
                'customWidth="1"/></cols>',
            ),
        ),
        "every row of no height by default": (
            h2,
            "block",
            workbook(
                _ROW,
                before='<sheetFormatPr defaultRowHeight="0.75" customHeight="1"/>',
            ),
            "Year 1",
        ),
        "a format of other words for numbers": (
            h2,
            "block",
            workbook(
                wide.format("483920"),
                look=styles(code="&quot;n/a&quot;;&quot;n/a&quot;", number="164"),
            ),
            "483920",
        ),
        "a format with white letters": (
            h2,
            "block",
            workbook(
                wide.format("483920"), look=styles(code="[White]General", number="164")
            ),
            "483920",
        ),
        "bars instead of the values": (
            h2,
            "block",
            workbook(
                after='<conditionalFormatting sqref="B1:B5"><cfRule type="dataBar" '
                'priority="1"><dataBar showValue="0"><cfvo type="min"/>'
                '<cfvo type="max"/><color rgb="FF638EC6"/></dataBar></cfRule>'
                "</conditionalFormatting>"
            ),
            "B1",
        ),
        "a run of one point in shared strings": (
            h2,
            "block",
            workbook(
                '<row r="9"><c r="D9" t="s"><v>0</v></c></row>',
                strings='<si><r><t>Note </t></r><r><rPr><sz val="1"/></rPr>'
                f"<t>{SECRET}</t></r></si>",
            ),
        ),
        "words to pronounce by": (
            h2,
            "block",
            workbook(
                '<row r="9"><c r="D9" t="s"><v>0</v></c></row>',
                strings=f'<si><t>Note</t><rPh sb="0" eb="2"><t>{SECRET}</t></rPh></si>',
            ),
        ),
        "panes frozen below the first rows": (
            h2,
            "warn",
            workbook(
                before='<sheetViews><sheetView workbookViewId="0" topLeftCell="A4">'
                '<pane ySplit="1" topLeftCell="A5" state="frozen"/></sheetView>'
                "</sheetViews>"
            ),
            "Year 1",
        ),
        "the window is hidden": (
            h2,
            "warn",
            workbook(
                views='<bookViews><workbookView visibility="hidden"/></bookViews>'
            ),
            "",
        ),
        "a comment on a name": (
            h6,
            "warn",
            workbook(
                book=f'<definedNames><definedName name="Rate" comment="{SECRET}">'
                "'Sheet 1'!$B$1</definedName></definedNames>"
            ),
        ),
        "a list of the newer kind": (
            h6,
            "warn",
            workbook(
                after="<extLst><ext><x14:dataValidations><x14:dataValidation "
                f'type="list" promptTitle="Ask" prompt="{SECRET}"><x14:formula1>'
                "<xm:f>Sheet1!$A$1</xm:f></x14:formula1><xm:sqref>E1</xm:sqref>"
                "</x14:dataValidation></x14:dataValidations></ext></extLst>"
            ),
        ),
        "a head for even pages": (
            h6,
            "warn",
            workbook(
                after='<headerFooter differentOddEven="1"><evenHeader>&amp;C'
                f"{SECRET}</evenHeader></headerFooter>"
            ),
        ),
        "a remark in N()": (
            h6,
            "warn",
            workbook(
                f'<row r="9"><c r="D9"><f>B1+N("{SECRET}")</f><v>17</v></c></row>'
            ),
        ),
        "alternative text of a shape": (
            h6,
            "warn",
            drawn(shape(_SOLID.format("FFFF00"), more=f' descr="{SECRET}"'), "8 8 9 9"),
        ),
        "headings kept by a table without headings": (
            h6,
            "warn",
            workbook(
                after='<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
                links=["rId1 table ../tables/table1.xml"],
                parts={
                    "xl/tables/table1.xml": f'<table xmlns="{S}" id="1" name="T" '
                    'displayName="T" ref="A1:B5" headerRowCount="0"><tableColumns '
                    f'count="2"><tableColumn id="1" name="{SECRET}"/>'
                    '<tableColumn id="2" name="n"/></tableColumns></table>'
                },
            ),
        ),
        "the path it was saved to": (
            h7,
            "warn",
            workbook(
                book='<extLst><ext><x15ac:absPath xmlns:x15ac="http://schemas.microsoft'
                '.com/office/spreadsheetml/2010/11/ac" '
                'url="C:\\Users\\wren.ashdown\\HR\\"/></ext></extLst>'
            ),
            "ashdown",
        ),
        "the company": (
            h7,
            "warn",
            workbook(
                parts={
                    "docProps/app.xml": '<Properties xmlns="http://schemas.openxml'
                    'formats.org/officeDocument/2006/extended-properties"><Application>'
                    f"Microsoft Excel</Application><Company>{SECRET}</Company>"
                    "</Properties>"
                }
            ),
        ),
        "a drawing the sheet has no place for": (
            h5,
            "block",
            workbook(
                links=["rId1 drawing ../drawings/drawing1.xml"],
                parts={
                    "xl/drawings/drawing1.xml": drawing(
                        shape(_SOLID.format("FFFF00"), SECRET), "8 8 12 12"
                    )
                },
            ),
        ),
    }
    return {
        f"xlsx: {name}": Plant(
            kind, wanted, "figures.xlsx", content, *(says or [TOKEN])
        )
        for name, (kind, wanted, content, *says) in made.items()
    }


def second_sight():
    """Return the plants written after the check was mended, before they were tried."""
    h1, h2 = "H1 drawn over", "H2 not to be seen"
    h5, h6, h7 = "H5 not used", "H6 beside the page", "H7 properties"
    secret = f'<row r="9">{text("D9", SECRET)}</row>'
    made = {
        "an ellipse filled by its style": (
            h1,
            "block",
            drawn(
                '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Oval 1"/><xdr:cNvSpPr/>'
                '</xdr:nvSpPr><xdr:spPr><a:prstGeom prst="ellipse"/></xdr:spPr>'
                "<xdr:style>"
                '<a:fillRef idx="1"><a:schemeClr val="dk1"/></a:fillRef></xdr:style>'
                "</xdr:sp>",
                "3 8 6 9",
                secret,
            ),
        ),
        "white by a table's style": (
            h2,
            "block",
            workbook(
                secret,
                look=styles(
                    dxf='<font><color rgb="FFFFFFFF"/></font>',
                    more='<tableStyles count="1"><tableStyle name="Pale" count="1">'
                    '<tableStyleElement type="wholeTable" dxfId="0"/></tableStyle>'
                    "</tableStyles>",
                ),
                after='<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
                links=["rId1 table ../tables/table1.xml"],
                parts={
                    "xl/tables/table1.xml": f'<table xmlns="{S}" id="1" name="T" '
                    'displayName="T" ref="D8:D9"><tableColumns count="1"><tableColumn '
                    'id="1" name="Year 1"/></tableColumns><tableStyleInfo name="Pale"/>'
                    "</table>"
                },
            ),
        ),
        "a gradient of dark blues behind black": (
            h2,
            "block",
            workbook(
                _ROW,
                look=styles(
                    colour='<color rgb="FF000008"/>',
                    fill='<gradientFill><stop position="0"><color rgb="FF000010"/>'
                    "</stop>"
                    '<stop position="1"><color rgb="FF000018"/></stop></gradientFill>',
                ),
            ),
        ),
        "negative numbers in a format of nothing": (
            h2,
            "block",
            workbook(
                '<row r="9"><c r="D9" s="1"><v>-483920</v></c></row>',
                look=styles(code="#,##0;;0", number="164"),
            ),
            "-483920",
        ),
        "text in a format of nothing for text": (
            h2,
            "block",
            workbook(_ROW, look=styles(code="0;-0;0;", number="164")),
        ),
        "icons instead of the values": (
            h2,
            "block",
            workbook(
                after='<conditionalFormatting sqref="B1:B5"><cfRule type="iconSet" '
                'priority="1"><iconSet showValue="0"><cfvo type="percent" val="0"/>'
                "</iconSet></cfRule></conditionalFormatting>"
            ),
            "B1",
        ),
        "a condition that fills in the letters' colour": (
            h2,
            "block",
            workbook(
                secret,
                look=styles(
                    dxf='<fill><patternFill><bgColor rgb="FF000000"/></patternFill>'
                    "</fill>"
                ),
                after='<conditionalFormatting sqref="D:D"><cfRule type="expression" '
                'dxfId="0" priority="1"><formula>1=1</formula></cfRule>'
                "</conditionalFormatting>",
            ),
        ),
        "columns narrow by default": (
            h2,
            "block",
            workbook(
                secret,
                before='<sheetFormatPr defaultColWidth="0.1" defaultRowHeight="15"/>',
            ),
            "",
        ),
        "a text box of one point": (
            h2,
            "block",
            drawn(
                shape(_SOLID.format("FFFF00"), SECRET).replace('sz="1100"', 'sz="100"'),
                "8 8 12 12",
            ),
        ),
        "a hidden drawing": (
            h2,
            "block",
            drawn(
                shape(_SOLID.format("FFFF00"), SECRET, more=' hidden="1"'), "8 8 12 12"
            ),
        ),
        "a scenario": (
            h6,
            "warn",
            workbook(
                after=f'<scenarios><scenario name="If {SECRET} leaves" user="HR" '
                'count="1"><inputCells r="B1" val="9"/></scenario></scenarios>'
            ),
        ),
        "an error message of a validation": (
            h6,
            "warn",
            workbook(
                after='<dataValidations count="1"><dataValidation type="whole" '
                f'sqref="B1" errorTitle="No" error="Ask {SECRET}">'
                "<formula1>1</formula1>"
                "</dataValidation></dataValidations>"
            ),
        ),
        "a constant in a name": (
            h6,
            "warn",
            workbook(
                book=f'<definedNames><definedName name="Who">"{SECRET}"</definedName>'
                "</definedNames>"
            ),
        ),
        "a list within a formula": (
            h6,
            "warn",
            workbook(
                '<row r="9"><c r="D9" t="str"><f>CHOOSE(2,"'
                f'{SECRET}","none")</f><v>none</v></c></row>'
            ),
        ),
        "content status": (
            h7,
            "warn",
            workbook(
                parts={
                    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.'
                    'openxmlformats.org/package/2006/metadata/core-properties">'
                    f"<cp:contentStatus>Not for {SECRET}</cp:contentStatus>"
                    "</cp:coreProperties>"
                }
            ),
        ),
        "who shares it": (
            h7,
            "warn",
            workbook(
                book=f'<fileSharing userName="{SECRET}" readOnlyRecommended="1"/>'
            ),
        ),
        "a picture that no drawing shows": (
            h5,
            "warn",
            workbook(parts={"xl/media/image9.png": b"\x89PNG\r\n"}),
            "image9",
        ),
        "a chart sheet that is not listed": (
            h5,
            "block",
            workbook(
                parts={
                    "xl/chartsheets/sheet9.xml": f'<chartsheet xmlns="{S}">'
                    "<headerFooter>"
                    f"<oddHeader>{SECRET}</oddHeader></headerFooter></chartsheet>"
                }
            ),
            "",
        ),
        "a link to a machine": (
            h7,
            "warn",
            workbook(
                after='<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>',
                links=["rId1 hyperlink http://hr-server/people/ashdown External"],
            ),
            "ashdown",
        ),
    }
    return {
        f"xlsx: {name}": Plant(
            kind, wanted, "figures.xlsx", content, *(says or [TOKEN])
        )
        for name, (kind, wanted, content, *says) in made.items()
    }


def clean():
    """Return workbooks as people make them, with nothing to stop."""
    head = f'<row r="9">{text("D9", "Office", 1)}</row>'
    number = '<row r="9"><c r="D9" s="1"><v>{}</v></c></row>'
    dark = '<patternFill patternType="solid"><fgColor theme="4"/></patternFill>'
    made = {
        "a dark heading of the theme": workbook(
            head, look=styles(colour='<color theme="0"/>', fill=dark)
        ),
        "amounts as accountants write them": workbook(
            number.format("-1204.5"),
            look=styles(
                code="_-* #,##0.00_-;\\-* #,##0.00_-;_-* &quot;-&quot;??_-;_-@_-",
                number="164",
            ),
        ),
        "yes and no": workbook(
            number.format("1"),
            look=styles(
                code="&quot;Yes&quot;;&quot;Yes&quot;;&quot;No&quot;", number="164"
            ),
        ),
        "zeros left empty": workbook(
            number.format("0"), look=styles(code="0;-0;;@", number="164")
        ),
        "text in a format for numbers": workbook(
            head, look=styles(code="#,##0;[Red]-#,##0", number="164")
        ),
        "white letters on red by a condition": workbook(
            look=styles(
                dxf='<font><color rgb="FFFFFFFF"/></font><fill><patternFill>'
                '<bgColor rgb="FFD4351C"/></patternFill></fill>'
            ),
            after='<conditionalFormatting sqref="B1:B5"><cfRule type="cellIs" '
            'dxfId="0" '
            'priority="1" operator="lessThan"><formula>20</formula></cfRule>'
            "</conditionalFormatting>",
        ),
        "merged cells with one value": workbook(
            f'<row r="9">{text("D9", "Offices in the north")}<c r="E9" s="1"/></row>',
            after='<mergeCells count="1"><mergeCell ref="D9:F9"/></mergeCells>',
        ),
        "frozen headings": workbook(
            before='<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
            'topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
        ),
        "a crest beside the figures": drawn(shape(_SOLID.format("14333D")), "4 1 6 4"),
        "a frame without a fill around figures": drawn(shape("<a:noFill/>"), "0 0 3 6"),
        "a formula with formats and choices": workbook(
            '<row r="9"><c r="D9" t="str"><f>TEXT(B1,"#,##0")&amp;" a year"</f>'
            "<v>17 a year</v></c></row>"
        ),
    }
    return {
        f"xlsx: {name}": Plant("clean", "clean", "figures.xlsx", content)
        for name, content in made.items()
    }
