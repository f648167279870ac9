from documents.mails.mailbox_file import is_mailbox_file, split
from documents.mails.reading import read_mail

FIRST = b"From jo@example.org Mon Mar  2 10:14:00 2026\n"
BOX = (
    FIRST + b"From: jo@example.org\nSubject: One\n\nFirst.\n>From the quay.\n\n"
    b"From - Tue Mar 03 08:00:01 2026\n"
    b"From: al@example.org\nSubject: Two\n\nSecond.\n"
    b"\nFrom 2010 to 2020 at 10:14 in the year 2026\nwas a long time.\n"
)


def test_each_mail_of_a_mailbox_file_is_found_once():
    mails = [read_mail(raw) for raw in split(BOX)]

    assert [mail.subject for mail in mails] == ["One", "Two"]


def test_words_that_begin_with_from_stay_in_their_mail():
    first, second = (read_mail(raw).text for raw in split(BOX))

    assert first == "First.\nFrom the quay."
    assert "was a long time." in second


def test_line_ends_of_windows_make_no_difference():
    mails = list(split(BOX.replace(b"\n", b"\r\n")))

    assert [read_mail(raw).subject for raw in mails] == ["One", "Two"]


def test_a_file_that_is_no_mailbox_is_one_mail():
    raw = b"Subject: One\n\nWords.\n"

    assert not is_mailbox_file(raw)
    assert list(split(raw)) == [raw]
    assert list(split(b"")) == []


def test_a_mailbox_file_is_known_by_its_first_line():
    assert is_mailbox_file(BOX)
    assert is_mailbox_file(b"\r\n" + BOX)
