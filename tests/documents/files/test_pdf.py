"""Text from PDFs."""

import base64
import io

import pytest
import weasyprint
from PIL import Image
from pypdf import PdfReader, PdfWriter

from documents.files.document import UnreadableFile
from documents.files.hyphens import Hyphens
from documents.files.reading import read_file
from documents.replies.letter import read_letter
from tests.documents.files.making import pdf

LONG = (
    "The harbour master keeps a log of every vessel that calls at the quay, with the "
    "day, the hour and the berth it was given, and the log is closed each evening. "
)
VESSELS = [f"{one} {other}" for one in ("Ann", "Bess", "Cora", "Dot", "Elsie", "Flo",
           "Gwen", "Hetty") for other in ("of the Downs", "Rose", "the Younger", "Bay",
           "in Hope")]  # fmt: skip
MANY = [f"{vessel} is one of those it names. {LONG}" for vessel in VESSELS]
MANY_PARAGRAPHS = "".join(f"<p>{one}</p>" for one in MANY)
HEAD = "Harbour Council – Information Team"


def _words(text):
    return text.split()


@pytest.mark.parametrize("is_tagged", [True, False])
def test_broken_lines_are_one_paragraph_again(is_tagged):
    read = read_file(pdf(f"<p>{LONG * 3}</p><p>{LONG}</p>", is_tagged=is_tagged))

    assert read.text.removeprefix(HEAD).strip().split("\n\n") == [
        (LONG * 3).strip(),
        LONG.strip(),
    ]


@pytest.mark.parametrize("is_tagged", [True, False])
def test_running_heads_and_page_numbers_go_aside_and_no_word_is_lost(is_tagged):
    read = read_file(pdf(MANY_PARAGRAPHS, is_tagged=is_tagged))

    assert _words(read.text.removeprefix(HEAD)) == _words("".join(MANY))
    aside = " ".join(read.aside)
    assert "Harbour Council – Information Team" in aside
    assert "Page 2 of" in aside


@pytest.mark.parametrize("is_tagged", [True, False])
def test_a_paragraph_over_a_page_end_is_one(is_tagged):
    text = "".join(MANY)

    read = read_file(pdf(f"<p>{text}</p>", is_tagged=is_tagged))

    assert read.text.removeprefix(HEAD).strip() == text.strip()


def test_tags_give_headings_with_their_levels():
    body = f"<h1>Our reply</h1><p>{LONG}</p><h2>Question 1</h2><p>How many?</p>"

    read = read_file(pdf(body, is_tagged=True))

    assert [(one.level, one.text) for one in read.headings] == [
        (1, "Our reply"),
        (2, "Question 1"),
    ]
    assert all(read.text[one.start :].startswith(one.text) for one in read.headings)


def test_bookmarks_give_headings_where_there_are_no_tags():
    body = f"<h1>Our reply</h1><p>{LONG}</p><h2>Question 1</h2><p>How many?</p>"

    read = read_file(pdf(body))

    assert [(one.level, one.text) for one in read.headings] == [
        (1, "Our reply"),
        (2, "Question 1"),
    ]


@pytest.mark.parametrize("is_tagged", [True, False])
def test_a_row_of_a_table_is_a_line(is_tagged):
    rows = "<tr><td>2021</td><td>412</td></tr><tr><td>2022</td><td>1,093</td></tr>"
    table = f"<table style='width: 100%'>{rows}</table>"

    read = read_file(pdf(f"<p>{LONG}</p>{table}", is_tagged=is_tagged))

    assert "2021\t412\n2022\t1,093" in read.text


def test_a_wide_space_of_a_justified_line_is_no_cell():
    body = f"<p style='width: 5cm; text-align: justify'>{LONG * 2}</p>"

    read = read_file(pdf(body))

    assert read.text.removeprefix(HEAD).strip() == (LONG * 2).strip()


