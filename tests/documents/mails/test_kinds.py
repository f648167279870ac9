import base64

import pytest

from documents.mails.mail import OWN_HEADER, Kind
from documents.mails.reading import read_mail
from tests.documents.mails import made


def read(message):
    return read_mail(bytes(message))


def with_text(text, **headers):
    return read(made.mail_with(text, **headers))


def test_a_bounce_names_the_letter_that_came_back_and_why():
    mail = read(made.bounced())

    assert mail.kind is Kind.BOUNCE
    assert mail.bounce.recipient == "mabli.thorn@example.org"
    assert mail.bounce.status == "5.1.1"
    assert mail.bounce.diagnostic == "550 5.1.1 No such mailbox here"
    assert mail.bounce.is_permanent
    assert mail.bounce.message_ids == (made.LETTER_ID,)


def test_a_letter_that_is_late_has_not_come_back_for_good():
    mail = read(made.bounced(action="delayed", status="4.4.1"))

    assert mail.kind is Kind.BOUNCE
    assert not mail.bounce.is_permanent


def test_a_letter_that_was_tried_for_days_has_come_back_for_good():
    assert read(made.bounced(action="failed", status="4.4.7")).bounce.is_permanent


def test_a_report_in_base64_is_read():
    raw = bytes(made.bounced())
    head, _, rest = raw.partition(b"Content-Type: message/delivery-status")
    fields, mark, tail = rest.partition(b"\n--")
    body = fields.partition(b"\n\n")[2]
    raw = (
        head
        + b"Content-Type: message/delivery-status\n"
        + b"Content-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(body)
        + mark
        + tail
    )

    assert read_mail(raw).bounce.recipient == "mabli.thorn@example.org"


def test_the_report_that_a_letter_was_delivered_is_a_receipt():
    mail = read(made.bounced(action="delivered", status="2.0.0"))

    assert mail.kind is Kind.RECEIPT
    assert mail.in_reply_to == (made.LETTER_ID,)


def test_a_receipt_names_the_letter_that_was_read():
    mail = read(made.read_receipt())

    assert mail.kind is Kind.RECEIPT
    assert mail.in_reply_to == (made.LETTER_ID,)


@pytest.mark.parametrize(
    ("headers", "subject", "text", "recipient", "is_permanent"),
    [
        pytest.param(
            {"X_Failed_Recipients": "jo@example.org"},
            "Delivery Status Notification (Failure)",
            "Address not found\n\nThe response was: 550 5.1.1 no such account",
            "jo@example.org",
            True,
            id="Gmail",
        ),
        pytest.param(
            {"Return_Path": "<>"},
            "Undeliverable: Our reference 12-26",
            "Your message to jo@example.org couldn't be delivered.\n"
            "Remote Server returned '550 5.4.1 Recipient address rejected'",
            "jo@example.org",
            True,
            id="Exchange",
        ),
        pytest.param(
            {"Return_Path": "<>"},
            "Undeliverable: Our reference 12-26",
            "Your message to <jo@example.org> has not been delivered.\n"
            "550 5.7.1 message refused by policy",
            "jo@example.org",
            True,
            id="refused for good",
        ),
        pytest.param(
            {"Return_Path": "<>"},
            "Mail delivery failed: returning message to sender",
            "jo@example.org\n  retry timeout exceeded, 451 4.7.1 try later",
            "jo@example.org",
            True,
            id="refused for now, and given up",
        ),
        pytest.param(
            {"Return_Path": "<>"},
            "Delayed Mail (still being retried): delivery delayed",
            "<jo@example.org>: connect to mx.example.org: Connection timed out\n"
            "The mail system will keep trying.",
            "jo@example.org",
            False,
            id="Postfix, late",
        ),
    ],
)
def test_a_bounce_without_a_report_by_the_standard_is_known(
    headers, subject, text, recipient, is_permanent
):
    text += f"\n\nOriginal message headers:\nMessage-ID: <{made.LETTER_ID}>\n"

    mail = with_text(text, subject=subject, **headers)

    assert mail.kind is Kind.BOUNCE
    assert mail.bounce.recipient == recipient
    assert mail.bounce.is_permanent is is_permanent
    assert made.LETTER_ID in mail.bounce.message_ids


def test_a_persons_mail_about_undelivered_mail_is_a_message():
    mail = with_text(
        "How many letters came back in 2025?", subject="Undeliverable: your letters"
    )

    assert mail.kind is Kind.MESSAGE


