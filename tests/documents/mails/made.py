"""Typical mails for tests: the kinds of history that replies carry, and reports.

Every text is made up. `THIRTEEN` has the kinds of mail on which quoted history is
usually lost; each is a reply in a thread unless it says otherwise.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_string
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from itertools import groupby

from tests.documents.mails.compound import (
    BINARY,
    MOMENT,
    NUMBER,
    OBJECT,
    TEXT,
    compound_file,
    outlook_message,
    packed_properties,
    packet,
)

OURS = "foi@harbour.gov.uk"
REQUESTER = "Mabli Thorne <mabli.thorne@example.org>"
LETTER_ID = "letter-77@harbour.gov.uk"


@dataclass(frozen=True)
class Reply:
    """A mail with history.

    Attributes:
        name: What kind of mail it is.
        text: The whole text.
        own: Lines that the sender wrote: none of their words may be folded.
        quoted: Lines that must be folded; none where nothing may be.
        subject: The subject.
        is_first: Whether the mail begins a thread.
    """

    name: str
    text: str
    own: tuple[str, ...]
    quoted: tuple[str, ...] = ()
    subject: str = "Re: Our reference 12-26"
    is_first: bool = False


_EARLIER = """\
Dear Mabli Thorne,

We hold the berthing records you named. Which of the two basins do you mean?

