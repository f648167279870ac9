"""Mails that are wrong, odd or hostile: each is read, or said to be unreadable."""

import base64
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from io import BytesIO

import pytest

from documents.mails.dates import is_believable
from documents.mails.limits import DEEPEST_MAILS, LONGEST_TEXT, MOST_PARTS
from documents.mails.mail import Address, Kind
from documents.mails.reading import read_mail
from tests.documents.mails import made


def html_mail(html, plain=None):
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    if plain is None:
        mail.set_content(html, subtype="html")
    else:
        mail.set_content(plain)
        mail.add_alternative(html, subtype="html")
    return read_mail(bytes(mail))


def body_mail(body, content_type="text/plain", *more):
    lines = [b"From: a@example.org", b"Content-Type: " + content_type.encode(), *more]
    return read_mail(b"\n".join(lines) + b"\n\n" + body)


def test_a_mail_of_forty_parts_has_all_its_files():
    mail = read_mail(bytes(made.with_many_parts(40)))

    assert [file.content for file in mail.attachments] == [
        str(number).encode() for number in range(40)
    ]


def test_a_mail_of_far_too_many_parts_says_what_was_left_out():
    mail = read_mail(bytes(made.with_many_parts(MOST_PARTS + 20)))

    assert mail.text == "Forty sheets are attached."
    assert len(mail.attachments) <= MOST_PARTS
    assert "more than 500 parts" in mail.notes[0]


def test_five_megabytes_of_html_are_read_with_every_word():
    html = "<p>Berth number <b>quay</b></p>\n" * 170_000

    mail = html_mail(html + "<p>lighthouse</p>")

    assert mail.html_was_used
    assert len(mail.text) == LONGEST_TEXT
    assert "Its end was left out" in mail.notes[0]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 100_000 + "quay", id="deep"),
        pytest.param("<table><tr><td>" * 3_000 + "quay", id="deep tables"),
        pytest.param("<b><p>" * 50_000 + "quay", id="misnested"),
        pytest.param("<!--" * 50_000 + "--> quay", id="comments"),
        pytest.param("<" * 100_000 + " quay", id="signs"),
        pytest.param("<script>" * 50_000 + "</script>quay", id="scripts"),
        pytest.param("<table>" + "x<div></div>" * 100_000 + "quay", id="misplaced"),
        pytest.param("<div></b>" * 100_000 + "quay", id="ends that end nothing"),
        pytest.param("<sup>x</sup>" * 50_000 + "quay", id="raised"),
    ],
)
def test_hostile_html_keeps_its_words(html):
    assert "quay" in html_mail(html).text


def test_a_table_of_a_request_keeps_each_cell():
    mail = html_mail(
        "<p>Please complete:</p><table><tr><th>Year</th><th>Berths</th><th>£</th></tr>"
        "<tr><td>2023</td><td></td><td><p>1,200</p></td></tr></table>",
        plain="Please complete:\n\nYear\n\nBerths\n\n£\n\n2023\n\n\n\n1,200\n",
    )

    assert "| Year | Berths | £     |\n| 2023 |        | 1,200 |" in mail.text


def test_a_table_to_be_filled_in_keeps_its_empty_cells():
    mail = html_mail(
        "<table><tr><th>Year</th><th>Berths</th></tr><tr><td>2023</td><td></td></tr>"
        "<tr><td>2024</td><td></td></tr></table>"
    )

    assert mail.text.split("\n") == [
        "| Year | Berths |",
        "| 2023 |        |",
        "| 2024 |        |",
    ]


def test_a_table_that_only_lays_out_becomes_lines():
    mail = html_mail(
        "<table><tr><td></td><td><p>How many berths?</p><p>And when?</p></td></tr>"
        "<tr><td></td><td>Mabli</td></tr></table>"
    )

    assert "|" not in mail.text
    assert mail.text.split() == ["How", "many", "berths?", "And", "when?", "Mabli"]


def test_numbers_of_a_list_stay_as_they_were():
    mail = html_mail(
        '<ol start="3"><li>c</li></ol><ol type="a"><li>x</li><li>y</li></ol>'
    )

    assert [line.strip() for line in mail.text.split("\n")] == ["3. c", "a. x", "b. y"]


def test_a_link_keeps_its_address_and_a_script_is_left_out():
    mail = html_mail(
        '<p>See <a href="https://example.org/a?b=1&amp;c">this page</a>.</p>'
        "<script>alert(1)</script><style>p{}</style>"
    )

    assert mail.text == "See this page (https://example.org/a?b=1&c)."


