"""Every letter is a PDF for screen readers: ISO 14289-1, checked by veraPDF."""

import pytest

from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.pdf import pdf_of
from tests.factories import EnclosureFactory
from tests.pdfua.checking import broken_rules
from tests.responses import kinds, procedural_letters


@pytest.mark.django_db
def test_every_kind_of_letter_passes_pdf_ua(tmp_path):
    pdfs = []
    for kind, regime in kinds.EVERY_KIND:
        content = compose(kinds.made(kind, regime), on=kinds.ON)
        pdfs.append(tmp_path / f"{kind}-{regime}.pdf")
        pdfs[-1].write_bytes(pdf_of(page_of(content)))

    broken = broken_rules(*pdfs)

    assert {name: rules for name, rules in broken.items() if rules} == {}


@pytest.mark.django_db
def test_every_letter_that_moves_a_request_passes_pdf_ua(tmp_path):
    pdfs = []
    for kind, regime in procedural_letters.EVERY_PROCEDURAL_LETTER:
        pdfs.append(tmp_path / f"{kind}-{regime}.pdf")
        page = page_of(procedural_letters.content_of(kind, regime))
        pdfs[-1].write_bytes(pdf_of(page))

    broken = broken_rules(*pdfs)

    assert {name: rules for name, rules in broken.items() if rules} == {}


@pytest.mark.django_db
def test_a_letter_with_files_and_a_table_too_long_passes_pdf_ua(tmp_path):
    foi_request = kinds.full_disclosure()
    EnclosureFactory.create_batch(3, foi_request=foi_request)
    rows = "<tr><td>2025</td><td>12</td></tr>" * 501
    foi_request.answers.update(text=f"<table>{rows}</table>")
    content = compose(foi_request, on=kinds.ON)
    assert len(content.enclosures) > 3
    pdf = tmp_path / "enclosures.pdf"
    pdf.write_bytes(pdf_of(page_of(content)))

    assert list(broken_rules(pdf).values()) == [[]]


def test_the_validator_finds_what_is_wrong(tmp_path):
    from weasyprint import HTML

    untagged = tmp_path / "untagged.pdf"
    untagged.write_bytes(HTML(string="<h1>Answer</h1><p>Twelve.</p>").write_pdf())

    broken = broken_rules(untagged)

    assert len(broken["untagged"]) >= 3