Yours sincerely,
Harbour Board"""
_EARLIER_LINES = (
    "We hold the berthing records you named. Which of the two basins do you mean?",
    "Harbour Board",
)


def _quoted(text):
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


THIRTEEN = (
    Reply(
        "Outlook, From/Sent/To/Subject",
        "The north basin, for both years.\n\nKind regards\nMabli T.\n\n"
        "From: Harbour Board <foi@harbour.gov.uk>\n"
        "Sent: 02 March 2026 10:14\n"
        "To: Mabli Thorne <mabli.thorne@example.org>\n"
        "Subject: Our reference 12-26\n\n" + _EARLIER,
        ("The north basin, for both years.", "Mabli T."),
        ("Sent: 02 March 2026 10:14", *_EARLIER_LINES),
    ),
    Reply(
        "Outlook with a ruled line",
        "I mean the north basin.\n\n"
        "________________________________\n"
        "From: Harbour Board <foi@harbour.gov.uk>\n"
        "Sent: Monday, March 2, 2026 10:14:22 AM\n"
        "To: Mabli Thorne <mabli.thorne@example.org>;\n"
        "  Second Person <second@example.org>\n"
        "Cc: Press <press@harbour.gov.uk>\n"
        "Subject: Our reference 12-26\n\n" + _EARLIER,
        ("I mean the north basin.",),
        ("________________________________", *_EARLIER_LINES),
    ),
    Reply(
        "Gmail",
        "North, please.\n\n"
        "On Mon, 2 Mar 2026 at 10:14, Harbour Board <foi@harbour.gov.uk> wrote:\n\n"
        + _quoted(_EARLIER),
        ("North, please.",),
        ("On Mon, 2 Mar 2026 at 10:14, Harbour Board", *_EARLIER_LINES),
    ),
    Reply(
        "Gmail, attribution over two lines",
        "North, please, and only 2024.\n\n"
        "On Mon, 2 Mar 2026 at 10:14, Freedom of Information Harbour Board\n"
        "<foi@harbour.gov.uk> wrote:\n\n" + _quoted(_EARLIER),
        ("North, please, and only 2024.",),
        ("On Mon, 2 Mar 2026 at 10:14", "<foi@harbour.gov.uk> wrote:", *_EARLIER_LINES),
    ),
    Reply(
        "Apple Mail",
        "The north one.\n\nSent from my iPhone\n\n"
        "> On 2 Mar 2026, at 10:14, Harbour Board <foi@harbour.gov.uk> wrote:\n> \n"
        + _quoted(_EARLIER),
        ("The north one.", "Sent from my iPhone"),
        ("> On 2 Mar 2026, at 10:14", *_EARLIER_LINES),
    ),
    Reply(
        "Original Message",
        "Both basins, if the cost allows.\n\n"
        "-----Original Message-----\n"
        "From: Harbour Board\nSent: 02 March 2026 10:14\nTo: Mabli Thorne\n"
        "Subject: Our reference 12-26\n\n" + _EARLIER,
        ("Both basins, if the cost allows.",),
        ("-----Original Message-----", *_EARLIER_LINES),
    ),
    Reply(
        "disclaimer only",
        "The north basin is enough for me.\n\nMabli Thorne\nQuayside Gazette\n\n"
        "This email and any attachments are confidential and intended solely for the "
        "addressee. If you have received it in error, delete it.\n\n"
        "Please consider the environment before printing this email.",
        ("The north basin is enough for me.", "Quayside Gazette"),
        ("This email and any attachments are confidential", "before printing"),
    ),
    Reply(
        "answers between quoted lines",
        "On Mon, 2 Mar 2026 at 10:14, Harbour Board <foi@harbour.gov.uk> wrote:\n"
        "> Which of the two basins do you mean?\n\nThe north one.\n\n"
        "> And for which years?\n\n2023 and 2024, to the end of March.\n",
        ("The north one.", "2023 and 2024, to the end of March."),
        ("> Which of the two basins", "> And for which years?"),
    ),
    Reply(
        "answer below the quote",
        "On 02/03/2026 10:14, Harbour Board wrote:\n" + _quoted(_EARLIER) + "\n\n"
        "The north basin, as I said on the telephone.\n\nCheers, M.\n",
        ("The north basin, as I said on the telephone.", "Cheers, M."),
        _EARLIER_LINES,
    ),
    Reply(
        "Outlook in Welsh",
        "Y basn gogleddol, os gwelwch yn dda.\n\nDiolch\nMabli\n\n"
        "Oddi wrth: Bwrdd yr Harbwr <foi@harbour.gov.uk>\n"
        "Anfonwyd: 02 Mawrth 2026 10:14\n"
        "At: Mabli Thorne <mabli.thorne@example.org>\n"
        "Pwnc: Ein cyfeirnod 12-26\n\nPa un o'r ddau fasn?\n\nBwrdd yr Harbwr",
        ("Y basn gogleddol, os gwelwch yn dda.", "Diolch"),
        ("Oddi wrth: Bwrdd yr Harbwr", "Pa un o'r ddau fasn?"),
    ),
    Reply(
        "forwarded request",
        "Dear colleague,\n\nPlease treat the below as a request under FOI.\n\nRhys\n\n"
        "From: Mabli Thorne <mabli.thorne@example.org>\n"
        "Sent: 01 March 2026 22:40\nTo: Harbour Master\nSubject: Moorings\n\n"
        "How many moorings were let in 2025, and to whom?\n\nMabli Thorne",
        (
            "Please treat the below as a request under FOI.",
            "How many moorings were let in 2025, and to whom?",
            "Sent: 01 March 2026 22:40",
        ),
        subject="Moorings",
    ),
    Reply(
        "From: the Ministry, as words of a question",
        "Thank you. For each grant please give a line such as\n\n"
        "From: the Ministry\nTo: the lifeboat station\n\n"
        "and its amount. Which of them were repaid?",
        (
            "From: the Ministry",
            "To: the lifeboat station",
            "Which of them were repaid?",
        ),
    ),
    Reply(
        "a review asked for through WhatDoTheyKnow",
        "Dear Harbour Board,\n\n"
        "Please pass this on to the person who conducts Freedom of Information "
        "reviews.\n\n"
        "I am writing to request an internal review of Harbour Board's handling of my "
        "FOI request 'Berths let in winter'.\n\n"
        "The answer leaves out the second basin.\n\n"
        "A full history of my FOI request and all correspondence is available on the "
        "Internet at this address: https://www.whatdotheyknow.com/request/berths\n\n"
        "Yours faithfully,\n\nMabli Thorne\n\n"
        "-------------------------------------------------------------------\n"
        "Please use this email address for all replies to this request:\n"
        "request-11-aa22@whatdotheyknow.example\n\n"
        "Disclaimer: This message and any reply that you make will be published on "
        "the internet. Our privacy and copyright policies:\n"
        "https://www.whatdotheyknow.example/help/officers\n\n"
        "If you find this service useful as an FOI officer, please ask your web "
        "manager to link to us.\n\n"
        "-------------------------------------------------------------------\n",
        (
            "Please pass this on to the person who conducts",
            "The answer leaves out the second basin.",
            "https://www.whatdotheyknow.com/request/berths",
            "Mabli Thorne",
        ),
        ("request-11-aa22@whatdotheyknow.example", "published on the internet"),
        subject="Internal review of Freedom of Information request",
    ),
)


def mail_with(text, *, subject="A request", message_id="one@example.org", **headers):
    """Return a plain mail of the requester to our mailbox."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = REQUESTER, OURS, subject
    mail["Date"] = "Mon, 02 Mar 2026 09:58:00 +0000"
    if message_id:
        mail["Message-ID"] = f"<{message_id}>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def reply_mail(reply):
    """Return one of the thirteen as a mail."""
    answers = {} if reply.is_first else {"In_Reply_To": f"<{LETTER_ID}>"}
    return mail_with(reply.text, subject=reply.subject, **answers)


