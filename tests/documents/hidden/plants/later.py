"""Leaks of kinds that files planted with other programs showed to be missed."""

import zlib

from tests.documents.hidden.plants import mails, opendocuments, pdfs, slides, workbooks
from tests.documents.hidden.plants.parts import SECRET, TOKEN, Plant

_LINE = (
    '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="9" name="Line"/><p:cNvCxnSpPr/><p:nvPr/>'
    '</p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="6400000" '
    'cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{w}">'
    '<a:solidFill><a:srgbClr val="101010"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
)
_CARDS = b"Ref,Paid by\n1,4111 1111 1111 1111\n2,5500-0055-5555-5559\n"
_ACCOUNTS = (
    b"Ref,Paid to\n1,DE89 3704 0044 0532 0130 00\n2,FR1420041010050500013M02606\n"
)
_NOTE = b"NOTE" + (len(SECRET) + 1).to_bytes(4, "little") + SECRET.encode() + b" "
_WORDS = f"/OC /L BDC BT /F1 12 Tf 72 600 Td ({SECRET}) Tj ET EMC"
_LAYERS = "/OCProperties << /OCGs [10 0 R] /D << >> >>"


def _layer(rule, usage=""):
    """Return a PDF with words in a layer, or in what depends on a layer."""
    layer = f"<< /Type /OCG /Name (Wren {TOKEN}) {usage} >>"
    return pdfs.pdf(
        _WORDS,
        root=_LAYERS,
        resources="/Properties << /L 11 0 R >>",
        objects=(layer, rule),
    )


def _field(colour, height=600):
    """Return a PDF with a field of this colour, and words at this height."""
    drawn = pdfs.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 400 30]",
        f"{colour} rg 0 0 400 30 re f",
    )
    return pdfs.pdf(
        f"BT /F1 12 Tf 72 {height} Td ({SECRET}) Tj ET",
        root="/AcroForm << /Fields [11 0 R] >>",
        page="/Annots [11 0 R]",
        objects=(
            drawn,
            "<< /Type /Annot /Subtype /Widget /FT /Btn /Ff 65536 /T (b) /F 4 "
            "/Rect [60 590 460 620] /AP << /N 10 0 R >> >>",
        ),
    )


def _webp(after=b"", chunk=b""):
    picture = pdfs.photograph(kind="WEBP") + chunk
    return picture[:4] + (len(picture) - 8).to_bytes(4, "little") + picture[8:] + after


def _between(content, hidden):
    """Return an archive with bytes between its last part and its list of parts."""
    at, end = content.index(b"PK\1\2"), content.rindex(b"PK\5\6")
    place = int.from_bytes(content[end + 16 : end + 20], "little") + len(hidden)
    return (
        content[:at]
        + hidden
        + content[at : end + 16]
        + place.to_bytes(4, "little")
        + content[end + 20 :]
    )


def _unlisted():
    """Return a PDF with an object that its list of objects does not have."""
    content = pdfs.pdf()
    at = content.rindex(b"xref", 0, content.rindex(b"startxref"))
    stray = f"99 0 obj\nBT ({SECRET}) Tj ET\nendobj\n".encode()
    rest = content[at:].replace(str(at).encode(), str(at + len(stray)).encode())
    return content[:at] + stray + rest


def _noticed(kind):
    """Return a spreadsheet with a message that a cell shows when it is chosen."""
    return opendocuments.open_document(
        "ods",
        "<table:content-validations><table:content-validation table:name='val1'>"
        f"<table:{kind}><text:p>{SECRET}</text:p></table:{kind}>"
        "</table:content-validation></table:content-validations>"
        + opendocuments.sheet(opendocuments.cell("4")),
    )


