"""Presentations with a leak in each, their XML written by hand."""

from tests.documents.hidden.plants.parts import (
    SECRET,
    THEME,
    TOKEN,
    A,
    P,
    Plant,
    R,
    office,
    relationships,
)

NS = f'xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"'
MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" '
    'accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" '
    'accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_TREE = (
    '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
    "</p:nvGrpSpPr><p:grpSpPr/>{}</p:spTree>"
)
SOLID = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'


def box(words, place="100 100 500 40", *, fill="", look="", body="", name="", more=""):
    """Return a shape at left, top, width and height, in points."""
    x, y, width, height = (int(one) * 12700 for one in place.split())
    said = (
        f'<p:txBody><a:bodyPr>{body}</a:bodyPr><a:p><a:r><a:rPr lang="en-GB" '
        f'sz="1800">{look}</a:rPr><a:t>{words}</a:t></a:r></a:p></p:txBody>'
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="3" name="{name or "Box"}"{more}/><p:cNvSpPr/>'
        f'<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext '
        f'cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"/>{fill}'
        f"</p:spPr>{said if words else ''}</p:sp>"
    )


def presentation(*slides, layout="", master="", ground="", presenting="", parts=None):
    """Return a presentation with these slides, each the XML of its shapes."""
    made = {
        "ppt/presentation.xml": f"<p:presentation {NS}><p:sldMasterIdLst>"
        '<p:sldMasterId id="1" r:id="rId90"/></p:sldMasterIdLst><p:sldIdLst>'
        + "".join(
            f'<p:sldId id="{256 + one}" r:id="rId{one}"/>'
            for one in range(1, len(slides) + 1)
        )
        + '</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/>'
        f"{presenting}</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relationships(
            *(f"rId{n} slide slides/slide{n}.xml" for n in range(1, len(slides) + 1)),
            "rId90 slideMaster slideMasters/slideMaster1.xml",
            "rId91 theme theme/theme1.xml",
        ),
        "ppt/theme/theme1.xml": THEME,
        "ppt/slideMasters/slideMaster1.xml": f"<p:sldMaster {NS}><p:cSld><p:bg><p:bgPr>"
        '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill></p:bgPr></p:bg>'
        f'{_TREE.format(master)}</p:cSld>{MAP}<p:sldLayoutIdLst><p:sldLayoutId id="2" '
        'r:id="rId1"/></p:sldLayoutIdLst><p:txStyles><p:bodyStyle><a:lvl1pPr>'
        '<a:defRPr sz="1800"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr></p:bodyStyle></p:txStyles></p:sldMaster>",
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relationships(
            "rId1 slideLayout ../slideLayouts/slideLayout1.xml",
            "rId2 theme ../theme/theme1.xml",
        ),
        "ppt/slideLayouts/slideLayout1.xml": f"<p:sldLayout {NS}><p:cSld>"
        f"{_TREE.format(layout)}</p:cSld></p:sldLayout>",
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relationships(
            "rId1 slideMaster ../slideMasters/slideMaster1.xml"
        ),
    }
    for number, shapes in enumerate(slides, 1):
        made[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {NS}><p:cSld>{ground}{_TREE.format(shapes)}</p:cSld></p:sld>"
        )
        made[f"ppt/slides/_rels/slide{number}.xml.rels"] = relationships(
            "rId1 slideLayout ../slideLayouts/slideLayout1.xml"
        )
    return office("ppt/presentation.xml", {**made, **(parts or {})})


