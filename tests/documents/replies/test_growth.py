"""Reading a letter takes time in proportion to its length, whatever it says."""

from contextlib import suppress
from time import process_time

import pytest

from documents.files.document import FileText, UnreadableFile
from documents.files.plain import read_plain
from documents.replies.apart import understood_apart
from documents.replies.letter import understood
from documents.replies.printing import said
from documents.replies.reply import Asked
from documents.requests.reader import parse

SHORT, LONG = 8_000, 32_000
# Four times the text; twice as much again for a busy machine.
MOST = 8.0
LEAST_SECONDS = 0.02
ASKED = [Asked(str(n), f"How many things of kind {n} are held?") for n in range(300)]

REPEATED = [
    "?Q. a\nA. b\n",
    "1. How many?\nTwelve.\n",
    "1. a      b\n",
    "a:\nb\n",
    "word\n\n",
    "ref ",
    "ref/",
    "ref: ",
    "FOI-1a.",
    "FOI ---",
    "request : ",
    "date : ",
    "section 40(2) and ",
    "1 January 2020 ",
    '"Why is it so?"\nBecause.\n',
    "From: a\nSent: b\n",
    "Please provide the list\n",
    "Question 1 to 9: x\n\n",
    "Your request:\n1. How many cars are there?\nOur response:\n1. Twelve cars.\n",
    "(a) what is it held for\n",
    "public interest balance favours ",
    "neither confirm nor ",
    "> quoted\n",
    "a\tb\tc\n",
    "-----",
    "complaint ",
    "The kinds are:\nOak\nElm\n",
    "1. How many?\n2. Which?\n1. Ten\n2. None\n",
    "You asked:\nPlease state how many hulls there are.\nResponse:\n"
    "Please state how many hulls there are. Ten. ",
    "Owls (12/3",
    "Owls - 12/",
    "Date: 1",
    "word",
    "\n",
    " ",
]


def seconds(work, text):
    began = process_time()
    work(text)
    return process_time() - began


def read(text):
    file = FileText("text", text)
    said(understood(file).reply, text)


def read_with_questions(text):
    understood(FileText("text", text), ASKED)


def read_as_file(text):
    with suppress(UnreadableFile):
        read_plain(text.encode())


@pytest.mark.parametrize("work", [read, read_with_questions, parse, read_as_file])
@pytest.mark.parametrize("piece", REPEATED)
def test_four_times_the_text_takes_about_four_times_as_long(work, piece):
    shorter, longer = (f"ref {piece * (size // len(piece))}x" for size in (SHORT, LONG))

    before = max(seconds(work, shorter), LEAST_SECONDS)

    # Other work on the machine may slow one try, but not each.
    assert any(seconds(work, longer) < MOST * before for _ in range(4))


def test_a_reference_after_a_run_of_blanks_is_looked_for_in_no_time():
    assert seconds(read, f"ref{' ' * 32_000}x") < 2


def test_a_letter_that_takes_too_long_is_given_up_in_a_sentence():
    file = FileText("text", "1. How many?\nTwelve.\n" * 20_000)

    with pytest.raises(UnreadableFile, match="took too long"):
        understood_apart(file, seconds=0.5)


def test_what_is_read_apart_is_what_is_read_here():
    text = (
        "Our reference: 1422-26\n\nDear Ms Marsh,\n\n1. How many cameras are there?\n"
        "We hold twelve.\n\n2. What did they cost?\nWithheld under section 43(2).\n"
    )
    file = FileText("text", text, ("5 May 2026",))

    apart, here = understood_apart(file), understood(file).reply

    assert apart.said == said(here, text)
    assert (apart.reference, apart.dated) == (here.reference, here.dated)
    assert apart.grounds == ("FOIA 43(2)",)
