"""A request is read the same however it is laid out, in every manner of writing."""

import re
import textwrap

import pytest

from documents.requests.reader import parse
from documents.requests.tree import as_dict
from tests.documents.requests.notation import manners, read

_NUMBER = re.compile(r"(?m)^([ ]*)(\d+)[.)] ")
_TAG = re.compile(r"</?(?:p|div)>")


def _shape(nodes):
    """Return kind, label, letters and parts of questions."""
    return [
        (
            node.get("kind"),
            node["label"],
            re.sub(r"[\W_]+", "", _TAG.sub("", node["text"])),
            _shape(node["children"]),
        )
        for node in nodes
    ]


def _wrapped(text, width):
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        if len(line) > width
        else line
        for line in text.split("\n")
    )


def _numbered(form):
    return lambda text: _NUMBER.sub(form, text)


def _as_html(text):
    blocks = (f"<p>{line}</p>" for line in text.split("\n") if line)
    return f"<div>{''.join(blocks)}</div>"


def _as_mail(text):
    return (
        "From: A Person <person@mail.example>\nSent: 3 March 2024 10:11\n"
        f"To: FOI <foi@authority.example>\nSubject: Request\n\n{text}"
    )


def _differing(varied, texts):
    return {
        name
        for name, text in texts.items()
        if _shape(as_dict(parse(varied(text)))["questions"])
        != _shape(as_dict(parse(text))["questions"])
    }


@pytest.fixture(scope="module")
def texts():
    return {name: read(tagged)[0] for name, tagged in manners(held_out=False).items()}


@pytest.mark.parametrize(
    "varied",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(lambda text: text.replace("\n", "\u2028"), id="line separators"),
        pytest.param(lambda text: text.replace("\n", "  \n"), id="blanks at the end"),
        pytest.param(lambda text: text.replace(" ", "\xa0"), id="hard blanks"),
        pytest.param(lambda text: text.replace(" ", "\u202f"), id="narrow blanks"),
        pytest.param(lambda text: textwrap.indent(text, "    "), id="indented"),
        pytest.param(lambda text: textwrap.indent(text, "\t"), id="under a tab"),
        pytest.param(
            lambda text: textwrap.indent(text, "> ", lambda _: True), id="quoted"
        ),
        pytest.param(
            lambda text: textwrap.indent(text, "> > ", lambda _: True), id="twice"
        ),
        pytest.param(lambda text: text.replace("\n\n", "\n\n\n\n"), id="wide gaps"),
        pytest.param(
            lambda text: re.sub(r"(?<=[.?!]) (?=[A-Z])", "  ", text), id="two blanks"
        ),
        pytest.param(
            lambda text: text.translate({0x2019: "'", 0x201C: '"', 0x201D: '"'}),
            id="straight quotes",
        ),
        pytest.param(lambda text: text.replace("'", "’"), id="round apostrophes"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(
            lambda text: re.sub(r"(?m)^(?=.)", "\u200e", text), id="direction marks"
        ),
        pytest.param(
            lambda text: re.sub(r"(?m)^(?=.)", "\u200b", text), id="blanks of no width"
        ),
        pytest.param(_numbered(r"\1\2) "), id="1)"),
        pytest.param(_numbered(r"\1(\2) "), id="(1)"),
        pytest.param(_numbered(r"\1\2.\t"), id="a tab after 1."),
    ],
)
def test_the_layout_never_changes_the_reading(varied, texts):
    assert _differing(varied, texts) == set()


@pytest.mark.parametrize(
    "varied",
    [
        pytest.param(_numbered(r"\1Q\2. "), id="Q1."),
        pytest.param(_numbered(r"\1Question \2: "), id="Question 1:"),
        pytest.param(lambda text: "FOI request\n\n" + text, id="under a title"),
        pytest.param(_as_mail, id="below the head of a mail"),
        pytest.param(_as_html, id="HTML"),
        pytest.param(lambda text: _wrapped(text, 60), id="wrapped at 60"),
        pytest.param(lambda text: _wrapped(text, 72), id="wrapped at 72"),
        pytest.param(lambda text: _wrapped(text, 78), id="wrapped at 78"),
    ],
)
def test_what_takes_some_evidence_away_seldom_changes_the_reading(varied, texts):
    """Broken lines and other labels can take away what told two readings apart."""
    assert len(_differing(varied, texts)) <= 0.07 * len(texts)