def test_a_link_wrapped_by_a_filter_shows_where_it_leads():
    mail = html_mail(
        '<p><a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2F'
        'example.org%2Fberths&amp;data=05%7C02">the list</a></p>'
    )

    assert mail.text == "the list (https://example.org/berths)"


def test_a_mail_quoted_in_html_has_quote_signs():
    mail = html_mail(
        "<p>North.</p><div>On 2 March 2026 at 10:14 Board wrote:</div>"
        '<blockquote type="cite"><p>Which basin?</p></blockquote><p>Thanks.</p>'
    )

    assert "> Which basin?" in mail.text
    assert "\nThanks." in mail.text


@pytest.mark.parametrize(
    ("plain", "html", "text"),
    [
        pytest.param("North.", "<p>North.</p>", "North.", id="both say the same"),
        pytest.param(" \n", "<p>North.</p>", "North.", id="the text is empty"),
        pytest.param(
            "Please open this mail as HTML.",
            "<p>How many berths were let in the north basin?</p>",
            "How many berths were let in the north basin?",
            id="the text only points to the HTML",
        ),
        pytest.param(
            "How many?",
            "<p>How many?</p><p>Also the names of all tenants since 2019.</p>",
            "How many?\n\nAlso the names of all tenants since 2019.",
            id="the text is cut short",
        ),
    ],
)
def test_the_version_with_all_words_is_shown(plain, html, text):
    mail = html_mail(html, plain)

    assert mail.text == text
    assert mail.attachments == ()


def test_two_versions_that_say_different_things_are_both_kept():
    mail = html_mail(
        "<p>Which seven lighthouse keepers retired early?</p>",
        "How many berths did the harbour let last year?",
    )

    words = mail.text + "".join(file.content.decode() for file in mail.attachments)
    assert "keepers retired" in words
    assert "berths did" in words
    assert "two versions" in mail.notes[0]


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Gŵyl £5".encode(), "text/plain; charset=iso-8859-1", "Gŵyl £5"),
        (b"Caf\xe9 \xa35 \x93so\x94", "text/plain; charset=utf-8", "Café £5 “so”"),
        (b"Caf\xe9 \xa35 \x93so\x94", "text/plain; charset=us-ascii", "Café £5 “so”"),
        (b"Caf\xe9", "text/plain; charset=x-unknown-99", "Café"),
        (b"Caf\xe9", "text/plain", "Café"),
        ("Gŵyl".encode("utf-16"), "text/plain; charset=utf-8", "Gŵyl"),
        ("Gŵyl ŷd".encode("iso8859-14"), "text/plain; charset=iso-8859-14", "Gŵyl ŷd"),
        (b"plain", "text/plain; charset=idna", "plain"),
    ],
)
def test_a_wrong_or_missing_charset_is_seen_through(body, content_type, text):
    assert body_mail(body, content_type).text == text


def test_lines_broken_for_the_way_are_joined():
    body = b"How many berths \nwere let?\n> Quoted line \n> goes on.\n-- \nMabli\n"

    mail = body_mail(body, "text/plain; format=flowed")

    assert mail.text == (
        "How many berths were let?\n> Quoted line goes on.\n-- \nMabli"
    )


def test_an_encoding_whose_header_was_lost_is_undone():
    body = b"How many berths were let, and at=\n what price =C2=A3?=\n\n"

    assert body_mail(body).text == "How many berths were let, and at what price £?"


def test_damaged_base64_gives_what_it_has_and_says_so():
    whole = base64.encodebytes(b"x" * 100)
    raw = (
        b"From: a@example.org\nContent-Type: application/pdf; name=a.pdf\n"
        b"Content-Transfer-Encoding: base64\n\n" + whole[:61]
    )

    (file,) = read_mail(raw).attachments

    assert file.content.startswith(b"xxxx")
    assert "did not come whole" in file.note


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="../../etc/passwd"', "passwd"),
        (r'attachment; filename="C:\\Users\\jo\\plan.pdf"', "plan.pdf"),
        ("attachment; filename=Annual report v1.2.pdf", "Annual report v1.2.pdf"),
        ('attachment; filename="RE: plan.pdf"', "RE- plan.pdf"),
        ("attachment; filename*=utf-8''G%C5%B5yl.pdf", "Gŵyl.pdf"),
        (
            "attachment; filename*0*=utf-8''G%C5%B5; filename*1=\"yl.pdf\"",
            "Gŵyl.pdf",
        ),
        ('attachment; filename="=?utf-8?q?G=C5=B5yl=2Epdf?="', "Gŵyl.pdf"),
        ('attachment; filename="a\u202efdp.exe"', "afdp.exe"),
        ('attachment; filename="..."', "attachment-1.pdf"),
        ("attachment", "attachment-1.pdf"),
        ("", "attachment-1.pdf"),
    ],
)
def test_a_file_has_a_harmless_name(header, name):
    raw = (
        f"From: a@example.org\nContent-Disposition: {header}\n"
        "Content-Type: application/pdf\n\n%PDF"
    ).encode()

    (file,) = read_mail(raw).attachments

    assert file.name == name