@pytest.mark.parametrize(
    ("subject", "headers"),
    [
        ("Re: 12-26", {"Auto_Submitted": "auto-replied (vacation)"}),
        ("Re: 12-26", {"X_Autoreply": "yes"}),
        ("Re: 12-26", {"Precedence": "auto_reply"}),
        ("Automatic reply: 12-26", {}),
        ("Ateb awtomatig: 12-26", {}),
        ("Out of office", {"In_Reply_To": "<a@b>"}),
        ("Allan o'r swyddfa: 12-26", {"X_Auto_Response_Suppress": "All"}),
        ("Thank you for your e-mail", {"Auto_Submitted": "auto-generated"}),
    ],
)
def test_an_automatic_reply_is_known(subject, headers):
    assert with_text("I am away.", subject=subject, **headers).kind is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    ("subject", "headers"),
    [
        ("Request from the web form", {"Auto_Submitted": "auto-generated"}),
        ("Re: 12-26", {"Auto_Submitted": "no", "In_Reply_To": "<a@b>"}),
        ("Out of office policies since 2020", {}),
        ("Thank you for your letter", {"In_Reply_To": "<a@b>"}),
        ("Automatic replies sent by the council", {}),
    ],
)
def test_a_persons_mail_is_no_automatic_reply(subject, headers):
    mail = with_text("Which policies are held?", subject=subject, **headers)

    assert mail.kind is Kind.MESSAGE


def test_an_invitation_says_what_it_is():
    mail = made.mail_with("Shall we meet?")
    mail.add_alternative(
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
        "SUMMARY:Review of\r\n  the quay\r\nDTSTART:20260309T1030\r\n"
        "LOCATION:Room 2\\, upstairs\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        subtype="calendar",
    )

    read_one = read(mail)

    assert read_one.kind is Kind.CALENDAR
    assert read_one.text == "Shall we meet?"
    assert read_one.notes == (
        "An entry for a calendar: “Review of the quay”, 9 March 2026 at 10:30, "
        "Room 2, upstairs.",
    )
    assert read_one.attachments[0].name.endswith(".ics")


def test_a_calendar_file_with_a_request_leaves_it_a_message():
    mail = made.mail_with("Please send the minutes of this meeting.")
    mail.add_attachment(
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Board\nEND:VEVENT\nEND:VCALENDAR",
        maintype="text",
        subtype="calendar",
        filename="board.ics",
    )

    assert read(mail).kind is Kind.MESSAGE


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            b"From: a@b\nContent-Type: application/pkcs7-mime; "
            b"smime-type=enveloped-data; name=smime.p7m\n"
            b"Content-Transfer-Encoding: base64\n\nMIIB\n",
            id="S/MIME",
        ),
        pytest.param(
            b"From: a@b\nContent-Type: multipart/encrypted; boundary=x; "
            b'protocol="application/pgp-encrypted"\n\n--x\n'
            b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n--x\n"
            b"Content-Type: application/octet-stream\n\nsecret\n--x--\n",
            id="PGP",
        ),
        pytest.param(
            b"From: a@b\n\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n"
            b"-----END PGP MESSAGE-----\n",
            id="PGP in the text",
        ),
    ],
)
def test_an_encrypted_mail_is_kept_and_said_so(raw):
    mail = read_mail(raw)

    assert mail.kind is Kind.ENCRYPTED
    assert "encrypted" in mail.notes[0]
    assert mail.attachments or "BEGIN PGP" in mail.text


def test_our_own_mail_and_a_mail_past_many_servers_go_in_a_circle():
    ours = made.mail_with("Our answer.")
    ours[OWN_HEADER] = "1"
    hops = b"Received: from a by b; Mon, 02 Mar 2026 10:00:00 +0000\n" * 31

    assert read(ours).is_loop
    assert read_mail(hops + bytes(made.mail_with("Round."))).is_loop
    assert not read_mail(hops[:200] + bytes(made.mail_with("Once."))).is_loop


def test_a_mailing_list_is_known():
    assert with_text("News.", List_Id="<news.example.org>").is_from_list
    assert not with_text("News.").is_from_list


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (
            "mx.harbour.gov.uk; spf=pass smtp.mailfrom=example.org; dkim=fail "
            "header.d=example.org; dmarc=none",
            "SPF pass, DKIM fail, DMARC none",
        ),
        (
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; dkim=pass "
            "(signature was verified) header.d=example.org;dmarc=pass action=none "
            "header.from=example.org;compauth=pass reason=100",
            "SPF pass, DKIM pass, DMARC pass",
        ),
        ("mx.harbour.gov.uk; none", ""),
        (";;;((((=", ""),
    ],
)
def test_what_the_receiving_server_found_out_is_shown(header, told):
    assert with_text("Words.", Authentication_Results=header).authentication == told


def test_only_the_newest_result_counts():
    raw = (
        b"Authentication-Results: mx.harbour.gov.uk; spf=fail\n"
        b"Authentication-Results: forged.example; spf=pass\n"
    )

    assert read_mail(raw + bytes(made.mail_with("W."))).authentication == "SPF fail"
