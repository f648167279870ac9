"""The heading of the annex stays with the table of the law."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.pdf import pdf_of
from tests.responses import good_replies

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lines", [11, 13, 15])
def test_no_heading_of_the_annex_ends_a_sheet(lines):
    made = good_replies.partial("FOIA")
    made.response_draft.ending = "<p>We hope that this helps.</p>" * lines
    made.response_draft.save()

    pdf = pdf_of(page_of(compose(made, on=good_replies.ON)))

    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages]
    (annex,) = (sheet for sheet in sheets if "Annex: the law we rely on" in sheet)
    assert "What it is about" in annex
    assert "Section 31(1)(a)" in annex
