"""How well requests in many people's manners are read, those held out included."""

import re
import textwrap

import pytest

from documents.requests.reader import parse
from documents.requests.tree import as_dict
from tests.documents.requests.comparing import compared, mean
from tests.documents.requests.notation import manners, read

NUMBERED = """Dear Harbour Board,

I keep a small boat at the north quay and was sorry to hear of the changes.

Please answer the following questions:

{1|1.} How many moorings are let to residents of the town, and how many are let to \
people from elsewhere?
{1|2.} Please state for the dredging in 2022:
{2|a)} the name of the firm;
{2|b)} the cost;
{2|c)} the depth that was reached.
{1|3.} Who decided to raise the dues?

{c}I would be grateful for a reply by e-mail. Thank you for your help.

Yours faithfully
Wilf Tranter
"""
UNMARKED = """Hello,

My sister and I used to swim at the old baths, which have been shut since the spring \
of last year.

{1}What is the building used for at present?

{1}Please could you also send me a copy of the last survey of its roof?

{c}I look forward to hearing from you.

Kind regards
Nan Ormerod
"""


def score(name, tagged):
    """Return how well a request of `manners/` is read."""
    text, tree = read(tagged)
    return compared(tree, as_dict(parse(text)))


def shape(nodes):
    """Return labels and words of questions, without white space."""
    return [
        (node["label"], "".join(node["text"].split()), shape(node["children"]))
        for node in nodes
    ]


def test_requests_held_out_are_read_as_a_careful_officer_reads_them(record_property):
    scores = mean(score(*item) for item in manners(held_out=True).items())

    record_property("held_out_f1", scores.f1)
    record_property("held_out_exact", scores.is_exact)
    assert scores.f1 >= 0.85


def test_requests_fitted_to_are_read_as_a_careful_officer_reads_them():
    scores = mean(score(*item) for item in manners(held_out=False).items())

    assert scores.f1 >= 0.95


def _wrapped(text, width):
    return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))


def _as_html(text):
    blocks = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    return f"<div>{blocks}</div>"


@pytest.mark.parametrize("tagged", [NUMBERED, UNMARKED], ids=["numbered", "unmarked"])
@pytest.mark.parametrize(
    "varied",
    [
        pytest.param(lambda text: text, id="as written"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(lambda text: _wrapped(text, 60), id="wrapped at 60"),
        pytest.param(lambda text: _wrapped(text, 72), id="wrapped at 72"),
        pytest.param(lambda text: textwrap.indent(text, "    "), id="indented"),
        pytest.param(
            lambda text: textwrap.indent(text, "> ", lambda _: True), id="quoted"
        ),
        pytest.param(
            lambda text: re.sub(r"(?<=[.)]) ", "\xa0", text), id="hard blanks"
        ),
        pytest.param(lambda text: text.replace("\n\n", "\n\n\n\n"), id="wide gaps"),
        pytest.param(lambda text: text.replace("\n", "\n\n"), id="a gap each line"),
        pytest.param(lambda text: "FOI request\n\n" + text, id="under a title"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
    ],
)
def test_a_request_reads_the_same_however_it_is_laid_out(tagged, varied):
    text, tree = read(tagged)

    got = as_dict(parse(varied(text)))

    assert shape(got["questions"]) == shape(tree["questions"])


@pytest.mark.parametrize("marks", ["1.", "1)", "(1)", "Q1", "Q1.", "Question 1:", "A."])
def test_a_request_reads_the_same_whatever_its_labels(marks):
    text, tree = read(NUMBERED)
    for number, letter in zip("123", "ABC", strict=True):
        mark = marks.replace("1", number).replace("A", letter)
        text = text.replace(f"\n{number}. ", f"\n{mark} ")

    got = as_dict(parse(text))

    assert [node["label"] for node in got["questions"]] == (
        ["A", "B", "C"] if marks == "A." else ["1", "2", "3"]
    )
    assert [(words, below) for _, words, below in shape(got["questions"])] == [
        (words, below) for _, words, below in shape(tree["questions"])
    ]


@pytest.mark.parametrize("bullet", ["-", "•", "*", "–", "o", "○", "·"])
def test_questions_in_bullets_read_the_same_whatever_the_bullet(bullet):
    text, tree = read(NUMBERED)
    text = re.sub(r"(?m)^\d\.", bullet, text)

    got = as_dict(parse(text))

    assert [words for _, words, _ in shape(got["questions"])] == [
        words for _, words, _ in shape(tree["questions"])
    ]


def test_a_request_pasted_as_html_is_read_as_its_words():
    text, _ = read(UNMARKED)

    parsed = parse(_as_html(text))

    assert [re.sub("<.*?>", "", node.text) for node in parsed.questions] == [
        "What is the building used for at present?",
        "Please could you also send me a copy of the last survey of its roof?",
    ]
