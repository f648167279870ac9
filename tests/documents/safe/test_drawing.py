"""The first pages of a file are drawn small."""

import io
import json
import shutil

import pypdfium2
import pytest
from PIL import Image

from documents.hidden.drawn import drawing as office
from documents.safe.drawing import MOST_PAGES, Drawn, pages_as_json, pages_of
from tests.documents.hidden.plants import documents, pdfs
from tests.documents.safe.test_growth import long_pdf, picture


@pytest.fixture
def kept(tmp_path):
    def keep(content):
        path = tmp_path / "file"
        path.write_bytes(content)
        return path

    return keep


def sizes(drawn):
    return [Image.open(io.BytesIO(one)).size for one in drawn.pictures]


def test_the_first_pages_of_a_pdf_are_drawn_and_all_are_counted(kept):
    drawn = pages_of(kept(long_pdf(12)), "a.pdf")

    assert drawn.count == 12
    assert len(drawn.pictures) == MOST_PAGES
    assert all(800 <= width <= 801 for width, _ in sizes(drawn))


def test_a_picture_is_drawn_small_and_upright_on_white(kept):
    turned = Image.Exif()
    turned[0x0112] = 6
    drawn = pages_of(kept(picture((3_200, 1_600), "JPEG", exif=turned)), "a.jpg")
    clear = pages_of(
        kept(picture((8, 8), "PNG", mode="RGBA", colour=(0,) * 4)), "a.png"
    )

    assert sizes(drawn) == [(800, 1_600)]
    assert sizes(clear) == [(8, 8)]
    assert Image.open(io.BytesIO(clear.pictures[0])).getpixel((4, 4)) == (255,) * 3


@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "a.csv", "a"])
def test_what_cannot_be_drawn_has_no_pages(kept, name):
    assert pages_of(kept(b"\0no file"), name) == Drawn()


def test_without_libreoffice_an_office_file_has_no_pages(kept, monkeypatch):
    monkeypatch.setattr(office, "PROGRAM", "no-such-program")

    assert pages_of(kept(documents.document()), "a.docx") == Drawn()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_an_office_file_is_drawn_by_libreoffice(kept):
    drawn = pages_of(kept(documents.document("<w:p/>")), "a.docx")

    assert drawn.count == len(drawn.pictures) == 1


def test_pages_are_drawn_in_process_too(kept):
    made = json.loads(pages_as_json("PDF", str(kept(pdfs.pdf("")))))
    of_picture = json.loads(pages_as_json("PNG", str(kept(picture((4, 4), "PNG")))))
    broken = json.loads(pages_as_json("PDF", str(kept(b"broken"))))

    assert (made["count"], len(made["pictures"])) == (1, 1)
    assert (of_picture["count"], len(of_picture["pictures"])) == (1, 1)
    assert broken == {"count": 0, "pictures": []}
    assert pypdfium2.PdfDocument(pdfs.pdf("")).get_version()
