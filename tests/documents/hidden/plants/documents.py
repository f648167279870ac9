"""Word documents with a leak in each, their XML written by hand."""

from tests.documents.hidden.plants.parts import (
    MC,
    PIC,
    SECRET,
    THEME,
    TOKEN,
    W14,
    W15,
    WP,
    WPS,
    A,
    Plant,
    R,
    W,
    office,
    relationships,
)

NS = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:wps="{WPS}" '
    f'xmlns:w14="{W14}" xmlns:w15="{W15}" xmlns:mc="{MC}" xmlns:pic="{PIC}" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
SECTION = (
    '<w:sectPr>{}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" '
    'w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708"/>{}'
    "</w:sectPr>"
)


def run(words, setup=""):
    """Return a run."""
    return f'<w:r><w:rPr>{setup}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(words, setup="", runs=""):
    """Return a paragraph."""
    return f"<w:p><w:pPr>{setup}</w:pPr>{run(words, runs) if words else ''}</w:p>"


PLAIN = paragraph("We hold the figures that were asked for.") + paragraph(
    "They are in the table, by year and by office."
)


def document(
    body="", *, styles="", settings="", heads="", ends="", links=(), parts=None
):
    """Return a document of two paragraphs, and what is asked for besides."""
    made = {
        "word/document.xml": f"<w:document {NS}><w:body>{PLAIN}{body}"
        f"{SECTION.format(heads, ends)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults><w:style '
        'w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"</w:style>{styles}</w:styles>",
        "word/settings.xml": f"<w:settings {NS}>{settings}</w:settings>",
        "word/theme/theme1.xml": THEME,
        "word/_rels/document.xml.rels": relationships(
            "rId90 styles styles.xml",
            "rId91 settings settings.xml",
            "rId92 theme theme/theme1.xml",
            *links,
        ),
    }
    return office("word/document.xml", {**made, **(parts or {})})


