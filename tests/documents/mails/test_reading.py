from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from documents.mails.apart import packed, read_apart, unpacked
from documents.mails.keys import content_key
from documents.mails.mail import Address, Kind
from documents.mails.reading import read_mail


def whole_mail():
    mail = EmailMessage()
    mail["Received"] = (
        "from a.example by mx.harbour.gov.uk for <foi@harbour.gov.uk>; "
        "Mon, 02 Mar 2026 10:00:04 +0000"
    )
    mail["Received"] = "from b.example by a.example; Mon, 02 Mar 2026 09:59:00 +0000"
    mail["From"] = "Zoë Pärt <Zoe@Example.org>"
    mail["To"] = 'foi@harbour.gov.uk, "Ellis, Jo" <jo@harbour.gov.uk>'
    mail["Subject"] = "Gŵyl y Môr: £ spent"
    mail["Date"] = "Mon, 02 Mar 2026 09:58:00 +0000"
    mail["Message-ID"] = "<One.Two@Example.ORG>"
    mail.set_content("How much was spent on the quay?\n")
    mail.add_attachment(
        b"%PDF-1.7",
        maintype="application",
        subtype="pdf",
        filename="../../Rhestr: a.b.pdf",
    )
    return mail


def test_a_mail_is_read_with_its_facts():
    mail = read_mail(bytes(whole_mail()))

    assert mail.sender == Address("Zoë Pärt", "zoe@example.org")
    assert mail.to == (
        Address("", "foi@harbour.gov.uk"),
        Address("Ellis, Jo", "jo@harbour.gov.uk"),
    )
    assert mail.subject == "Gŵyl y Môr: £ spent"
    assert mail.message_id == "One.Two@example.org"
    assert mail.sent_at == datetime(2026, 3, 2, 9, 58, tzinfo=UTC)
    assert mail.received_at == datetime(2026, 3, 2, 10, 0, 4, tzinfo=UTC)
    assert mail.delivered_to == ("foi@harbour.gov.uk",)
    assert mail.text == "How much was spent on the quay?"
    assert [one.name for one in mail.attachments] == ["Rhestr- a.b.pdf"]
    assert mail.attachments[0].content == b"%PDF-1.7"
    assert mail.kind is Kind.MESSAGE
    assert mail.notes == ()


@pytest.mark.parametrize("raw", [b"", b"\0" * 50, b"words alone", b"\xff\xfe\xfd"])
def test_what_is_no_mail_is_broken_and_says_so(raw):
    mail = read_mail(raw)

    assert mail.kind is Kind.BROKEN
    assert mail.notes


def test_a_mail_read_apart_is_the_same():
    raw = bytes(whole_mail())

    assert read_apart(raw) == read_mail(raw)
    assert unpacked(packed(read_mail(raw))) == read_mail(raw)


def test_a_mail_that_takes_too_long_apart_is_broken_and_says_where_its_files_are():
    raw = bytes(whole_mail())

    mail = read_apart(raw, waiting=0.001)

    assert mail.kind is Kind.BROKEN
    assert mail.subject == "Gŵyl y Môr: £ spent"
    assert "kept" in mail.notes[0]


def test_one_mail_has_one_key_whichever_way_it_came():
    first, second, other = whole_mail(), whole_mail(), whole_mail()
    second["Received"] = "from c.example by d.example; Mon, 02 Mar 2026 10:00:09 +0000"
    second["Delivered-To"] = "press@harbour.gov.uk"
    other.get_body().set_content("How much was spent on the pier?\n")

    keys = [content_key(read_mail(bytes(one))) for one in (first, second, other)]

    assert keys[0] == keys[1]
    assert keys[0] != keys[2]
