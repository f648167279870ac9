"""Tables too long for paper become files sent with the letter."""

import csv
import io

import pytest

from documents.richtext.cleaning import clean_to_save
from responses.enclosures.reading import read
from responses.issuing.services import issue_response
from responses.letters.composing import compose
from responses.letters.pages import page_of, sha256_of_words
from responses.letters.tables import as_csv
from responses.models import Answer
from tests.responses import kinds
from tests.responses.kinds import AT, ON


def table(rows, columns=5):
    body = "".join(
        "<tr>"
        + "".join(f"<td><p>row {row}, cell {at}</p></td>" for at in range(columns))
        + "</tr>"
        for row in range(rows)
    )
    return f"<p>As follows.</p><table>{body}</table><p>That is all of it.</p>"


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority)


def with_table(foi_request, rows):
    return saying(foi_request, table(rows))


def saying(foi_request, html):
    answer = foi_request.answers.first()
    Answer.objects.filter(pk=answer.pk).update(text=clean_to_save(html))
    return compose(foi_request, on=ON)


def test_a_table_of_500_rows_is_printed(foi_request):
    content = with_table(foi_request, 500)

    assert content.enclosures == ()
    assert "row 499, cell 4" in page_of(content)


def test_a_longer_table_is_enclosed_and_the_letter_says_so(foi_request):
    content = with_table(foi_request, 501)

    (enclosed,) = content.enclosures
    page = page_of(content)
    assert f"The table of 501 rows is enclosed as {enclosed.name}." in page
    assert "row 500" not in page
    assert "As follows." in page
    assert "That is all of it." in page
    assert enclosed.name in page.split("Enclosed with this letter")[1]
    rows = list(csv.reader(io.StringIO(enclosed.content.decode("utf-8-sig"))))
    assert len(rows) == 501
    assert rows[500] == [f"row 500, cell {at}" for at in range(5)]


def test_the_officer_keeps_the_table_in_the_answer(foi_request):
    with_table(foi_request, 501)

    assert "row 500, cell 4" in foi_request.answers.first().text


def test_the_page_stays_small_whatever_the_rows(foi_request):
    with_table(foi_request, 5_000)

    content = compose(foi_request, on=ON)
    page = page_of(content)

    assert len(page) < 40_000
    assert "The table of 5,000 rows is enclosed" in page


def test_the_bytes_are_part_of_what_is_cleared(foi_request):
    one = with_table(foi_request, 501)
    again = compose(foi_request, on=ON)
    other = saying(foi_request, table(501).replace("row 77,", "row 78,"))

    assert sha256_of_words(one) == sha256_of_words(again)
    assert sha256_of_words(one) != sha256_of_words(other)
    assert page_of(one) == page_of(again)


def test_the_table_is_kept_with_the_letter_when_it_is_issued(officer, approver):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    content = with_table(foi_request, 501)
    foi_request = kinds.cleared(foi_request, by=officer, approver=approver)

    letter = issue_response(foi_request=foi_request, number=1, by=officer, on=ON, at=AT)

    (enclosure,) = letter.enclosures.all()
    assert read(enclosure) == content.enclosures[0].content
    assert enclosure.name == content.enclosures[0].name


def test_a_cell_over_several_columns_or_rows_leaves_the_rest_empty(foi_request):
    html = table(501).replace(
        "<td><p>row 0, cell 0</p></td><td><p>row 0, cell 1</p></td>",
        '<td colspan="2" rowspan="2"><p>both</p></td>',
    )
    html = html.replace(
        "<td><p>row 1, cell 0</p></td><td><p>row 1, cell 1</p></td>", ""
    )

    (enclosed,) = saying(foi_request, html).enclosures

    lines = enclosed.content.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith('both,,"row 0, cell 2"')
    assert lines[1].startswith(',,"row 1, cell 2"')


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-1,200.50", '"-1,200.50"'),
        ("£12", "£12"),
        ('5" pipe', '"5"" pipe"'),
    ],
)
def test_what_a_spreadsheet_would_run_is_marked_as_text(cell, written):
    assert as_csv([[cell]]) == f"{written}\r\n".encode("utf-8-sig")
