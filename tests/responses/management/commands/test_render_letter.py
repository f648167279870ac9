"""`render_letter` writes the letter of a request to a file."""

import json
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from docx import Document
from pypdf import PdfReader

from responses.letters.composing import compose
from responses.letters.pages import as_draft, page_of
from responses.letters.records import attach_pdf, read_pdf
from responses.letters.text import text_of
from responses.letters.word.document import word_of
from tests.responses import kinds

pytestmark = pytest.mark.django_db


def render(*args):
    out = StringIO()
    call_command("render_letter", *args, stdout=out)
    return json.loads(out.getvalue())


def test_an_open_request_gives_the_letter_being_drafted(tmp_path):
    foi_request = kinds.partial_disclosure()
    file = tmp_path / "letter.pdf"

    told = render(foi_request.reference, "--out", str(file))

    assert told == {
        "reference": foi_request.reference,
        "type": "partial_disclosure",
        "is_issued": False,
        "file": str(file),
    }
    text = PdfReader(file).pages[0].extract_text()
    assert f"Our reference {foi_request.reference}" in " ".join(text.split())


def test_an_answered_request_gives_the_letter_issued(tmp_path, officer, approver):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    letter = kinds.issued(foi_request, by=officer, approver=approver)
    letter = attach_pdf(letter=letter, on=kinds.ON)
    file = tmp_path / "letter.pdf"

    told = render(foi_request.reference, "--out", str(file))

    assert told["is_issued"]
    assert file.read_bytes() == read_pdf(letter)


def test_an_earlier_letter_is_found_by_its_kind(tmp_path, officer, approver):
    foi_request = kinds.interim(authority=officer.authority)
    kinds.issued(foi_request, by=officer, approver=approver)
    foi_request.answers.update(outcome="disclosed")
    file = tmp_path / "letter.pdf"

    told = render(foi_request.reference, "--type", "interim", "--out", str(file))

    assert (told["type"], told["is_issued"]) == ("interim", True)


def test_a_letter_is_no_other_kind_than_its_answers_make_it(tmp_path):
    foi_request = kinds.not_held()
    file = tmp_path / "letter.pdf"

    with pytest.raises(CommandError, match="follows from its answers") as refusal:
        render(foi_request.reference, "--type", "full_refusal", "--out", str(file))

    assert refusal.value.returncode == 1
    assert not file.exists()


def test_a_letter_that_moves_the_request_is_rendered_as_it_would_go_out(tmp_path):
    foi_request = kinds.request()
    file = tmp_path / "letter.pdf"

    told = render(foi_request.reference, "--type", "clarification", "--out", str(file))

    assert (told["type"], told["is_issued"]) == ("clarification", False)
    assert "Please tell us more" in PdfReader(file).pages[0].extract_text()


def test_a_reference_nobody_has_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="No request has the reference 9-99"):
        render("9-99", "--out", str(tmp_path / "letter.pdf"))


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    foi_request = kinds.not_held()

    with pytest.raises(CommandError, match="cannot be written: No such file"):
        render(foi_request.reference, "--out", str(tmp_path / "no" / "letter.pdf"))


def words(file):
    pages = PdfReader(file).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.mark.parametrize("kind", [None, "clarification"])
def test_a_letter_not_issued_is_marked_as_a_draft_on_every_sheet(tmp_path, kind):
    foi_request = kinds.request()
    file = tmp_path / "letter.pdf"
    chosen = ["--type", kind] if kind else []

    told = render(foi_request.reference, *chosen, "--out", str(file))

    assert not told["is_issued"]
    assert all("DRAFT – NOT ISSUED" in page for page in words(file))


def test_a_letter_issued_is_not_marked(tmp_path, officer, approver):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    letter = kinds.issued(foi_request, by=officer, approver=approver)
    file = tmp_path / "letter.pdf"

    render(foi_request.reference, "--out", str(file))

    assert not any("DRAFT" in page for page in words(file))
    assert "DRAFT" not in text_of(letter.html)


def test_a_closed_request_without_a_letter_is_one_sentence(tmp_path):
    foi_request = kinds.request(state="withdrawn", closed_on=kinds.ON, due_on=None)
    file = tmp_path / "letter.pdf"

    with pytest.raises(CommandError) as refusal:
        render(foi_request.reference, "--out", str(file))

    assert str(refusal.value) == (
        f"Request {foi_request.reference} has no letter: none was issued, and none can "
        "be drafted now."
    )
    assert not file.exists()


def test_a_draft_is_marked_in_word_and_in_text():
    page = as_draft(page_of(compose(kinds.not_held(), on=kinds.ON)))

    section = Document(BytesIO(word_of(page))).sections[0]

    for header in (section.first_page_header, section.header):
        assert "DRAFT – NOT ISSUED" in header.paragraphs[0].text
    assert text_of(page).startswith("DRAFT – NOT ISSUED\n")