def table(*rows):
    """Return a table; a cell is its words, or (words, attributes)."""
    written = "".join(
        '<a:tr h="370000">'
        + "".join(
            f"<a:tc{more}><a:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p>"
            "</a:txBody><a:tcPr/></a:tc>"
            for words, more in row
        )
        + "</a:tr>"
        for row in rows
    )
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="Table"/>'
        "<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>"
        '<a:off x="914400" y="914400"/><a:ext cx="6000000" cy="740000"/></p:xfrm>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/'
        '2006/table"><a:tbl><a:tblGrid><a:gridCol w="3000000"/><a:gridCol w="3000000"/>'
        f"</a:tblGrid>{written}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def first_sight():
    """Return the plants written before the check was mended."""
    h1, h2 = "H1 drawn over", "H2 not to be seen"
    h5, h6 = "H5 not used", "H6 beside the page"
    made = {
        "a gradient over part of a line": (
            h1,
            "block",
            presentation(
                box(f"Asked by {SECRET}")
                + box(
                    "",
                    "180 100 140 40",
                    fill='<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="000000"/>'
                    '</a:gs><a:gs pos="100000"><a:srgbClr val="333333"/></a:gs>'
                    "</a:gsLst></a:gradFill>",
                )
            ),
        ),
        "a shape in a moved group over words": (
            h1,
            "block",
            presentation(
                box(SECRET)
                + '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/><p:cNvGrpSpPr/>'
                '<p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="1270000" '
                'y="1270000"/><a:ext cx="6350000" cy="508000"/><a:chOff x="0" y="0"/>'
                '<a:chExt cx="6350000" cy="508000"/></a:xfrm></p:grpSpPr>'
                + box("", "0 0 500 40", fill=SOLID.format("000000"))
                + "</p:grpSp>"
            ),
        ),
        "theme colour of the ground": (
            h2,
            "block",
            presentation(
                box(SECRET, look='<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>')
            ),
        ),
        "almost the colour of the shape": (
            h2,
            "block",
            presentation(
                box(SECRET, fill=SOLID.format("1D70B8"), look=SOLID.format("1E71B9"))
            ),
        ),
        "letters with no opacity": (
            h2,
            "block",
            presentation(
                box(
                    SECRET,
                    look='<a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/>'
                    "</a:srgbClr></a:solidFill>",
                )
            ),
        ),
        "words in a merged cell": (
            h2,
            "block",
            presentation(table([("Year", ' gridSpan="2"'), (SECRET, ' hMerge="1"')])),
        ),
        "white on a white ground of the slide itself": (
            h2,
            "block",
            presentation(
                box(SECRET, look=SOLID.format("0B0C0C")),
                ground='<p:bg><p:bgPr><a:solidFill><a:srgbClr val="0B0C10"/>'
                "</a:solidFill></p:bgPr></p:bg>",
            ),
        ),
        "a layout that no slide uses": (
            h5,
            "warn",
            presentation(
                box("Figures"),
                parts={
                    "ppt/slideLayouts/slideLayout2.xml": f"<p:sldLayout {NS}><p:cSld>"
                    f"{_TREE.format(box(SECRET))}</p:cSld></p:sldLayout>"
                },
            ),
        ),
        "the description of a shape": (
            h6,
            "warn",
            presentation(box("Figures", more=f' descr="{SECRET}"')),
        ),
        "the name of a section": (
            h6,
            "warn",
            presentation(
                box("Figures"),
                presenting='<p:extLst><p:ext><p14:sectionLst xmlns:p14="http://schemas.'
                'microsoft.com/office/powerpoint/2010/main"><p14:section '
                f'name="{SECRET}" id="1"/></p14:sectionLst></p:ext></p:extLst>',
            ),
        ),
        "a tag of a program": (
            h6,
            "warn",
            presentation(
                box("Figures"),
                parts={
                    "ppt/tags/tag1.xml": f'<p:tagLst {NS}><p:tag name="OWNER" '
                    f'val="{SECRET}"/></p:tagLst>'
                },
            ),
        ),
    }
    return {
        f"pptx: {name}": Plant(kind, wanted, "talk.pptx", content, *(says or [TOKEN]))
        for name, (kind, wanted, content, *says) in made.items()
    }