def test_a_gap_wider_than_the_spaces_of_its_line_is_a_cell():
    body = (
        f"<p>{LONG}</p><p>Our quay reference:<span style='margin-left: .5em'></span>"
        f"HC-2031-19</p><p>{LONG}</p>"
    )

    read = read_file(pdf(body))

    assert "Our quay reference:\tHC-2031-19" in read.text


def test_lines_of_an_address_stay_lines():
    address = "Information Team<br>Harbour Council<br>1 Quay Street<br>Midtown"

    read = read_file(pdf(f"<p>{address}</p><p>{LONG * 2}</p>", is_tagged=True))

    assert "Harbour Council\n1 Quay Street\nMidtown" in read.text


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        pytest.param("infor-", "mation", "information", id="broken by the printer"),
        pytest.param("infor\u00ad", "mation", "information", id="a soft hyphen"),
        pytest.param("well-", "known", "well-known", id="a first half that keeps it"),
        pytest.param("by-", "pass", "by-pass", id="written so elsewhere"),
        pytest.param("fish-", "quay", "fish-quay", id="both halves are words"),
        pytest.param("Smith-", "Jones", "Smith- Jones", id="a name is left alone"),
        pytest.param("2019-", "2020", "2019- 2020", id="so are years"),
    ],
)
def test_a_broken_word_is_whole_again(above, below, whole):
    known = Hyphens(["The by-pass, the fish and the quay."])

    assert known.join(above, below) == whole


def test_a_pdf_with_a_password_is_refused_in_a_sentence():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("<p>Secret.</p>"))))
    writer.encrypt("sesame", algorithm="AES-128")
    file = io.BytesIO()
    writer.write(file)

    with pytest.raises(UnreadableFile, match="protected by a password"):
        read_file(file.getvalue())


def test_a_pdf_locked_only_against_changes_is_read():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(f"<p>{LONG}</p>"))))
    writer.encrypt("", owner_password="x", algorithm="AES-128")  # noqa: S106
    file = io.BytesIO()
    writer.write(file)

    assert LONG.strip() in read_file(file.getvalue()).text


def test_a_scan_is_refused_in_a_sentence():
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    file = io.BytesIO()
    writer.write(file)

    with pytest.raises(UnreadableFile, match="1 page but no words: it is a scan"):
        read_file(file.getvalue())


@pytest.mark.parametrize(
    ("words", "is_scan"), [("Scanned at desk 4", True), (LONG, False)]
)
def test_a_scan_with_a_stamp_is_a_scan(words, is_scan):
    picture = io.BytesIO()
    Image.new("L", (210, 280), 200).save(picture, "PNG")
    source = base64.b64encode(picture.getvalue()).decode()
    page = (
        "<style>@page{size:210mm 297mm;margin:0}img{width:210mm;height:270mm}</style>"
        f"<img alt='' src='data:image/png;base64,{source}'><p>{words}</p>"
    )
    data = weasyprint.HTML(string=page).write_pdf()

    if is_scan:
        with pytest.raises(UnreadableFile, match="no words: it is a scan"):
            read_file(data)
    else:
        assert words.strip() in read_file(data).text


def test_a_pdf_of_two_thousand_pages_is_refused_in_a_sentence():
    writer = PdfWriter()
    for _ in range(2000):
        writer.add_blank_page(595, 842)
    file = io.BytesIO()
    writer.write(file)

    with pytest.raises(UnreadableFile, match="2,000 pages, more than the 500"):
        read_file(file.getvalue())


@pytest.mark.parametrize("kept", [20, 300, 2000])
def test_a_damaged_pdf_is_refused_in_a_sentence(kept):
    with pytest.raises(UnreadableFile, match=r"damaged|no words"):
        read_file(pdf("<p>Torn.</p>")[:kept] + b"\xff" * 50)


def test_a_reference_that_only_runs_on_the_pages_is_found():
    head = '<style>@page { @bottom-left { content: "Our ref: HC-2031-19" } }</style>'

    read = read_letter(pdf(f"{head}<p>Dear Ms Marsh,</p>" + MANY_PARAGRAPHS))

    assert read.reply.reference == "HC-2031-19"
