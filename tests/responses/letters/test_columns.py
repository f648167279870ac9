"""Tables keep numbers, dates and references whole, and row labels on every page."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from responses.letters import columns, prose
from responses.letters.composing import compose
from responses.letters.measuring import is_figure, words_of
from responses.letters.pages import page_of
from responses.letters.pdf import pdf_of
from responses.models import Answer
from tests.responses import kinds
from tests.responses.letters.test_pdf import page_saying

MONEY, DAY, REFERENCE = "£1,234,567.89", "12 November 2026", "FOI/2026-27/0042-B"


def table(cell, columns, *, head="Month number", rows=3):
    heads = "".join(f"<th>{head} {n}</th>" for n in range(columns))
    row = "".join(f"<td>{cell}</td>" for _ in range(columns))
    return f"<table><tr>{heads}</tr>{f'<tr>{row}</tr>' * rows}</table>"


def printed(html):
    """Return the words of the PDF, line by line, and its sheets' sizes."""
    made = pdf_of(page_saying(prose.set_rich_text(f"<p>Below.</p>{html}")))
    pages = PdfReader(BytesIO(made)).pages
    sizes = [page.mediabox.width > page.mediabox.height for page in pages]
    return "\n".join(page.extract_text() for page in pages), sizes


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *((cell, number) for cell in (MONEY, DAY, REFERENCE) for number in (2, 5, 8)),
        (MONEY, 12),
        ("1 234 567", 12),
        ("-12.75%", 12),
    ],
)
def test_no_figure_is_parted(cell, number):
    html = table(cell, number)

    text, _ = printed(html)

    assert text.count(cell) == 3 * number


@pytest.mark.parametrize("number", [4, 8, 12])
def test_no_word_of_a_head_is_parted(number):
    text, _ = printed(table("1", number, head="January organisation"))

    assert len(re.findall(r"\bJanuary\b", text)) == number
    assert len(re.findall(r"\borganisation\b", text)) == number


@pytest.mark.parametrize(
    ("number", "is_small", "is_wide"),
    [(4, False, False), (7, True, False), (12, True, True)],
)
def test_letters_get_smaller_before_the_sheet_is_turned(number, is_small, is_wide):
    html = prose.set_rich_text(table(MONEY, number, head="n"))

    assert (columns.SMALL in html) is is_small
    assert (columns.WIDE in html) is is_wide
    assert printed(table(MONEY, number, head="n"))[1].count(True) == int(is_wide)


@pytest.mark.django_db
def test_a_table_too_wide_for_any_sheet_is_enclosed_and_the_letter_says_so():
    foi_request = kinds.full_disclosure()
    first = foi_request.answers.first()
    Answer.objects.filter(pk=first.pk).update(text=table(MONEY, 30))

    content = compose(foi_request, on=kinds.ON)

    (enclosed,) = content.enclosures
    assert (
        "The table of 30 columns is too wide for a page, so it is enclosed as "
        f"{enclosed.name}." in page_of(content)
    )
    assert enclosed.content.decode("utf-8-sig").count(MONEY) == 90


def test_the_widths_of_columns_make_up_the_table():
    for number in (1, 3, 7, 12, 14):
        html = prose.set_rich_text(table("1,234", number))
        widths = [float(one) for one in re.findall(r'width="([\d.]+)%"', html)]
        assert len(widths) == number
        assert sum(widths) == pytest.approx(100)
        assert all(f'"{width:g}%"' in columns.rules() for width in widths)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("on 12 November 2026 we", ["on", "12 November 2026", "we"]),
        ("1 234 567 of 9", ["1 234 567", "of", "9"]),
        ("2024-25 £1,000", ["2024-25", "£1,000"]),
        ("1\u00a0000 words", ["1\u00a0000", "words"]),
    ],
)
def test_a_date_or_a_number_is_one_word(text, words):
    assert list(words_of(text)) == words


@pytest.mark.parametrize(
    ("word", "is_whole"),
    [
        (MONEY, True),
        (REFERENCE, True),
        ("organisation", False),
        ("https://a.example/1234567890", False),
        ("a1" * 30, False),
    ],
)
def test_figures_are_known(word, is_whole):
    assert is_figure(word) is is_whole


def grouped(groups, rows):
    """Return a table whose first column labels groups of rows."""
    body = "".join(
        f"<tr>{f'<td rowspan={chr(34)}{rows}{chr(34)}>Region {group}</td>'}"
        f"<td>row {group}.0</td><td>a</td></tr>"
        + "".join(
            f"<tr><td>row {group}.{row}</td><td>a</td></tr>" for row in range(1, rows)
        )
        for group in range(groups)
    )
    return f"<table><tr><th>A</th><th>B</th><th>C</th></tr>{body}</table>"


@pytest.mark.parametrize("rows", [7, 12, 90])
def test_the_label_of_rows_stands_on_each_of_their_pages(rows):
    made = pdf_of(page_saying(prose.set_rich_text(grouped(180 // rows, rows))))

    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]

    assert len(pages) > 2
    for page in pages:
        wanted = set(re.findall(r"row (\d+)\.", page))
        assert set(re.findall(r"Region (\d+)", page)) == wanted
    labels = sum(page.count("Region") for page in pages)
    assert labels < 180 // rows + len(pages)