def test_a_very_long_name_keeps_its_ending():
    raw = (
        b'From: a@example.org\nContent-Type: application/pdf; name="'
        + b"n" * 900
        + b'.pdf"\n\n%PDF'
    )

    (file,) = read_mail(raw).attachments

    assert len(file.name) <= 150
    assert file.name.endswith(".pdf")


@pytest.mark.parametrize("disposition", ["inline", "", "attachment"])
def test_a_real_file_is_a_file_however_it_is_disposed(disposition):
    mail = made.mail_with("See the list.")
    mail.make_mixed()
    part = EmailMessage()
    part.set_content("Berth 1\n")
    part.set_param("name", "list.txt")
    if disposition:
        part["Content-Disposition"] = disposition
    mail.attach(part)

    read = read_mail(bytes(mail))

    assert read.text == "See the list."
    assert [file.name for file in read.attachments] == ["list.txt"]


def test_a_picture_within_the_text_is_inline():
    mail = made.mail_with("Look.")
    mail.add_related(b"GIF8", maintype="image", subtype="gif", cid="<logo@example.org>")

    (file,) = read_mail(bytes(mail)).attachments

    assert file.is_inline
    assert file.content_id == "logo@example.org"


def test_nothing_that_a_header_says_can_begin_a_line_or_turn_text():
    subject = base64.b64encode("a\r\nTo: b\u202e\0c".encode()).decode()
    raw = (
        "From: =?utf-8?q?Jo=0D=0ABcc:_x@example.org=00?= <jo@example.org>\n"
        f"Subject: =?utf-8?b?{subject}?=\n\nWords"
    )

    mail = read_mail(raw.encode())

    assert mail.sender == Address("Jo Bcc: x@example.org", "jo@example.org")
    assert mail.subject == "a To: bc"


def test_a_character_cut_between_two_encoded_words_is_whole():
    raw = b"From: a@b.uk\nSubject: =?utf-8?b?R8U=?= =?utf-8?b?tXls?=\n\nx"

    assert read_mail(raw).subject == "Gŵyl"


def test_a_header_that_was_not_encoded_is_read():
    raw = "From: Zoë <z@b.uk>\nSubject: Gŵyl £\n\nx"

    assert read_mail(raw.encode()).subject == "Gŵyl £"
    latin = raw.replace("ŵ", "w").encode("cp1252")
    assert read_mail(latin).subject == "Gwyl £"
    assert read_mail(latin).sender.name == "Zoë"


