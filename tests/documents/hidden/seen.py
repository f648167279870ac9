"""PDFs with visible or hidden words, each drawn in a different way.

They are written by hand, in the operators of ISO 32000-1, without knowledge of how the
check reads a page.
"""

import zlib

CANARY = "HIDDEN-CANARY-0001"
SHOWN = "BT /F1 12 Tf 72 700 Td (Twelve of them.) Tj ET\n"
# The name is drawn from 137 to 268 points across, 600 points up.
SECRET = f"BT /F1 12 Tf 72 600 Td (The person {CANARY} agreed.) Tj ET\n"
_ROUND = (
    "0 g 140 594 m 264 594 l 272 594 272 614 264 614 c 140 614 l"
    " 130 614 130 594 140 594 c h f\n"
)


def made(drawing, *, resources="", page="", more=()):
    """Return a one-page PDF.

    Args:
        drawing: The operators.
        resources: Further resources, besides the font /F1.
        page: Further entries of the page.
        more: Further objects, from number 6.
    """
    content = drawing.encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            f"/Resources<</Font<</F1 5 0 R>>{resources}>>{page}>>"
        ).encode(),
        stream("", content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        *more,
    ]
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(file + trailer % (len(objects) + 1, start))


def stream(entries, content):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (
        entries.encode(),
        len(content),
        content,
    )


def picture(width, height, grey, *, more=""):
    """Return a grey image, its shades given row by row."""
    return stream(
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
        f"/ColorSpace/DeviceGray/Filter/FlateDecode{more}",
        zlib.compress(bytes(grey)),
    )


def form(drawing, *, more=""):
    return stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
        f"/Resources<</Font<</F1 5 0 R>>>>{more}",
        drawing.encode(),
    )


_DRAW = "q 140 0 0 24 132 592 cm /X Do Q\n"
_X = "/XObject<</X 6 0 R>>"


def _with(setting):
    return f"/ExtGState<</G <<{setting}>>>>"


def _lines(black_from, black_to):
    """Return the shades of a scan: lines of letters, partly blacked out."""
    row = [255, 0, 90, 255] * 100
    blacked = [
        0 if black_from <= at < black_to else shade for at, shade in enumerate(row)
    ]
    return ([255] * 400) * 4 + blacked * 12 + ([255] * 400) * 4


_SCAN = "q 200 0 0 20 72 595 cm /X Do Q\n"
_READ = "BT 3 Tr /F1 12 Tf 72 600 Td (The person HIDDEN-CANARY agreed) Tj ET\n"


def hidden():
    """Return PDFs that hide the name, each with the code expected."""
    covered, unseen = "covered_text", "invisible_text"
    polygon = "134 594 m 270 594 l 270 614 l 134 614 l h"
    black = [0] * 64
    return {
        "a box by its corners": (made(SHOWN + SECRET + f"0 g {polygon} f"), covered),
        "a box never closed": (
            made(SECRET + f"0 g {polygon.removesuffix('h')} f*"),
            covered,
        ),
        "a rounded box": (made(SECRET + _ROUND), covered),
        "a thick line": (
            made(SECRET + "0 G 20 w 134 604 m 270 604 l S"),
            covered,
        ),
        "a curve": (
            made(SECRET + "0 G 24 w 130 604 m 160 600 240 608 274 604 c S"),
            covered,
        ),
        "a dashed line without gaps": (
            made(SECRET + "0 G 20 w [40 0] 0 d 134 604 m 270 604 l S"),
            covered,
        ),
        "a white box": (made(SECRET + f"1 g {polygon} f"), covered),
        "many thin lines": (
            made(
                SECRET
                + "0 G 1 w "
                + " ".join(
                    f"134 {594 + y / 2} m 270 {594 + y / 2} l S" for y in range(40)
                )
            ),
            covered,
        ),
        "a picture": (
            made(SECRET + _DRAW, resources=_X, more=[picture(8, 8, black)]),
            covered,
        ),
        "a picture behind an opaque mask": (
            made(
                SECRET + _DRAW,
                resources=_X,
                more=[
                    picture(8, 8, black, more="/SMask 7 0 R"),
                    picture(8, 8, [255] * 64),
                ],
            ),
            covered,
        ),
        "a picture in the content": (
            made(
                SECRET + "q 140 0 0 24 132 592 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q"
            ),
            covered,
        ),
        "a shading": (
            made(
                SECRET + "q 132 592 140 24 re W n /S sh Q",
                resources="/Shading<</S <</ShadingType 2/ColorSpace/DeviceGray"
                "/Coords[0 0 595 0]/Extend[true true]/Function"
                "<</FunctionType 2/Domain[0 1]/N 1/C0[0]/C1[.2]>>>>>>",
            ),
            covered,
        ),
        "a box in a form": (
            made(SECRET + "/X Do", resources=_X, more=[form(f"0 g {polygon} f")]),
            covered,
        ),
        "text in a form": (
            made(SHOWN + f"/X Do 0 g {polygon} f", resources=_X, more=[form(SECRET)]),
            covered,
        ),
        "hardly clear": (
            made(SECRET + f"/G gs 0 g {polygon} f", resources=_with("/ca .97")),
            covered,
        ),
        "squares of other text": (
            made(
                SECRET
                + "BT /F1 34 Tf 100 Tz 130 592 Td 30 TL -3 Tc (MMMMM) Tj ET"
                + " BT /F1 34 Tf 135 592 Td -3 Tc (MMMMM) Tj ET"
                + " BT /F1 34 Tf 140 592 Td -3 Tc (MMMMM) Tj ET"
                + " BT /F1 34 Tf 145 592 Td -3 Tc (WWWWW) Tj ET"
            ),
            covered,
        ),
        "a rotated page": (
            made(SECRET + f"0 g {polygon} f", page="/Rotate 90"),
            covered,
        ),
        "a scaled page": (
            made(f"q .5 0 0 .5 40 40 cm {SECRET} 0 g {polygon} f Q"),
            covered,
        ),
        "turned letters": (
            made(f"q .7 .7 -.7 .7 400 0 cm {SECRET} 0 g {polygon} f Q"),
            covered,
        ),
        "a page that begins elsewhere": (
            made(SECRET + f"0 g {polygon} f", page="/CropBox[50 500 500 800]"),
            covered,
        ),
        "small letters": (
            made(
                f"BT /F1 5 Tf 72 600 Td ({CANARY} agreed.) Tj ET"
                " 0 g 72 598 m 128 598 l 128 606 l 72 606 l f"
            ),
            covered,
        ),
        "white": (made(SHOWN + "1 g " + SECRET), unseen),
        "almost white": (made(SHOWN + ".996 g " + SECRET), unseen),
        "red on red": (
            made(f"1 0 0 rg {polygon} f .98 0 .01 rg " + SECRET),
            unseen,
        ),
        "white in a picture": (
            made(
                _DRAW + "1 g " + SECRET, resources=_X, more=[picture(8, 8, [255] * 64)]
            ),
            unseen,
        ),
        "clear": (made("/G gs " + SECRET, resources=_with("/ca 0")), unseen),
        "clear in a form": (
            made(
                "/G gs /X Do",
                resources=_with("/ca 0") + _X,
                more=[form(SECRET, more="/Group<</S/Transparency>>")],
            ),
            unseen,
        ),
        "clipped": (made("q 10 10 20 20 re W n " + SECRET + "Q"), unseen),
        "tiny": (made(SHOWN + SECRET.replace("/F1 12", "/F1 .4")), unseen),
        "neither filled nor outlined": (made("3 Tr " + SECRET), unseen),
        "in a scan, where it is blacked out": (
            made(
                _SCAN + _READ,
                resources=_X,
                more=[picture(400, 20, _lines(120, 360))],
            ),
            unseen,
        ),
        "off the page": (made(SECRET.replace("72 600", "672 600")), "off_page"),
    }