def second_sight():
    """Return the plants written after the check was mended, before they were tried."""
    h1, h2 = "H1 drawn over", "H2 not to be seen"
    h6, h7 = "H6 beside the page", "H7 properties"
    holder = (
        '<p:sp><p:nvSpPr><p:cNvPr id="7" name="Text Placeholder 1"/><p:cNvSpPr/>'
        "<p:nvPr>"
        '<p:ph type="body" idx="3"/></p:nvPr></p:nvSpPr><p:spPr>{}</p:spPr><p:txBody>'
        "<a:bodyPr/>{}<a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    white = (
        '<a:lstStyle><a:lvl1pPr><a:defRPr sz="1400"><a:solidFill><a:schemeClr '
        'val="bg1"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
    )
    place = (
        '<a:xfrm><a:off x="914400" y="914400"/><a:ext cx="5000000" cy="900000"/>'
        "</a:xfrm>"
    )
    made = {
        "white by the layout's placeholder": (
            h2,
            "block",
            presentation(
                holder.format("", "", SECRET),
                layout=holder.format(place, white, "Text"),
            ),
        ),
        "a shape over a placeholder whose place the layout gives": (
            h1,
            "block",
            presentation(
                holder.format("", "", SECRET)
                + box("", "70 70 500 80", fill=SOLID.format("000000")),
                layout=holder.format(place, "", "Text"),
            ),
        ),
        "black glass of a twentieth": (
            h1,
            "block",
            presentation(
                box(SECRET)
                + box(
                    "",
                    "90 90 520 60",
                    fill='<a:solidFill><a:srgbClr val="000000"><a:alpha val="96000"/>'
                    "</a:srgbClr></a:solidFill>",
                )
            ),
        ),
        "a row of a table under a bar": (
            h1,
            "block",
            presentation(
                table([("Year", ""), ("Who", "")], [("2026", ""), (SECRET, "")])
                + box("", "72 101 473 30", fill=SOLID.format("000000"))
            ),
        ),
        "words off to the left": (
            h2,
            "block",
            presentation(box(SECRET, "-700 100 500 40")),
        ),
        "letters without a fill": (
            h2,
            "block",
            presentation(box(SECRET, look="<a:noFill/>")),
        ),
        "white in a white cell": (
            h2,
            "block",
            presentation(
                table([("Year", ""), (SECRET, "")]).replace(
                    f"<a:t>{SECRET}",
                    f"<a:rPr>{SOLID.format('FFFFFF')}</a:rPr><a:t>{SECRET}",
                )
            ),
        ),
        "the hint of a link": (
            h6,
            "warn",
            presentation(
                box("Figures").replace(
                    'name="Box"/>',
                    f'name="Box"><a:hlinkClick tooltip="{SECRET}"/></p:cNvPr>',
                )
            ),
        ),
        "a show of its own": (
            h6,
            "warn",
            presentation(
                box("Figures"),
                presenting=f'<p:custShowLst><p:custShow name="For {SECRET}" id="0"/>'
                "</p:custShowLst>",
            ),
        ),
        "a hidden shape": (h2, "block", presentation(box(SECRET, more=' hidden="1"'))),
        "a category": (
            h7,
            "warn",
            presentation(
                box("Figures"),
                parts={
                    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.'
                    'openxmlformats.org/package/2006/metadata/core-properties">'
                    f"<cp:category>{SECRET}</cp:category></cp:coreProperties>"
                },
            ),
        ),
    }
    return {
        f"pptx: {name}": Plant(kind, wanted, "talk.pptx", content, *(says or [TOKEN]))
        for name, (kind, wanted, content, *says) in made.items()
    }


def clean():
    """Return presentations as people make them, with nothing to stop."""
    white = SOLID.format("FFFFFF")
    dark = SOLID.format("14333D")
    image = "<p:bg><p:bgPr><a:blipFill/></p:bgPr></p:bg>"
    made = {
        "white words on a dark slide": presentation(
            box("Figures", look=white), ground=f"<p:bg><p:bgPr>{dark}</p:bgPr></p:bg>"
        ),
        "white words on a picture": presentation(
            box("Figures", look=white), ground=image
        ),
        "white words on a shape of the layout": presentation(
            box("Figures", look=white), layout=box("", "0 0 960 300", fill=dark)
        ),
        "white words on a shape beneath": presentation(
            box("", "90 90 600 80", fill=dark) + box("Figures", look=white)
        ),
        "a table in a style of the program": presentation(
            table([("Year", ""), ("Number", "")]).replace(
                "<a:tbl>",
                '<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{5C22544A-7EE6-4342-B048-'
                "85BDC9FD1C3A}</a:tableStyleId></a:tblPr>",
            )
        ),
        "a picture beside short lines": presentation(
            box("Short", "100 100 500 40") + box("", "400 90 200 200", fill=dark)
        ),
        "glass over words": presentation(
            box("Figures")
            + box(
                "",
                "90 90 520 60",
                fill='<a:solidFill><a:srgbClr val="FFDD00"><a:alpha val="40000"/>'
                "</a:srgbClr></a:solidFill>",
            )
        ),
    }
    return {
        f"pptx: {name}": Plant("clean", "clean", "talk.pptx", content)
        for name, content in made.items()
    }
