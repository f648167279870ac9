"""PDFs with a leak in each, their objects written by hand."""

import io

from PIL import Image, ImageDraw

from tests.documents.hidden.plants.parts import SECRET, TOKEN, Plant

_TEXT = "BT /F1 12 Tf 72 700 Td (Here are the figures.) Tj ET\n"


def stream(entries, content):
    """Return a stream, in Latin-1."""
    if isinstance(content, bytes):
        content = content.decode("latin-1")
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content}\nendstream"


def pdf(drawing="", *, page="", root="", resources="", objects=(), info="", text=_TEXT):
    """Return a PDF of one page.

    Objects begin at number 10; `root`, `page` and `resources` are more entries.
    """
    made = {
        1: f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> {resources} >> {page} >>",
        4: stream("", text + drawing),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: f"<< {info} >>",
        **dict(enumerate(objects, 10)),
    }
    out, places = io.BytesIO(b""), {}
    out.write(b"%PDF-1.7\n")
    for number, content in made.items():
        places[number] = out.tell()
        out.write(f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1"))
    start, size = out.tell(), max(made) + 1
    rows = "".join(
        f"{places[n]:010} 00000 n \n" if n in places else "0000000000 65535 f \n"
        for n in range(size)
    )
    out.write(
        f"xref\n0 {size}\n{rows}trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\n"
        f"startxref\n{start}\n%%EOF\n".encode("latin-1")
    )
    return out.getvalue()


def photograph(*, exif=None, kind="JPEG"):
    """Return a picture with detail in it."""
    image = Image.new("RGB", (160, 120), "white")
    pen = ImageDraw.Draw(image)
    for at in range(0, 160, 10):
        pen.line((at, 0, 160 - at, 119), fill=(at, 90, 200 - at), width=3)
    file = io.BytesIO()
    image.save(file, kind, **({"exif": exif} if exif else {}))
    return file.getvalue()


def jpeg(**more):
    """Return an image object."""
    return stream(
        "/Type /XObject /Subtype /Image /Width 160 /Height 120 /ColorSpace /DeviceRGB "
        "/BitsPerComponent 8 /Filter /DCTDecode",
        photograph(**more),
    )


def first_sight():
    """Return the plants written before the check was mended."""
    h1, h2, h3 = "H1 drawn over", "H2 not to be seen", "H3 by another door"
    h4, h5, h6 = "H4 within", "H5 not used", "H6 beside the page"
    h7 = "H7 properties"
    image = "/XObject << /I 10 0 R >>"
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/'
        '02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/'
        f'1.1/"><dc:source>{SECRET}</dc:source></rdf:Description></rdf:RDF></x:xmpmeta>'
    )
    exif = Image.Exif()
    exif[0x013B] = SECRET
    made = {
        "a white box over part of a picture": (
            h1,
            "block",
            pdf(
                "q 320 0 0 240 72 400 cm /I Do Q 1 g 120 450 90 90 re f",
                resources=image,
                objects=[jpeg()],
            ),
            "",
        ),
        "words on a layer that is off in another configuration": (
            h3,
            "block",
            pdf(
                f"/OC /L BDC BT /F1 12 Tf 72 600 Td ({SECRET}) Tj ET EMC",
                resources="/Properties << /L 10 0 R >>",
                root="/OCProperties << /OCGs [10 0 R] /D << /BaseState /ON >> "
                "/Configs [<< /Name (Public) /OFF [10 0 R] >>] >>",
                objects=["<< /Type /OCG /Name (Ashdown) >>"],
            ),
        ),
        "a layer that is not printed": (
            h3,
            "block",
            pdf(
                f"/OC /L BDC BT /F1 12 Tf 72 600 Td ({SECRET}) Tj ET EMC",
                resources="/Properties << /L 10 0 R >>",
                root="/OCProperties << /OCGs [10 0 R] /D << /AS [<< /Event /Print "
                "/OCGs [10 0 R] /Category [/Print] >>] >> >>",
                objects=[
                    "<< /Type /OCG /Name (Ashdown) /Usage << /Print << /PrintState "
                    "/OFF >> >> >>"
                ],
            ),
        ),
        "a choice that a field offers": (
            h3,
            "warn",
            pdf(
                root="/AcroForm << /Fields [10 0 R] >>",
                page="/Annots [10 0 R]",
                objects=[
                    "<< /Type /Annot /Subtype /Widget /FT /Ch /T (officer) /Rect "
                    f"[72 600 200 620] /Opt [(Nobody) ({SECRET})] >>"
                ],
            ),
        ),
        "a file that a rendition plays": (
            h3,
            "block",
            pdf(
                page="/Annots [10 0 R]",
                objects=[
                    "<< /Type /Annot /Subtype /Screen /Rect [0 0 9 9] /A << /S "
                    "/Rendition "
                    "/R << /S /MR /C << /S /MCD /D 11 0 R >> >> >> >>",
                    "<< /Type /Filespec /F (Ashdown.csv) /EF << /F 12 0 R >> >>",
                    stream("/Type /EmbeddedFile", SECRET),
                ],
            ),
        ),
        "a link with words of its own": (
            h6,
            "warn",
            pdf(
                page="/Annots [10 0 R]",
                objects=[
                    "<< /Type /Annot /Subtype /Link /Rect [72 600 200 620] "
                    f"/Contents ({SECRET}) >>"
                ],
            ),
        ),
        "the author of a picture within": (
            h4,
            "block",
            pdf(
                "q 320 0 0 240 72 400 cm /I Do Q",
                resources=image,
                objects=[jpeg(exif=exif)],
            ),
        ),
        "XMP of a picture within": (
            h4,
            "warn",
            pdf(
                "q 320 0 0 240 72 400 cm /I Do Q",
                resources=image,
                objects=[
                    jpeg().replace("/Filter", "/Metadata 11 0 R /Filter"),
                    stream("/Type /Metadata /Subtype /XML", xmp),
                ],
            ),
        ),
        "alternative text of a figure": (
            h6,
            "warn",
            pdf(
                root="/StructTreeRoot 10 0 R",
                objects=[
                    "<< /Type /StructTreeRoot /K 11 0 R >>",
                    f"<< /Type /StructElem /S /Figure /P 10 0 R /Alt ({SECRET}) >>",
                ],
            ),
        ),
        "ActualText in the drawing": (
            h6,
            "block",
            pdf(
                f"/Span << /ActualText ({SECRET}) >> BDC BT /F1 12 Tf 72 600 Td "
                "([redacted]) Tj ET EMC"
            ),
        ),
        "a place named": (
            h6,
            "warn",
            pdf(
                root="/Names << /Dests << /Names "
                "[(Ashdown grievance) [3 0 R /Fit]] >> >>"
            ),
        ),
        "the subject": (h7, "warn", pdf(info=f"/Subject ({SECRET})")),
        "a dictionary that nothing leads to": (
            h5,
            "block",
            pdf(objects=[f"<< /Title ({SECRET}) >>"]),
        ),
        "letters of half a point by the matrix": (
            h2,
            "block",
            pdf(f"q .04 0 0 .04 72 600 cm BT /F1 12 Tf 0 0 Td ({SECRET}) Tj ET Q"),
        ),
    }
    return {
        f"pdf: {name}": Plant(
            kind, wanted, "answer.pdf", content, *(says if says else [TOKEN])
        )
        for name, (kind, wanted, content, *says) in made.items()
    }