def shown():
    """Return PDFs with all their words visible."""
    return {
        "plain": made(SHOWN + SECRET),
        "a dark heading": made("0 g 60 590 400 30 re f 1 g " + SECRET),
        "a dark page": made(".1 g 0 0 595 842 re f .9 g " + SHOWN + SECRET),
        "struck through": made(SECRET + "0 G .8 w 72 603.5 m 310 603.5 l S"),
        "struck through by a box": made(SECRET + "0 g 72 603 238 1 re f"),
        "underlined": made(SECRET + "0 G 1.5 w 72 597.5 m 310 597.5 l S"),
        "marked": made("1 1 0 rg 72 595 240 16 re f 0 g " + SECRET),
        "marked afterwards": made(
            SECRET + "/G gs 1 1 0 rg 72 595 240 16 re f",
            resources=_with("/BM/Multiply"),
        ),
        "half clear": made(
            SECRET + "/G gs 0 0 1 rg 72 595 240 16 re f", resources=_with("/ca .4")
        ),
        "on a picture": made(
            "q 300 0 0 60 60 580 cm /X Do Q 0 g " + SECRET,
            resources=_X,
            more=[picture(8, 8, [170 + at for at in range(64)])],
        ),
        "beside a box": made(SECRET + "0 g 72 612 240 20 re f 72 570 240 26 re f"),
        "in a table": made(
            SECRET + "0 G .5 w 70 595 60 16 re S 130 595 145 16 re S 275 595 60 16 re S"
        ),
        "pale": made(".78 g " + SECRET),
        "small and grey": made(".5 g " + SECRET.replace("/F1 12", "/F1 4")),
        "twice, as a shadow": made(
            ".6 g " + SECRET.replace("72 600", "72.6 599.4") + "0 g " + SECRET
        ),
        "outlined": made("1 Tr .4 w 0 G 1 g " + SECRET),
        "in a form": made("/X Do", resources=_X, more=[form(SECRET)]),
        "on its side": made(f"q 0 1 -1 0 700 0 cm {SECRET} Q"),
        "behind a clear picture": made(
            SECRET + _DRAW,
            resources=_X,
            more=[
                picture(8, 8, [0] * 64, more="/SMask 7 0 R"),
                picture(8, 8, [0] * 64),
            ],
        ),
        "on a page turned round": made(SHOWN + SECRET, page="/Rotate 270"),
        "on a large page": made(SHOWN + SECRET, page="/CropBox[0 0 2384 3370]").replace(
            b"[0 0 595 842]/C", b"[0 0 2384 3370]/C"
        ),
    }


def scan(turned=""):
    """Return a scan with a text layer, all of it visible in the image."""
    drawing = f"q {turned} {_SCAN}{_READ} Q"
    return made(drawing, resources=_X, more=[picture(400, 20, _lines(0, 0))])
