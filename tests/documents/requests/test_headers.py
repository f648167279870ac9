"""The headers of an e-mail at the top are no words of the request."""

import pytest

from documents.requests.headers import header_lines
from documents.requests.lines import lines_of
from documents.requests.reader import parse

SHOWN = """\
From: Al Sample <al@sample.example>
Sent: 3 May 2026 10:14
To: foi@eastmoor.example
Subject: How many owls are there?
"""
SENT = """\
Return-Path: <al@sample.example>
Received: from mail.example by mx.eastmoor.example;
\tSun, 3 May 2026 10:14:00 +0100
From: Al Sample <al@sample.example>
Date: Sun, 3 May 2026 10:14:00 +0100
Message-ID: <12@sample.example>
Subject: Please list the owl boxes
Content-Type: text/plain; charset=utf-8
"""
WELSH = """\
Oddi wrth: Al Sample
Anfonwyd: 3 Mai 2026 10:14
At: foi@eastmoor.example
Pwnc: Tylluanod
"""
BOLD = "**From:** Al Sample\n**Sent:** 3 May 2026\n**Subject:** Owls\n"


@pytest.mark.parametrize("headers", [SHOWN, SENT, WELSH, BOLD])
@pytest.mark.parametrize(
    "body",
    [
        "Please send me the list of owl boxes.\n",
        "Dear team\n\n1. How many owls were found?\n2. Where?\n\nThanks\nAl\n",
    ],
)
@pytest.mark.parametrize("margin", ["", "  "])
def test_what_stands_below_the_headers_is_read_as_it_is_alone(headers, body, margin):
    text = "".join(f"{margin}{line}" for line in f"{headers}\n{body}".splitlines(True))

    read, alone = parse(text), parse(body)

    asked = [(one.label, one.text) for one in alone.questions]
    assert [(one.label, one.text) for one in read.questions] == asked
    assert read.closing == alone.closing
    said = f"{headers} {alone.preamble}".split()
    assert read.preamble.split() == said
    begin, end = read.preamble_span
    assert text[begin:end].split() == said


@pytest.mark.parametrize(
    "text",
    [
        "From: the harbour you can see the weir. Who owns it?\n\nAl",
        "Subject: Owls\nTo: the council\n\nHow many owls are there?",
        "From: Al\nTo: the council\nSubject: How many owls are there?",
        "1. From: which day were owls counted?\n2. To: which day?",
        "",
    ],
)
def test_a_text_that_is_no_mail_has_no_headers(text):
    assert header_lines(lines_of(text)) == 0