def as_html(text):
    """Return a text as HTML, as mail programs write it: quoted lines in a quote."""
    blocks = []
    for is_quoted, run in groupby(text.split("\n"), lambda line: line.startswith(">")):
        words = escape("\n".join(line.removeprefix("> ") for line in run))
        words = re.sub(r"^&gt;", "", words, flags=re.MULTILINE)
        parts = re.split(r"\n{2,}", words.strip("\n"))
        inside = "".join(f"<p>{part}</p>" for part in parts).replace("\n", "<br>")
        blocks.append(
            f'<blockquote type="cite">{inside}</blockquote>' if is_quoted else inside
        )
    return f"<html><body>{''.join(blocks)}</body></html>"


def html_reply(reply):
    """Return one of the thirteen as a mail with HTML alone."""
    mail = reply_mail(reply)
    mail.set_content(as_html(reply.text), subtype="html")
    return mail


def automatic_reply(subject="Automatic reply: Our reference 12-26"):
    """Return the answer of a mailbox whose owner is away."""
    return mail_with(
        "I am away until Monday. In urgent matters ask the night watch.",
        subject=subject,
        In_Reply_To=f"<{LETTER_ID}>",
        Auto_Submitted="auto-replied",
        X_Auto_Response_Suppress="All",
    )


def bounced(*, action="failed", status="5.1.1", recipient="mabli.thorn@example.org"):
    """Return the report of a server about a letter of ours (RFC 3464)."""
    report = MIMEMultipart("report", **{"report-type": "delivery-status"})
    report["From"] = "Mail Delivery System <MAILER-DAEMON@mx.example.org>"
    report["To"], report["Subject"] = OURS, "Undelivered Mail Returned to Sender"
    report["Date"] = "Mon, 02 Mar 2026 10:15:00 +0000"
    report["Auto-Submitted"] = "auto-replied"
    report.attach(MIMEText(f"I could not deliver your message to {recipient}."))
    facts = message_from_string(
        "Content-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {recipient}\n"
        f"Action: {action}\nStatus: {status}\n"
        "Diagnostic-Code: smtp; 550 5.1.1 No such\n    mailbox here\n"
    )
    report.attach(facts)
    letter = MIMEBase("message", "rfc822")
    letter.set_payload([_letter()])
    report.attach(letter)
    return report


def _letter():
    letter = MIMEText("Our answer is attached.")
    letter["From"], letter["Subject"] = OURS, "Our reference 12-26"
    letter["Message-ID"] = f"<{LETTER_ID}>"
    return letter


