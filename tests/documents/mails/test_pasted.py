"""The heads of pasted mails, as mail programs of offices show them."""

from datetime import date, time

import pytest

from documents.mails.pasted import Head, heads_in
from documents.requests.reader import parse

ASKS = "\n\nDear team\n\nHow many bicycles did you buy in 2025?\n\nRowan Hale\n"
ROWAN = ("Rowan Hale", "rowan@hale.example")


@pytest.mark.parametrize(
    ("written", "on", "at"),
    [
        pytest.param(
            "Mon, 23 Nov 2026 14:05:00 +0000",
            date(2026, 11, 23),
            time(14, 5),
            id="as sent",
        ),
        pytest.param(
            "Mon, 23 Nov 2026 23:45:00 -0500",
            date(2026, 11, 24),
            time(4, 45),
            id="the next day in London",
        ),
        pytest.param(
            "Fri, 12 Jun 2026 23:30:00 GMT",
            date(2026, 6, 13),
            time(0, 30),
            id="summer time",
        ),
        pytest.param(
            "23 November 2026 14:05", date(2026, 11, 23), time(14, 5), id="Outlook"
        ),
        pytest.param(
            "Monday, November 23, 2026 2:05 PM",
            date(2026, 11, 23),
            time(14, 5),
            id="Outlook, American",
        ),
        pytest.param(
            "03/11/2026 12:10 am", date(2026, 11, 3), time(0, 10), id="the day first"
        ),
        pytest.param(
            "Dydd Llun, 23 Tachwedd 2026 2:05 yp",
            date(2026, 11, 23),
            time(14, 5),
            id="Welsh",
        ),
        pytest.param("2026-11-23T09:30", date(2026, 11, 23), time(9, 30), id="ISO"),
        pytest.param("23 November 2026", date(2026, 11, 23), None, id="no time"),
        pytest.param("31 November 2026 14:05", None, None, id="no such day"),
        pytest.param("yesterday", None, None, id="words"),
        pytest.param("23 November 2026 26:71", date(2026, 11, 23), None, id="no hour"),
    ],
)
def test_the_date_is_the_day_in_london(written, on, at):
    text = f"From: {ROWAN[0]} <{ROWAN[1]}>\nSent: {written}\nTo: FOI{ASKS}"

    (head,) = heads_in(text)

    assert (head.name, head.email, head.on, head.at) == (*ROWAN, on, at)


@pytest.mark.parametrize(
    ("written", "name", "email"),
    [
        ("Rowan Hale [mailto:rowan@hale.example]", *ROWAN),
        ("Rowan Hale <rowan@hale.example<mailto:rowan@hale.example>>", *ROWAN),
        ('"Hale, Rowan" <Rowan@Hale.example>', "Hale, Rowan", ROWAN[1]),
        ("Hale, Rowan <rowan@hale.example>", *ROWAN),
        ("rowan@hale.example", "", ROWAN[1]),
        ("Rowan Hale", "Rowan Hale", ""),
    ],
)
def test_the_sender_is_read_however_it_is_shown(written, name, email):
    text = f"From: {written}\nSubject: Bicycles{ASKS}"

    (head,) = heads_in(text)

    assert (head.name, head.email, head.subject) == (name, email, "Bicycles")


def test_welsh_labels_are_read():
    text = (
        "Oddi wrth: Rowan Hale <rowan@hale.example>\n"
        "Anfonwyd: 23 Tachwedd 2026 14:05\nAt: FOI\nPwnc: Beiciau" + ASKS
    )

    dated = "23 Tachwedd 2026 14:05"
    assert heads_in(text) == (
        Head(*ROWAN, date(2026, 11, 23), time(14, 5), "Beiciau", dated),
    )


def test_a_mail_sent_on_has_two_heads():
    text = (
        "From: Sam Clerk <sam@council.example>\nSent: 24 November 2026 09:00\n"
        "To: FOI\nSubject: FW: Bicycles\n\nOne for you?\n\n"
        "-----Original Message-----\n"
        "From: Rowan Hale <rowan@hale.example>\nSent: 23 November 2026 14:05\n"
        "To: Sam Clerk\nSubject: Bicycles" + ASKS
    )

    heads = heads_in(text)

    assert [head.email for head in heads] == ["sam@council.example", ROWAN[1]]
    assert [head.on for head in heads] == [date(2026, 11, 24), date(2026, 11, 23)]


def test_a_rule_may_stand_above_the_head():
    text = (
        "---------- Forwarded message ---------\n"
        "From: Rowan Hale <rowan@hale.example>\nDate: Mon, 23 Nov 2026 at 14:05\n"
        "Subject: Bicycles\nTo: <foi@council.example>" + ASKS
    )

    (head,) = heads_in(text)

    assert (head.email, head.on) == (ROWAN[1], date(2026, 11, 23))


def test_a_text_that_begins_with_words_has_no_head():
    text = (
        "Dear team\nYou wrote:\nFrom: FOI <foi@council.example>\n"
        "Sent: 23 November 2026 14:05\nTo: me\nSubject: Re: Bicycles" + ASKS
    )

    assert heads_in(text) == ()
    assert heads_in("") == ()


@pytest.mark.parametrize("label", ["From", "Oddi wrth", "Gan", "*From*"])
def test_the_lines_of_a_head_are_no_question(label):
    text = f"{label}: Who are you?\nSent: Which day?\nTo: FOI\nSubject: How many?{ASKS}"

    parsed = parse(text)

    assert [node.text for node in parsed.questions] == [
        "How many bicycles did you buy in 2025?"
    ]
