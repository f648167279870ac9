"""The kinds of files that can be read, and the messages about other files."""

import pytest

from documents.files.document import UnreadableFile
from documents.files.reading import read_file, read_file_apart
from tests.documents.files.making import packed, pdf

LETTER = "Dear Mr Bell,\n\nWe spent £1,200 – “no more” – on the crane.\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_plain_text_is_read_in_whatever_encoding(encoding):
    assert read_file(LETTER.encode(encoding)).text == LETTER


def test_line_ends_of_windows_are_taken_for_what_they_are():
    assert read_file(b"One\r\nTwo").text == "One\nTwo"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b" \n\n\t ", "is empty", id="only space"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "old Office", id=".doc"),
        pytest.param(b"{\\rtf1 x}", "rtf", id=".rtf"),
        pytest.param(
            packed(mimetype="application/vnd.oasis.opendocument.text"),
            "OpenDocument",
            id=".odt",
        ),
        pytest.param(packed(xl__workbook="x"), "workbook", id=".xlsx"),
        pytest.param(packed(a="x"), "Unpack it", id=".zip"),
        pytest.param(b"PK\x03\x04garbage", "damaged", id="torn .zip"),
        pytest.param(b"\xff\xd8\xff\xe0", "picture", id="photograph"),
        pytest.param(b"\x89PNG\r\n", "picture", id="picture"),
        pytest.param(b"<!DOCTYPE html><p>x", "web page", id="web page"),
        pytest.param(
            b"Received: by mail.example\r\nSubject: x\r\n\r\nx", "e-mail", id="e-mail"
        ),
        pytest.param(
            bytes(range(256)) * 40, "kind of file cannot be read", id="garbage"
        ),
    ],
)
def test_what_cannot_be_read_says_so_in_a_sentence(data, sentence):
    with pytest.raises(UnreadableFile, match=sentence) as refusal:
        read_file(data)

    assert "\n" not in str(refusal.value)


def test_a_file_of_sixty_megabytes_is_refused_in_a_sentence():
    with pytest.raises(UnreadableFile, match="60 MB, more than the 50 MB"):
        read_file(b"x" * 60 * 1024 * 1024)


def test_a_file_is_read_the_same_in_a_process_of_its_own():
    data = pdf("<h1>Reply</h1><p>We hold it.</p>")

    assert read_file_apart(data) == read_file(data)


def test_what_is_refused_there_is_refused_here():
    with pytest.raises(UnreadableFile, match="rtf"):
        read_file_apart(b"{\\rtf1 x}")


def test_a_file_that_takes_too_long_is_given_up():
    with pytest.raises(UnreadableFile, match="too much time or memory"):
        read_file_apart(pdf("<p>We hold it.</p>"), seconds=0.01)
