from email.message import EmailMessage

import pytest

from documents.mails.history import FoldKind, folds
from documents.mails.mail import Kind
from documents.mails.reading import read_mail
from tests.documents.mails.made import THIRTEEN, html_reply, reply_mail


def parted(text, found):
    """Return the text outside of the folds, and the text within them."""
    outside, within, at = [], [], 0
    for fold in found:
        outside.append(text[at : fold.start])
        within.append(text[fold.start : fold.end])
        at = fold.end
    return "".join([*outside, text[at:]]), "\n".join(within)


@pytest.mark.parametrize("reply", THIRTEEN, ids=lambda reply: reply.name)
def test_every_word_of_the_sender_stays_outside_the_folds(reply):
    found = folds(reply.text, is_first=reply.is_first, subject=reply.subject)

    outside, within = parted(reply.text, found)
    for line in reply.own:
        assert line in outside
        assert line not in within


@pytest.mark.parametrize(
    "reply",
    [one for one in THIRTEEN if one.quoted],
    ids=lambda reply: reply.name,
)
def test_the_quoted_mail_is_folded(reply):
    found = folds(reply.text, is_first=reply.is_first, subject=reply.subject)

    outside, within = parted(reply.text, found)
    for line in reply.quoted:
        assert line in within
        assert line not in outside


@pytest.mark.parametrize("reply", THIRTEEN, ids=lambda reply: reply.name)
def test_a_mail_of_each_kind_keeps_its_text(reply):
    mail = read_mail(bytes(reply_mail(reply)))

    assert mail.text == reply.text.strip("\n")
    assert mail.kind is Kind.MESSAGE


@pytest.mark.parametrize("reply", THIRTEEN, ids=lambda reply: reply.name)
def test_a_mail_of_each_kind_in_html_keeps_the_senders_words_and_folds_the_rest(reply):
    text = read_mail(bytes(html_reply(reply))).text

    outside, within = parted(
        text, folds(text, is_first=reply.is_first, subject=reply.subject)
    )
    assert all(line in outside for line in map(spaced, reply.own))
    assert not any(line in within for line in map(spaced, reply.own))
    for line in map(spaced, reply.quoted):
        assert line in within
        assert line not in outside


def spaced(line):
    """Return a line as HTML shows it."""
    return " ".join(line.removeprefix("> ").split())


@pytest.mark.parametrize("reply", THIRTEEN, ids=lambda reply: reply.name)
def test_nothing_is_folded_in_a_first_mail(reply):
    assert folds(reply.text, is_first=True) == ()


@pytest.mark.parametrize("subject", ["FW: Moorings", "Fwd: Moorings", "YML: Angori"])
def test_nothing_is_folded_in_a_mail_that_its_subject_says_is_forwarded(subject):
    outlook = THIRTEEN[0]

    assert folds(outlook.text, is_first=False, subject=subject) == ()
    assert folds(outlook.text, is_first=False, subject=outlook.subject)


HEAD = (
    "From: Harbour Board\nSent: 02 March 2026 10:14\nTo: Mabli Thorne\n"
    "Subject: 12-26\n\nWhich basin?"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD, id="there are no other words"),
        pytest.param(
            f"See my answers in red.\n\n{HEAD}\nThe north one.",
            id="the words speak of answers within",
        ),
        pytest.param(
            f"On 2 March you told me this:\n\n{HEAD}\n\nThat is wrong.",
            id="the words introduce the quoted mail",
        ),
        pytest.param(
            f"For your records.\n\n---------- Forwarded message ---------\n{HEAD}",
            id="a program says it is forwarded",
        ),
        pytest.param(
            "A request.\n\n> Begin forwarded message:\n>\n> From: a\n> How many?",
            id="a program says within the quote that it is forwarded",
        ),
        pytest.param(
            "I want the invoices.\n\nFrom: the Board\nSent: by ship\nTo: the quay",
            id="a head without a subject",
        ),
        pytest.param(
            "Which of these lengths, in metres?\n> 5\n> 12\n> 24\n",
            id="numbers greater than",
        ),
        pytest.param("> Which basin?\n> And which years?\n", id="every line is quoted"),
        pytest.param(
            "This email is a request. Please send the confidential register.",
            id="a request that begins as a notice does",
        ),
    ],
)
def test_nothing_is_folded_where(text):
    assert folds(text, is_first=False) == ()


def test_lines_that_the_sender_cites_are_the_senders():
    text = (
        "In your letter of 3 March 2026 you wrote:\n> We hold no plans.\n"
        "> We never did.\nThat is wrong."
    )

    assert folds(text, is_first=False) == ()


def test_looking_forward_to_an_answer_does_not_forward_anything():
    text = f"The north one. I look forward to your answer.\n\n{HEAD}"

    (fold,) = folds(text, is_first=False)

    assert text[fold.start :].startswith("From: Harbour Board")
    assert fold.kind is FoldKind.QUOTED


def test_a_mail_forwarded_within_the_quoted_mail_is_folded_with_it():
    text = (
        f"The north one.\n\n{HEAD}\n\n---------- Forwarded message ---------\n"
        "From: Harbour Master\n"
    )

    (fold,) = folds(text, is_first=False)

    assert fold.end == len(text)


def test_a_mail_forwarded_by_gmail_in_html_is_not_folded():
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail.set_content(
        "<p>A request from a resident.</p>"
        '<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">'
        "---------- Forwarded message ---------<br>From: Jo<br>Date: Mon, 2 Mar 2026"
        "<br>Subject: Berths<br>To: Al<br></div><p>How many berths?</p></div>",
        subtype="html",
    )

    text = read_mail(bytes(mail)).text

    assert "How many berths?" in text
    assert ">" not in text
    assert folds(text, is_first=False) == ()


def test_a_notice_that_forbids_forwarding_keeps_no_quote_open():
    notice = "This email is confidential. You are not allowed to be forwarding it."
    text = f"The north one.\n\n{notice}\n\n{HEAD}"

    found = folds(text, is_first=False)

    assert [fold.kind for fold in found] == [FoldKind.NOTICE, FoldKind.QUOTED]
    assert parted(text, found)[0].strip() == "The north one."


@pytest.mark.parametrize(
    "attribution",
    [
        "Ar Llun, 2 Maw 2026 am 10:14, ysgrifennodd Bwrdd yr Harbwr <foi@h.wales>:",
        "Harbour Board <foi@harbour.gov.uk> wrote on 2 March 2026 at 10:14:",
        "2026-03-02 10:14 GMT+00:00 Harbour Board <foi@harbour.gov.uk>:",
        "On 02/03/2026 10:14, Harbour Board wrote:",
    ],
)
def test_the_line_that_says_who_wrote_is_folded_with_the_quote(attribution):
    text = f"North.\n\n{attribution}\n> Which basin?\n"

    outside, within = parted(text, folds(text, is_first=False))

    assert attribution in within
    assert outside.strip() == "North."
