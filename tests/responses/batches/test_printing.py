"""Letters are printed again as one file."""

import uuid
from io import BytesIO

from pypdf import PdfReader

from responses.batches.printing import read_file
from responses.batches.queueing import reprint_letters
from responses.letters.pages import sha256_of
from responses.letters.records import attach_pdf
from tests.factories import LetterFactory
from tests.responses.batches.asked import AT, ON, errors, run


def issued(officer, pages=1):
    """Return a letter of so many pages, without its PDF."""
    sheets = "".join(
        f'<p style="break-before: page">Page {number}.</p>' for number in range(pages)
    )
    html = (
        '<!DOCTYPE html><html lang="en"><head><title>Letter</title></head>'
        f"<body>{sheets}</body></html>"
    )
    return LetterFactory(
        foi_request__authority=officer.authority,
        cleared_by=officer,
        html=html,
        html_sha256=sha256_of(html),
    )


def test_letters_are_put_into_one_file_each_on_its_own_sheet(officer):
    letters = [issued(officer, pages) for pages in (1, 2, 1)]
    for letter in letters:
        attach_pdf(letter=letter, on=ON)
    batch = reprint_letters(
        letters=letters,
        title="Letters of March",
        by=officer,
        at=AT,
        form_key=uuid.uuid4(),
    )

    run()

    batch.refresh_from_db()
    pages = PdfReader(BytesIO(read_file(batch))).pages
    assert batch.items.filter(done_at__isnull=False).count() == 3
    assert len(pages) == 6
    assert [bool(page.extract_text().strip()) for page in pages] == [
        True,
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_letter_without_its_pdf_is_named_and_the_others_are_printed(officer):
    made, waiting = issued(officer), issued(officer)
    attach_pdf(letter=made, on=ON)
    batch = reprint_letters(
        letters=[made, waiting],
        title="Letters",
        by=officer,
        at=AT,
        form_key=uuid.uuid4(),
    )

    run()

    batch.refresh_from_db()
    assert errors(batch) == ["Its PDF is still being made. Try again in a minute."]
    assert batch.file
