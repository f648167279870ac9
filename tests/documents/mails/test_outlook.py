import base64
from datetime import UTC, datetime

import pytest

from documents.mails.mail import Address, Kind
from documents.mails.reading import read_mail
from documents.mails.rtf import decompressed, words_of
from tests.documents.mails import made
from tests.documents.mails.compound import TEXT


def test_a_message_saved_by_outlook_is_read_like_any_mail():
    mail = read_mail(made.saved_by_outlook())

    assert mail.kind is Kind.MESSAGE
    assert mail.sender == Address("Mabli Thorne", "mabli.thorne@example.org")
    assert mail.to == (Address("Harbour FOI", made.OURS),)
    assert mail.subject == "Berths: Gŵyl"
    assert mail.text == "How many berths were let?"
    assert mail.sent_at == datetime(2026, 3, 2, 9, 58, tzinfo=UTC)
    assert mail.message_id == "outlook-1@example.org"
    assert mail.in_reply_to == (made.LETTER_ID,)
    (file,) = mail.attachments
    assert file.name == "plan.v2- quay.pdf"
    assert file.content == b"%PDF-1.7" + b"x" * 6000


def test_the_headers_that_a_message_of_outlook_came_with_are_used():
    came = (
        "Received: from a by b;\r\n\tMon, 02 Mar 2026 10:00:05 +0000\r\n"
        "From: =?utf-8?q?Zo=C3=AB?= <zoe@example.org>\r\n"
        "Auto-Submitted: auto-replied\r\n"
        "Content-Type: multipart/mixed; boundary=gone\r\n"
    )
    streams = made.outlook_streams(values={(0x007D, TEXT): came})

    mail = read_mail(made.compound_file(streams))

    assert mail.kind is Kind.AUTO_REPLY
    assert mail.sender == Address("Zoë", "zoe@example.org")
    assert mail.received_at == datetime(2026, 3, 2, 10, 0, 5, tzinfo=UTC)
    assert mail.subject == "Berths: Gŵyl"
    assert mail.text == "How many berths were let?"


def test_a_message_within_a_message_of_outlook_is_a_mail_and_a_file():
    deepest = made.outlook_streams(body="The first question.", head=24)
    middle = made.outlook_streams(body="The second.", inner=deepest, head=24)

    mail = read_mail(made.saved_by_outlook(inner=middle))

    assert [file.name for file in mail.attachments][1] == "Earlier.eml"
    assert mail.mails[0].text == "The second."
    assert mail.mails[0].mails[0].text == "The first question."


def test_a_message_of_outlook_attached_to_a_mail_is_read():
    mail = made.mail_with("See the message.")
    mail.add_attachment(
        made.saved_by_outlook(),
        maintype="application",
        subtype="vnd.ms-outlook",
        filename="Berths.msg",
    )

    read = read_mail(bytes(mail))

    assert [file.name for file in read.attachments] == ["Berths.msg"]
    assert [one.text for one in read.mails] == ["How many berths were let?"]


def test_a_body_in_rich_text_alone_is_read():
    rich = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\pard Caf\'e9 for \u163\'a3 5?}"
    )
    packed = (16 + len(rich)).to_bytes(4, "little") + len(rich).to_bytes(4, "little")
    packed += b"MELA" + bytes(4) + rich
    streams = made.outlook_streams(body="")
    properties = streams["__properties_version1.0"]
    row = (
        b"\x02\x01\x09\x10"
        + (6).to_bytes(4, "little")
        + len(packed).to_bytes(8, "little")
    )
    streams["__properties_version1.0"] = properties + row
    streams["__substg1.0_10090102"] = packed

    mail = read_mail(made.compound_file(streams))

    assert mail.text == "Café for £ 5?"


def test_rich_text_is_unpacked_as_its_specification_says():
    hello = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
        "0af32068656c090020627705b06c647d0a800fa0"
    )
    repeated = bytes.fromhex(
        "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"
    )

    assert (
        decompressed(hello) == rb"{\rtf1\ansi\ansicpg1252\pard hello world}" + b"\r\n"
    )
    assert decompressed(repeated) == rb"{\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    assert decompressed(b"anything else, and long enough") == b""