def second_sight():
    """Return the plants written after the check was mended, before they were tried."""
    h1, h2, h3 = "H1 drawn over", "H2 not to be seen", "H3 by another door"
    h4, h5, h6, h7 = "H4 within", "H5 not used", "H6 beside the page", "H7 properties"
    image = "/XObject << /I 10 0 R >>"
    line = f"BT /F1 12 Tf 72 600 Td (Asked by {SECRET} of the town) Tj ET\n"
    made = {
        "a dashed thick line": (
            h1,
            "block",
            pdf(line + "0 G 18 w [40 1] 0 d 110 604 m 300 604 l S"),
        ),
        "a picture in one colour over words": (
            h1,
            "block",
            pdf(
                line + "q 220 0 0 20 110 596 cm /I Do Q",
                resources=image,
                objects=[
                    stream(
                        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace "
                        "/DeviceGray /BitsPerComponent 8",
                        b"\x10",
                    )
                ],
            ),
        ),
        "letters on letters of the same grey box": (
            h2,
            "block",
            pdf(".5 g 60 590 400 30 re f .51 g " + line),
        ),
        "words above the page": (
            h2,
            "block",
            pdf(line.replace("72 600 Td", "72 900 Td")),
        ),
        "words cut off by the crop box": (
            h2,
            "block",
            pdf(line, page="/CropBox [0 650 595 842]"),
        ),
        "a picture half off the page": (
            h4,
            "block",
            pdf("q 320 0 0 240 450 400 cm /I Do Q", resources=image, objects=[jpeg()]),
            "",
        ),
        "a bar over a scan": (
            h1,
            "block",
            pdf(
                "q 595 0 0 842 0 0 cm /I Do Q 0 g 100 300 200 60 re f",
                resources=image,
                objects=[jpeg()],
                text="",
            ),
            "",
        ),
        "a value in a field that no page has": (
            h3,
            "block",
            pdf(
                root="/AcroForm << /Fields [10 0 R] >>",
                objects=[f"<< /FT /Tx /T (who) /V ({SECRET}) >>"],
            ),
        ),
        "a file of the structure": (
            h3,
            "block",
            pdf(
                root="/StructTreeRoot 10 0 R",
                objects=[
                    "<< /Type /StructTreeRoot /K 11 0 R >>",
                    "<< /Type /StructElem /S /Table /P 10 0 R /AF [12 0 R] >>",
                    "<< /Type /Filespec /F (Ashdown.csv) /EF << /F 13 0 R >> >>",
                    stream("/Type /EmbeddedFile", SECRET),
                ],
            ),
        ),
        "a note that is not shown": (
            h3,
            "block",
            pdf(
                page="/Annots [10 0 R]",
                objects=[
                    "<< /Type /Annot /Subtype /FreeText /F 2 /Rect [0 0 9 9] "
                    f"/Contents ({SECRET}) >>"
                ],
            ),
        ),
        "every layer off but some": (
            h3,
            "block",
            pdf(
                root="/OCProperties << /OCGs [10 0 R] "
                "/D << /BaseState /OFF /ON [] >> >>",
                objects=["<< /Type /OCG /Name (Ashdown) >>"],
            ),
        ),
        "the reason of a signature": (
            h7,
            "warn",
            pdf(
                root="/AcroForm << /Fields [10 0 R] >>",
                objects=[
                    "<< /FT /Sig /T (s) /V << /Type /Sig /ByteRange [0 1 2 3] /Reason "
                    f"({SECRET}) >> >>"
                ],
            ),
        ),
        "the prefix of page numbers": (
            h6,
            "warn",
            pdf(root="/PageLabels << /Nums [0 << /P (Ashdown file ) /S /D >>] >>"),
        ),
        "the expansion of an abbreviation": (
            h6,
            "warn",
            pdf(
                root="/StructTreeRoot 10 0 R",
                objects=[
                    "<< /Type /StructTreeRoot /K 11 0 R >>",
                    f"<< /Type /StructElem /S /Span /P 10 0 R /E ({SECRET}) >>",
                ],
            ),
        ),
        "a page that nothing leads to": (
            h5,
            "block",
            pdf(
                objects=[
                    "<< /Type /Page /Contents 11 0 R >>",
                    stream("", f"BT ({SECRET}) Tj ET"),
                ]
            ),
        ),
        "a link to a share": (
            h7,
            "warn",
            pdf(
                page="/Annots [10 0 R]",
                objects=[
                    "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /GoToR /F "
                    "(file://hr01/ashdown/x.pdf) >> >>"
                ],
            ),
            "ashdown",
        ),
        "an entry of its own": (h7, "warn", pdf(info=f"/SourceModified ({SECRET})")),
    }
    return {
        f"pdf: {name}": Plant(
            kind, wanted, "answer.pdf", content, *(says if says else [TOKEN])
        )
        for name, (kind, wanted, content, *says) in made.items()
    }


