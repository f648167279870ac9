"""Letters issued before the envelope was chosen are printed as they were."""

import hashlib
from io import BytesIO

from django.conf import settings
from pypdf import PdfReader

from responses.letters.pdf import pdf_of

FIRST = (
    '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
    "<title>Response, 1-26</title>\n</head>\n<body>\n"
    '<article class="letter"\nlang="en-GB"\ndata-foot-reference="Our reference 1-26"\n'
    'data-foot-page="Page "\ndata-foot-of=" of "\ndata-foot-end="">\n'
    '<div class="letter-head">\n<p class="letter-head__name">Midtown Council</p>\n'
    '<p class="letter-head__contact"><span class="letter-line">1 High Street</span></p>'
    '</div>\n<div class="letter-parties">\n<p class="letter-addressee">'
    '<span class="letter-line">Alex Requester</span></p>\n<p class="letter-facts">'
    '<span class="letter-line">9 March 2026</span></p>\n</div>\n{}</article>\n</body>\n'
    "</html>\n"
)
# Of the release that began to print letters for window envelopes.
SHEET_SHA256 = "13fb538302f2669b27258cd961405ea4b7a3108e298c452f4e08cb6197f0f347"


def test_the_first_stylesheet_never_changes():
    sheet = (settings.BASE_DIR / "static/css/letter_1.css").read_bytes()

    assert hashlib.sha256(sheet).hexdigest() == SHEET_SHA256


def test_a_first_letter_keeps_its_letterhead_and_the_sender_on_later_pages():
    made = pdf_of(FIRST.format("<p>A paragraph of the letter.</p>" * 60))

    pages = PdfReader(BytesIO(made)).pages

    words = [" ".join(page.extract_text().split()) for page in pages]
    assert len(pages) == 3
    assert all("Midtown Council" in one for one in words)
    assert "Our reference 1-26 Page 2 of 3" in words[1]