def planted():
    """Return the plants by their names."""
    stray = zlib.compress(SECRET.encode()) + SECRET.encode() * 9
    book = workbooks.workbook()
    made = {
        "xlsx: bytes between the parts": ("H5", "block", _between(book, stray), ""),
        "xlsx: bytes after the end": ("H5", "block", book + stray, ""),
        "pdf: an object that no list has": ("H5", "block", _unlisted()),
        "pdf: a layer shown only far away": (
            "H3",
            "block",
            _layer("<< >>", "/Usage << /Zoom << /min 40 >> >>"),
        ),
        "pdf: words shown while a layer is off": (
            "H3",
            "block",
            _layer("<< /Type /OCMD /OCGs 10 0 R /P /AllOff >>"),
            "rule",
        ),
        "pdf: words shown by a rule that fails": (
            "H3",
            "block",
            _layer("<< /Type /OCMD /VE [/And 10 0 R [/Not 10 0 R]] >>"),
            "rule",
        ),
        "pdf: a remark in the drawing": (
            "H6",
            "warn",
            pdfs.pdf(f"q\n% written by {SECRET}\nQ"),
        ),
        "pdf: a name of a place": (
            "H6",
            "warn",
            pdfs.pdf(
                root="/Names << /Dests << /Names [(case-of-Wren-Ashdown) [3 0 R /Fit]] "
                ">> >>"
            ),
        ),
        "pdf: a white field over words": ("H1", "block", _field("1 1 1")),
        "ods: a message on choosing a cell": ("H6", "warn", _noticed("help-message")),
        "pptx: a thick line over words": (
            "H1",
            "block",
            slides.presentation(
                slides.box(SECRET) + _LINE.format(x=1270000, y=1500000, w=508000)
            ),
        ),
        "webp: bytes after the end": ("H4", "block", _webp(after=stray), ""),
        "webp: a part of a program's own": (
            "H4",
            "warn",
            _webp(chunk=_NOTE),
        ),
        "eml: a template": (
            "H2",
            "block",
            mails.mail(mails.html(f"<template><p>{SECRET}</p></template>")),
        ),
        "eml: words folded away": (
            "H6",
            "warn",
            mails.mail(
                mails.html(f"<details><summary>More</summary><p>{SECRET}</p></details>")
            ),
        ),
        "csv: payment cards": ("H9", "warn", _CARDS, "4111"),
        "csv: accounts abroad": ("H9", "warn", _ACCOUNTS, "DE89"),
        "csv: family names": (
            "H9",
            "warn",
            b"Family name,Days\nAshdown,4\nTern,5\nWren,6\n",
            "Family name",
        ),
        "csv: numbers after a comma": ("H9", "warn", b"1,943 476 5919\n2,x\n", "943"),
        "txt: letters never shown": (
            "H2",
            "block",
            ("No." + "".join(chr(0xE0000 + ord(one)) for one in TOKEN)).encode(),
            "",
        ),
    }
    return _plants(made)


def clean():
    """Return the counterparts with nothing to stop."""
    made = {
        "pdf: a layer that is on": _layer("<< /Type /OCMD /OCGs 10 0 R /P /AllOn >>"),
        "pdf: a field over nothing": _field("0 0 0.5", height=500),
        "pdf: a sign of per cent": pdfs.pdf(
            "BT /F1 12 Tf 72 500 Td (5 % of all) Tj ET"
        ),
        "pptx: a rule under words": slides.presentation(
            slides.box("The year in figures")
            + _LINE.format(x=1270000, y=2400000, w=38100)
        ),
        "webp: a picture": _webp(),
        "csv: hospitals": b"Hospital,Patients\nWest,40\nEast,70\nNorth,90\n",
        "csv: invoices": b"Invoice,Sum\n4000123400000,2\n4000123400013,3\n",
        "txt: flags": "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073"
        "\U000e007f Cymru\n".encode(),
    }
    return _plants({name: ("clean", "clean", one) for name, one in made.items()})


def _plants(made):
    return {
        name: Plant(kind, wanted, f"file.{name.partition(':')[0]}", content, *says)
        for name, (kind, wanted, content, *says) in made.items()
    }
