"""Letters in Welsh, with a logo, and in each layout are PDF/UA too."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from accounts.models import Authority
from responses.letterheads.services import save_letterhead
from responses.letters.composing import compose
from responses.letters.pages import page_of, sha256_of_words
from responses.letters.pdf import pdf_of
from tests.factories import AuthorityFactory
from tests.pdfua.checking import broken_rules
from tests.responses import kinds

pytestmark = pytest.mark.django_db


def picture(width, height):
    made = BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(made, "PNG")
    return SimpleUploadedFile("p.png", made.getvalue(), content_type="image/png")


def pdf(kind, *, regime="FOIA", settings=None, pictures=(), **fields):
    authority = AuthorityFactory(short_name="y Cyngor")
    save_letterhead(
        authority=authority,
        version=0,
        settings=settings or {},
        **{name: picture(400, 120) for name in pictures},
        by=None,
    )
    foi_request = kinds.KINDS[kind][0](regime, authority=authority, **fields)
    content = compose(foi_request, on=kinds.ON)
    return pdf_of(page_of(content))


MADE = {
    "welsh": {"kind": "partial_disclosure", "language": "cy"},
    "welsh-ncnd": {"kind": "mixed_with_ncnd", "language": "cy"},
    "welsh-eir": {"kind": "full_refusal", "regime": "EIR", "language": "cy"},
    "pictures": {"kind": "partial_disclosure", "pictures": ("logo", "signature")},
    "request-first": {
        "kind": "partial_disclosure",
        "settings": {"layout": "request_first"},
    },
    "numbers-alone": {
        "kind": "partial_disclosure",
        "settings": {"has_headings": False},
    },
    "all-at-once": {
        "kind": "supplementary",
        "language": "cy",
        "pictures": ("logo", "signature"),
        "settings": {"layout": "request_first", "has_headings": False},
    },
}


def test_letters_in_welsh_with_a_logo_and_in_each_layout_pass_pdf_ua(tmp_path):
    made = []
    for name, wanted in MADE.items():
        made.append(tmp_path / f"{name}.pdf")
        made[-1].write_bytes(pdf(**wanted))

    broken = broken_rules(*made)

    assert {name: rules for name, rules in broken.items() if rules} == {}


def test_the_foot_of_every_page_is_in_the_letter_s_language():
    reader = PdfReader(BytesIO(pdf("partial_disclosure", language="cy")))

    last = reader.pages[-1].extract_text()
    count = len(reader.pages)
    assert f"Tudalen {count} o {count}" in last
    assert "Ein cyfeirnod" in last
    assert reader.root_object["/Lang"] == "cy"
    assert reader.metadata.title.startswith("Ymateb i’ch cais am wybodaeth")


def test_a_logo_is_a_figure_with_words_to_read_out():
    made = pdf("full_disclosure", pictures=("logo",))
    name = Authority.objects.get().name

    root = PdfReader(BytesIO(made)).root_object["/StructTreeRoot"]
    figures = [one for one in _elements(root) if one.get("/S") == "/Figure"]
    assert [one["/Alt"] for one in figures] == [f"Logo of {name}"]


def _elements(element):
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if hasattr(kid, "get"):
            yield kid
            yield from _elements(kid)


def test_a_letter_shows_the_logo_it_was_issued_with_after_another_is_chosen():
    authority = AuthorityFactory()
    save_letterhead(
        authority=authority, version=0, settings={}, logo=picture(300, 90), by=None
    )
    foi_request = kinds.full_disclosure(authority=authority)
    page = page_of(compose(foi_request, on=kinds.ON))
    before = pdf_of(page)

    save_letterhead(
        authority=authority, version=1, settings={}, logo=picture(90, 300), by=None
    )

    assert pdf_of(page) == before


def test_the_words_cover_the_logo_so_that_a_cleared_letter_notices_another():
    authority = AuthorityFactory()
    foi_request = kinds.full_disclosure(authority=authority)
    before = sha256_of_words(compose(foi_request, on=kinds.ON))

    save_letterhead(
        authority=authority, version=0, settings={}, logo=picture(300, 90), by=None
    )

    after = sha256_of_words(compose(foi_request, on=kinds.ON))
    assert after != before