def clean():
    """Return PDFs as people make them, with nothing to stop."""
    image = "/XObject << /I 10 0 R >>"
    photo = "q 320 0 0 240 72 400 cm /I Do Q\n"
    made = {
        "a caption in a band over a photograph": pdf(
            photo + "0 g 72 400 320 30 re f 1 g BT /F1 12 Tf 80 410 Td "
            "(The library in spring) Tj ET",
            resources=image,
            objects=[jpeg()],
        ),
        "a photograph trimmed by a hair": pdf(
            "q 73 401 318 238 re W n 320 0 0 240 72 400 cm /I Do Q",
            resources=image,
            objects=[jpeg()],
        ),
        "a form that is empty": pdf(
            root="/AcroForm << /Fields [10 0 R] >>",
            page="/Annots [10 0 R]",
            objects=[
                "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V () "
                "/Rect [72 600 200 620] >>"
            ],
        ),
        "layers that are all shown": pdf(
            root="/OCProperties << /OCGs [10 0 R] /D << /ON [10 0 R] "
            "/Order [10 0 R] >> "
            ">>",
            objects=["<< /Type /OCG /Name (Figures) >>"],
        ),
        "a bookmark of a heading": pdf(
            root="/Outlines 10 0 R",
            objects=[
                "<< /Type /Outlines /First 11 0 R /Last 11 0 R /Count 1 >>",
                "<< /Title (Here are the figures) /Parent 10 0 R /Dest [3 0 R /Fit] >>",
            ],
        ),
        "a highlighted line": pdf("1 1 0 rg 60 690 300 20 re f 0 g " + _TEXT, text=""),
    }
    return {
        f"pdf: {name}": Plant("clean", "clean", "answer.pdf", content)
        for name, content in made.items()
    }