@pytest.mark.parametrize(
    ("date", "sent_at"),
    [
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Tue, 02 Mar 2027 10:00:00 +0000", None),
        ("Sun, 02 Mar 2025 10:00:00 +0000", datetime(2025, 3, 2, 10, tzinfo=UTC)),
        ("2 Mar 2026 10:00 (GMT Standard Time)", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
        ("Mon, 99 Mar 99999999999999 10:00:00 +9999", None),
    ],
)
def test_a_date_that_cannot_be_right_is_no_date(date, sent_at):
    raw = (
        "Received: from a by b; Mon, 02 Mar 2026 10:00:05 +0000\n"
        f"From: a@b.uk\nDate: {date}\n\nx"
    )

    assert read_mail(raw.encode()).sent_at == sent_at


def test_a_day_ahead_is_another_time_zone():
    at = datetime(2026, 3, 2, tzinfo=UTC)

    assert is_believable(datetime(2026, 3, 3, tzinfo=UTC), at)
    assert not is_believable(datetime(2026, 3, 9, tzinfo=UTC), at)


@pytest.mark.parametrize("subject", ["", "\u202e", "=?utf-8?q??="])
def test_a_mail_without_subject_or_id_is_a_message(subject):
    raw = f"From: a@b.uk\nSubject: {subject}\n\nHow many?".encode()

    mail = read_mail(raw)

    assert (mail.kind, mail.subject, mail.message_id) == (Kind.MESSAGE, "", "")


@pytest.mark.parametrize(
    ("header", "ids"),
    [
        ("<a@B.org> <c@D.org>", ("a@b.org", "c@d.org")),
        ("<a@b.org>\n\t<a@b.org>", ("a@b.org",)),
        ("a@b.org, c@d.org", ("a@b.org", "c@d.org")),
        ("<long\n part@b.org>", ("longpart@b.org",)),
        ("no id at all", ()),
    ],
)
def test_ids_are_found_and_compare_alike(header, ids):
    raw = f"From: a@b.uk\nReferences: {header}\n\nx".encode()

    assert read_mail(raw).references == ids


def test_the_ends_of_a_very_long_thread_are_kept():
    ids = " ".join(f"<{number}@b.org>" for number in range(900))

    found = read_mail(f"From: a@b.uk\nReferences: {ids}\n\nx".encode()).references

    assert len(found) == 200
    assert (found[0], found[-1]) == ("0@b.org", "899@b.org")


def test_an_attached_mail_is_a_mail_and_a_file():
    inner = made.mail_with("The first question.", subject="Moorings: 2/2025")

    mail = read_mail(bytes(made.with_attached_mail(inner)))

    assert mail.text == "See the attached mail."
    assert mail.mails[0].text == "The first question."
    assert mail.attachments[0].name == "2025.eml"
    assert read_mail(mail.attachments[0].content) == mail.mails[0]


def test_an_attached_mail_in_an_encoding_that_it_must_not_have_is_read():
    inner = base64.encodebytes(bytes(made.mail_with("The first question.")))
    raw = (
        b"From: a@b.uk\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
        b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
        + inner
        + b"--x--\n"
    )

    assert read_mail(raw).mails[0].text == "The first question."


def test_a_mail_file_of_no_known_type_is_read_as_a_mail():
    mail = made.mail_with("See the file.")
    mail.add_attachment(
        bytes(made.mail_with("The first question.")),
        maintype="application",
        subtype="octet-stream",
        filename="first.eml",
    )

    assert read_mail(bytes(mail)).mails[0].text == "The first question."


def test_mails_within_mails_are_read_to_a_depth_and_kept_beyond():
    mail = made.mail_with("0")
    for depth in range(1, DEEPEST_MAILS + 3):
        mail = made.with_attached_mail(mail, text=str(depth))

    read, depth = read_mail(bytes(mail)), 0
    while read.mails:
        read, depth = read.mails[0], depth + 1

    assert depth == DEEPEST_MAILS
    assert "deepest are kept" in read.notes[0]
    assert read.attachments


def test_parts_far_too_deep_in_each_other_are_not_followed():
    heads = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
        for n in range(3_000)
    )

    mail = read_mail(b"From: a@b.uk\n" + heads + b"\nWords.")

    assert mail.kind is Kind.BROKEN
    assert "too deep" in mail.notes[0]
    assert mail.sender.address == "a@b.uk"


def test_a_text_that_quotes_the_source_of_many_mails_is_read():
    quoted = b"Content-Disposition: x; boundary=%d\n"

    mail = body_mail(b"How many?\n" + b"".join(quoted % n for n in range(200)))

    assert mail.kind is Kind.MESSAGE


@pytest.mark.parametrize("end", [b"\r", b"\r\n"])
def test_parts_too_deep_are_seen_with_any_line_end_and_spelling(end):
    heads = b"".join(
        b"Content-Type: multipart/mixed;\n boundary*0=b%d\n\n--b%d\n" % (n, n)
        for n in range(500)
    )

    mail = read_mail((b"From: a@b.uk\n" + heads).replace(b"\n", end))

    assert "too deep" in mail.notes[0]


def test_parts_whose_boundary_is_lost_keep_their_words():
    raw = b"From: a@b.uk\nContent-Type: multipart/mixed; boundary=x\n\nHow many?\n"

    assert read_mail(raw).text == "How many?"


def test_an_archive_is_kept_and_not_opened():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 50_000_000)
    mail = made.mail_with("See the archive.")
    mail.add_attachment(
        packed.getvalue(), maintype="application", subtype="zip", filename="a.zip"
    )

    (file,) = read_mail(bytes(mail)).attachments

    assert file.content == packed.getvalue()


def test_a_very_long_header_is_cut_and_hurts_nothing():
    raw = b"From: a@b.uk\nTo: " + b"(" * 200_000 + b"\nSubject: " + b"=?" * 90_000
    raw += b"\nReferences: " + b"<" * 90_000 + b"\n\nHow many?"

    assert read_mail(raw).text == "How many?"