def read_receipt():
    """Return the notice that a letter of ours was read (RFC 8098)."""
    report = MIMEMultipart("report", **{"report-type": "disposition-notification"})
    report["From"], report["To"], report["Subject"] = REQUESTER, OURS, "Read: 12-26"
    report.attach(MIMEText("Your message was read."))
    facts = message_from_string(
        "Content-Type: message/disposition-notification\n\n"
        "Final-Recipient: rfc822; mabli.thorne@example.org\n"
        f"Original-Message-ID: <{LETTER_ID}>\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\n"
    )
    report.attach(facts)
    return report


def with_many_parts(count=40):
    """Return a mail with many files, each with its number as content."""
    mail = mail_with("Forty sheets are attached.")
    for number in range(count):
        mail.add_attachment(
            str(number).encode(),
            maintype="application",
            subtype="octet-stream",
            filename=f"sheet-{number}.bin",
        )
    return mail


def with_attached_mail(inner, *, text="See the attached mail."):
    """Return a mail with another mail attached."""
    mail = mail_with(text, message_id="outer@example.org")
    mail.add_attachment(inner)
    return mail


def saved_by_outlook(*, body="How many berths were let?", inner=None, **more):
    """Return a message as Outlook saves it (.msg), one that never left Exchange.

    Args:
        body: Its text.
        inner: The streams of a message attached to it, as `outlook_streams` makes them.
        more: Streams to put in or to replace.
    """
    return compound_file({**outlook_streams(body=body, inner=inner), **more})


def outlook_streams(
    *, body="How many berths were let?", inner=None, head=32, values=None
):
    """Return the streams of a message of Outlook; `values` are further properties."""
    further = values or {}
    values = {
        (0x001A, TEXT): "IPM.Note",
        (0x0037, TEXT): "Berths: Gŵyl",
        (0x0C1A, TEXT): "Mabli Thorne",
        (0x0C1F, TEXT): "/o=Harbour/cn=mabli",
        (0x5D01, TEXT): "mabli.thorne@example.org",
        (0x0039, MOMENT): datetime(2026, 3, 2, 9, 58, tzinfo=UTC),
        (0x1035, TEXT): "<outlook-1@example.org>",
        (0x1042, TEXT): f"<{LETTER_ID}>",
    }
    values |= {(0x1000, TEXT): body} if body else {}
    values |= further
    recipient = {
        (0x0C15, NUMBER): 1,
        (0x3001, TEXT): "Harbour FOI",
        (0x39FE, TEXT): OURS,
    }
    files = [
        {
            (0x3705, NUMBER): 1,
            (0x3707, TEXT): "plan.v2: quay.pdf",
            (0x370E, TEXT): "application/pdf",
            (0x3701, BINARY): b"%PDF-1.7" + b"x" * 6000,
        }
    ]
    if inner is not None:
        files.append(
            {
                (0x3705, NUMBER): 5,
                (0x3001, TEXT): "Earlier.msg",
                (0x3701, OBJECT): inner,
            }
        )
    return outlook_message(
        values=values, recipients=[recipient], files=files, head=head
    )


def winmail(*, text="", html="", inner=None):
    """Return a winmail.dat with a file, and a text where one is given."""
    about = {}
    if text:
        about[0x1000, TEXT] = text
    if html:
        about[0x1013, BINARY] = html.encode()
    attributes = [(1, 0x9007, (1252).to_bytes(8, "little"))]
    if about:
        attributes.append((1, 0x9003, packed_properties(about)))
    attributes += [
        (2, 0x9002, b"\0" * 14),
        (2, 0x8010, b"PLAN~1.PDF\0"),
        (2, 0x800F, b"%PDF-1.7 quay\0\0"),
        (2, 0x9005, packed_properties({(0x3707, TEXT): "plan of the quay.pdf"})),
    ]
    if inner is not None:
        mark = bytes.fromhex("0703020000000000c000000000000046")
        held = {(0x3701, OBJECT): mark + inner}
        attributes += [(2, 0x9002, b"\0" * 14), (2, 0x9005, packed_properties(held))]
    return packet(attributes)


def with_winmail(data, text="See the plan."):
    """Return a mail that carries a winmail.dat."""
    mail = mail_with(text)
    mail.add_attachment(
        data, maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    return mail