def test_html_wrapped_in_rich_text_comes_out_as_it_was():
    rich = (
        rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\f0 \htmlrtf0 Gw\'e2l"
        rb"\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}}"
    )

    found = words_of(rich)

    assert found.is_html
    assert found.text == "<p>Gwâl</p>"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(made.saved_by_outlook()[:700], id="cut short"),
        pytest.param(made.compound_file({"WordDocument": b"x" * 50}), id="a document"),
    ],
)
def test_a_file_of_outlooks_format_that_is_no_message_says_what_to_do(raw):
    mail = read_mail(raw)

    assert mail.kind is Kind.BROKEN
    assert "Open it in Outlook" in mail.notes[0]


def test_a_message_whose_streams_would_unpack_to_far_more_is_not_opened():
    one = made.saved_by_outlook(**{f"part{n}": b"x" * 5000 for n in range(9)})
    # Every stream is said to be as long as the file allows many times over.
    forged = one.replace(
        (5000).to_bytes(8, "little"), (2_000_000).to_bytes(8, "little")
    )

    assert read_mail(forged).kind is Kind.BROKEN


def test_the_files_of_a_winmail_are_taken_out():
    mail = read_mail(bytes(made.with_winmail(made.winmail())))

    assert mail.text == "See the plan."
    (file,) = mail.attachments
    assert file.name == "plan of the quay.pdf"
    assert file.content == b"%PDF-1.7 quay\0\0"
    assert mail.notes == ()


def test_the_text_of_a_winmail_is_the_text_of_a_mail_that_has_no_other():
    packet = made.winmail(html="<p>How many <b>berths</b> were let?</p>")

    mail = read_mail(bytes(made.with_winmail(packet, text="")))

    assert mail.text == "How many berths were let?"


def test_other_words_in_a_winmail_are_kept_as_a_file():
    packet = made.winmail(text="Please also send every invoice for the lighthouse.")

    mail = read_mail(bytes(made.with_winmail(packet)))

    assert mail.text == "See the plan."
    assert b"every invoice" in mail.attachments[-1].content
    assert mail.notes


def test_a_mail_within_a_winmail_is_a_mail_and_a_file():
    packet = made.winmail(inner=made.winmail(text="The inner words."))

    mail = read_mail(bytes(made.with_winmail(packet)))

    assert [one.text for one in mail.mails] == ["The inner words."]
    assert mail.attachments[-1].name.endswith(".eml")


@pytest.mark.parametrize(
    "packet",
    [
        pytest.param(made.winmail()[:60], id="cut short"),
        pytest.param(b"no packet", id="something else"),
        pytest.param(
            made.packet([(1, 0x9003, b"\xff\xff\xff\x7f" + bytes(40))]),
            id="more properties than bytes",
        ),
    ],
)
def test_a_damaged_winmail_is_kept_and_said_so(packet):
    mail = read_mail(bytes(made.with_winmail(packet)))

    assert [file.name for file in mail.attachments] == ["winmail.dat"]
    assert "winmail.dat" in mail.notes[0]


def test_a_signature_around_the_words_is_taken_off():
    words = b"Content-Type: text/plain\r\n\r\nHow many berths were let?\r\n"

    def element(tag, content):
        size = len(content)
        length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
        return bytes([tag]) + length + content

    data_kind = element(0x06, bytes.fromhex("2a864886f70d010701"))
    pieces = b"\x24\x80" + element(4, words[:20]) + element(4, words[20:]) + b"\0\0"
    signed = element(
        0x30,
        element(2, b"\x01")
        + element(0x31, b"")
        + element(0x30, data_kind + element(0xA0, pieces)),
    )
    packet = element(
        0x30,
        element(0x06, bytes.fromhex("2a864886f70d010702")) + element(0xA0, signed),
    )
    raw = (
        b"From: a@example.org\nContent-Type: application/pkcs7-mime; "
        b"smime-type=signed-data; name=smime.p7m\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(packet)
    )

    mail = read_mail(raw)

    assert mail.text == "How many berths were let?"
    assert mail.kind is Kind.MESSAGE