def style(name, kind="paragraph", inside="", base=""):
    """Return a style."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{based}'
        f"{inside}</w:style>"
    )


def anchored(
    x, y, width, height, inside, *, across="page", down="page", behind=0, doc=""
):
    """Return a paragraph with a shape in front of the text; measures in points."""
    unit = 12700
    return (
        '<w:p><w:r><w:drawing><wp:anchor distT="0" distB="0" simplePos="0" '
        f'relativeHeight="2" behindDoc="{behind}" locked="0" layoutInCell="1" '
        'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH '
        f'relativeFrom="{across}"><wp:posOffset>{x * unit}</wp:posOffset>'
        f'</wp:positionH><wp:positionV relativeFrom="{down}"><wp:posOffset>{y * unit}'
        f'</wp:posOffset></wp:positionV><wp:extent cx="{width * unit}" '
        f'cy="{height * unit}"/><wp:wrapNone/><wp:docPr id="1" name="Shape 1"{doc}/>'
        f'<a:graphic><a:graphicData uri="{WPS}">{inside}</a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r></w:p>"
    )


def box(fill, words=""):
    """Return a shape, with words in it or without."""
    inside = (
        f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>" if words else ""
    )
    return f"<wps:wsp><wps:spPr>{fill}</wps:spPr>{inside}<wps:bodyPr/></wps:wsp>"


SOLID = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'


def cell(words, setup="", runs=""):
    """Return a table cell."""
    return f"<w:tc><w:tcPr>{setup}</w:tcPr>{paragraph(words, '', runs)}</w:tc>"


def first_sight():
    """Return the plants written before the check was mended."""
    h1, h2 = "H1 drawn over", "H2 not to be seen"
    h5, h6, h7 = "H5 not used", "H6 beside the page", "H7 properties"
    made = {
        "a white shape over a line": (
            h1,
            "block",
            document(
                paragraph(SECRET)
                + anchored(
                    0,
                    -16,
                    300,
                    20,
                    box(SOLID.format("FFFFFF")),
                    across="column",
                    down="paragraph",
                )
            ),
        ),
        "an old rectangle (VML) over a line": (
            h1,
            "block",
            document(
                '<w:p><w:r><w:pict><v:rect style="position:absolute;margin-left:0;'
                'margin-top:0;width:300pt;height:16pt;z-index:3" fillcolor="#000000"/>'
                f"</w:pict></w:r>{run(SECRET)}</w:p>"
            ),
        ),
        "hidden by a style that a style is based on": (
            h2,
            "block",
            document(
                paragraph(SECRET, '<w:pStyle w:val="Child"/>'),
                styles=style("Mother", inside="<w:rPr><w:vanish/></w:rPr>")
                + style("Child", base="Mother"),
            ),
        ),
        "theme colour of the paper, darkened a little": (
            h2,
            "block",
            document(
                paragraph(
                    SECRET,
                    "",
                    '<w:color w:val="F7F7F7" w:themeColor="background1" '
                    'w:themeShade="F7"/>',
                )
            ),
        ),
        "grey on a cell of the same grey": (
            h2,
            "block",
            document(
                "<w:tbl><w:tr>"
                + cell(
                    SECRET,
                    '<w:shd w:val="clear" w:fill="C8C8C8"/>',
                    '<w:color w:val="CACACA"/>',
                )
                + "</w:tr></w:tbl>"
            ),
        ),
        "one point high by its style": (
            h2,
            "block",
            document(
                paragraph("Note ")
                + "<w:p>"
                + run(SECRET, '<w:rStyle w:val="Tiny"/>')
                + "</w:p>",
                styles=style("Tiny", "character", '<w:rPr><w:sz w:val="2"/></w:rPr>'),
            ),
        ),
        "letters a hundredth as wide": (
            h2,
            "block",
            document(paragraph(SECRET, "", '<w:w w:val="1"/>')),
        ),
        "lines exactly a twentieth of a point apart": (
            h2,
            "block",
            document(paragraph(SECRET, '<w:spacing w:line="1" w:lineRule="exact"/>')),
        ),
        "letters without a fill": (
            h2,
            "block",
            document(
                paragraph(SECRET, "", "<w14:textFill><w14:noFill/></w14:textFill>")
            ),
        ),
        "a frame off the page": (
            h2,
            "block",
            document(
                paragraph(
                    SECRET,
                    '<w:framePr w:w="3000" w:hRule="exact" w:h="400" w:hAnchor="page" '
                    'w:vAnchor="page" w:x="-6000" w:y="100"/>',
                )
            ),
        ),
        "a text box off the page": (
            h2,
            "block",
            document(anchored(-400, 90, 200, 40, box("", paragraph(SECRET)))),
        ),
        "a cell under a merged cell": (
            h2,
            "block",
            document(
                "<w:tbl><w:tr>"
                + cell("Year", '<w:vMerge w:val="restart"/>')
                + "</w:tr><w:tr>"
                + cell(SECRET, "<w:vMerge/>")
                + "</w:tr></w:tbl>"
            ),
        ),
        "a heading folded in": (
            h2,
            "block",
            document(
                '<w:p><w:pPr><w:outlineLvl w:val="0"/><w15:collapsed/></w:pPr>'
                f"{run('Figures')}</w:p>" + paragraph(SECRET)
            ),
        ),
        "an even head while pages are alike": (
            h5,
            "block",
            document(
                heads='<w:headerReference w:type="even" r:id="rId1"/>',
                links=["rId1 header header1.xml"],
                parts={"word/header1.xml": f"<w:hdr {NS}>{paragraph(SECRET)}</w:hdr>"},
            ),
        ),
        "an endnote with no mark": (
            h5,
            "block",
            document(
                links=["rId1 endnotes endnotes.xml"],
                parts={
                    "word/endnotes.xml": f'<w:endnotes {NS}><w:endnote w:id="4">'
                    f"{paragraph(SECRET)}</w:endnote></w:endnotes>"
                },
            ),
        ),
        "other words for old programs": (
            h5,
            "block",
            document(
                '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
                f"<w:t>Withheld</w:t></mc:Choice><mc:Fallback><w:t>{SECRET}</w:t>"
                "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
            ),
        ),
        "an entry of an index": (
            h6,
            "warn",
            document(
                '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
                f' XE "{SECRET}" </w:instrText></w:r><w:r>'
                '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
            ),
        ),
        "the hint of a link": (
            h6,
            "warn",
            document(
                f'<w:p><w:hyperlink r:id="rId1" w:tooltip="{SECRET}">{run("Figures")}'
                "</w:hyperlink></w:p>",
                links=["rId1 hyperlink https://example.org/ External"],
            ),
        ),
        "a bookmark": (
            h6,
            "warn",
            document(
                '<w:p><w:bookmarkStart w:id="1" w:name="Wren_Ashdown_grievance"/>'
                '<w:bookmarkEnd w:id="1"/></w:p>'
            ),
        ),
        "choices of a drop-down list": (
            h6,
            "warn",
            document(
                '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="'
                f'{SECRET}" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent>'
                f"{paragraph('Officer')}</w:sdtContent></w:sdt>"
            ),
        ),
        "the description of a table": (
            h6,
            "warn",
            document(
                f'<w:tbl><w:tblPr><w:tblDescription w:val="{SECRET}"/></w:tblPr><w:tr>'
                + cell("Year")
                + "</w:tr></w:tbl>"
            ),
        ),
        "the help of a form field": (
            h6,
            "warn",
            document(
                '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name '
                f'w:val="Text1"/><w:helpText w:type="text" w:val="{SECRET}"/>'
                "</w:ffData>"
                "</w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r>"
                '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
            ),
        ),
        "the people who may edit a part": (
            h7,
            "warn",
            document(
                '<w:p><w:permStart w:id="1" w:ed="AUTH\\wren.ashdown"/>'
                '<w:permEnd w:id="1"/></w:p>'
            ),
            "ashdown",
        ),
    }
    return {
        f"docx: {name}": Plant(kind, wanted, "answer.docx", content, *(says or [TOKEN]))
        for name, (kind, wanted, content, *says) in made.items()
    }


def second_sight():
    """Return the plants written after the check was mended, before they were tried."""
    h1, h2 = "H1 drawn over", "H2 not to be seen"
    h5, h6, h7 = "H5 not used", "H6 beside the page", "H7 properties"
    made = {
        "a dark shape in the margin's frame over a heading": (
            h1,
            "block",
            document(
                anchored(60, 70, 400, 60, box(SOLID.format("222222")), down="page")
                + paragraph(SECRET)
            ),
            "We hold",
        ),
        "a text box over another text box": (
            h1,
            "block",
            document(
                anchored(100, 300, 200, 30, box("<a:noFill/>", paragraph(SECRET)))
                + anchored(
                    100,
                    300,
                    200,
                    30,
                    box(SOLID.format("FFFFFF"), paragraph("Withheld")),
                ).replace('relativeHeight="2"', 'relativeHeight="9"')
            ),
        ),
        "black marker over a word": (
            h2,
            "block",
            document(paragraph(SECRET, "", '<w:highlight w:val="black"/>')),
        ),
        "hidden by the defaults of the document": (
            h2,
            "block",
            document(
                paragraph(SECRET, '<w:pStyle w:val="Ghost"/>'),
                styles=style(
                    "Ghost", inside='<w:rPr><w:color w:val="FDFDFE"/></w:rPr>'
                ),
            ),
        ),
        "letters pressed together": (
            h2,
            "block",
            document(paragraph(SECRET, "", '<w:spacing w:val="-220"/>')),
        ),
        "a table to the right of the page": (
            h2,
            "block",
            document(
                '<w:tbl><w:tblPr><w:tblInd w:w="14000" w:type="dxa"/></w:tblPr><w:tr>'
                + cell(SECRET)
                + "</w:tr></w:tbl>"
            ),
        ),
        "a white word in a table's style": (
            h2,
            "block",
            document(
                '<w:tbl><w:tblPr><w:tblStyle w:val="Pale"/></w:tblPr><w:tr>'
                + cell("Year")
                + "</w:tr><w:tr>"
                + cell(SECRET)
                + "</w:tr></w:tbl>",
                styles=style(
                    "Pale", "table", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
                ),
            ),
            "Year",
        ),
        "small letters raised": (
            h2,
            "block",
            document(
                paragraph(
                    SECRET, "", '<w:sz w:val="8"/><w:vertAlign w:val="superscript"/>'
                )
            ),
        ),
        "hidden in a head": (
            h2,
            "block",
            document(
                heads='<w:headerReference w:type="default" r:id="rId1"/>',
                links=["rId1 header header1.xml"],
                parts={
                    "word/header1.xml": f"<w:hdr {NS}>"
                    f"{paragraph(SECRET, '', '<w:vanish/>')}</w:hdr>"
                },
            ),
        ),
        "white words in a content control": (
            h2,
            "block",
            document(
                "<w:sdt><w:sdtContent>"
                + paragraph(SECRET, "", '<w:color w:val="FFFFFF"/>')
                + "</w:sdtContent></w:sdt>"
            ),
        ),
        "a foot that no section uses": (
            h5,
            "block",
            document(
                parts={"word/footer7.xml": f"<w:ftr {NS}>{paragraph(SECRET)}</w:ftr>"}
            ),
        ),
        "a first foot while first pages are alike": (
            h5,
            "block",
            document(
                heads='<w:footerReference w:type="first" r:id="rId1"/>',
                links=["rId1 footer footer1.xml"],
                parts={"word/footer1.xml": f"<w:ftr {NS}>{paragraph(SECRET)}</w:ftr>"},
            ),
        ),
        "a quotation that a field asks for": (
            h6,
            "warn",
            document(f"<w:p><w:fldSimple w:instr=' ASK Who \"{SECRET}\" '/></w:p>"),
        ),
        "a variable of the document": (
            h7,
            "warn",
            document(
                settings=f'<w:docVars><w:docVar w:name="case" w:val="{SECRET}"/>'
                "</w:docVars>"
            ),
        ),
        "the alternative text of an old picture": (
            h6,
            "warn",
            document(
                '<w:p><w:r><w:pict><v:shape style="width:50pt;height:20pt" '
                f'alt="{SECRET}"/></w:pict></w:r></w:p>'
            ),
        ),
        "a smart tag": (
            h6,
            "warn",
            document(
                '<w:p><w:smartTag w:uri="u" w:element="person"><w:smartTagPr><w:attr '
                f'w:name="who" w:val="{SECRET}"/></w:smartTagPr>{run("He")}'
                "</w:smartTag>"
                "</w:p>"
            ),
        ),
        "the template's path": (
            h7,
            "warn",
            document(
                settings='<w:attachedTemplate r:id="rId1"/>',
                parts={
                    "word/_rels/settings.xml.rels": relationships(
                        "rId1 attachedTemplate file:///H:/ashdown/letter.dotx External"
                    )
                },
            ),
            "ashdown",
        ),
    }
    return {
        f"docx: {name}": Plant(kind, wanted, "answer.docx", content, *(says or [TOKEN]))
        for name, (kind, wanted, content, *says) in made.items()
    }


def clean():
    """Return documents as people make them, with nothing to stop."""
    grid = style(
        "Grid",
        "table",
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
        '<w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr>',
    )
    white = '<w:color w:val="FFFFFF"/>'
    header = {"word/header1.xml": f"<w:hdr {NS}>{paragraph('Example Council')}</w:hdr>"}
    picture = (
        '<pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill><pic:spPr/>'
        "</pic:pic>"
    )
    made = {
        "a table with a dark first row by its style": document(
            '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblLook w:val="04A0"/>'
            "</w:tblPr><w:tr>"
            + cell("Year")
            + "</w:tr><w:tr>"
            + cell("2026")
            + "</w:tr></w:tbl>",
            styles=grid,
        ),
        "white words in a dark text box": document(
            anchored(
                330,
                500,
                200,
                40,
                box(SOLID.format("14333D"), paragraph("Key figures", "", white)),
            )
        ),
        "white words in a clear box over a dark shape": document(
            anchored(330, 500, 200, 60, box(SOLID.format("14333D")))
            + anchored(
                330,
                510,
                200,
                40,
                box("<a:noFill/>", paragraph("Key figures", "", white)),
            ).replace('relativeHeight="2"', 'relativeHeight="3"')
        ),
        "white words over a picture behind the text": document(
            anchored(0, 0, 595, 842, picture, behind=1)
            + paragraph("Figures for the year", "", white)
        ),
        "a crest in front of the text, beside it": document(
            anchored(470, 20, 90, 40, box(SOLID.format("14333D")))
        ),
        "fields that people see": document(
            '<w:p><w:fldSimple w:instr=" PAGE  \\* MERGEFORMAT "/><w:fldSimple '
            'w:instr=" DATE \\@ &quot;d MMMM yyyy&quot; "/><w:fldSimple '
            'w:instr=" TOC \\o &quot;1-3&quot; \\h \\z \\u "/></w:p>'
        ),
        "page numbers of contents, for web pages": document(
            paragraph("7", "", "<w:webHidden/>")
        ),
        "a first head where first pages differ": document(
            heads='<w:headerReference w:type="first" r:id="rId1"/>',
            ends="<w:titlePg/>",
            links=["rId1 header header1.xml"],
            parts=header,
        ),
        "automatic letters on a dark cell": document(
            "<w:tbl><w:tr>"
            + cell("Year", '<w:shd w:val="clear" w:fill="1D2B36"/>', white)
            + "</w:tr></w:tbl>"
        ),
        "a footnote and what parts it": document(
            '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
            links=["rId1 footnotes footnotes.xml"],
            parts={
                "word/footnotes.xml": f"<w:footnotes {NS}><w:footnote "
                'w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
                f'</w:footnote><w:footnote w:id="2">{paragraph("Rounded.")}'
                "</w:footnote></w:footnotes>"
            },
        ),
        "a hanging list": document(
            paragraph("First", '<w:ind w:left="720" w:hanging="360"/>')
        ),
    }
    return {
        f"docx: {name}": Plant("clean", "clean", "answer.docx", content)
        for name, content in made.items()
    }
