"""The same reply reads the same however its lines are set."""

from pathlib import Path

import pytest

from documents.replies.reader import read_reply

LETTERS = sorted((Path(__file__).parent / "manners").glob("*.txt"))
LAYOUTS = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "blanks at the ends": lambda text: text.replace("\n", "  \n"),
    "three empty lines for one": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "a margin": lambda text: "".join(
        f"    {line}" if line.strip() else line for line in text.splitlines(True)
    ),
    "hard blanks": lambda text: text.replace(". ", ".\u00a0"),
    "a mark of order": lambda text: f"\ufeff{text}",
}


def _read(text):
    reply = read_reply(text)
    return {
        "reference": reply.reference,
        "dated": reply.dated,
        "outcome": reply.outcome,
        "questions": [
            (one.label, " ".join(one.text.split()), " ".join(one.answer.split()))
            for one in reply.questions
        ],
    }


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("letter", LETTERS, ids=[one.stem for one in LETTERS])
def test_a_letter_reads_the_same_in_any_layout(letter, layout):
    text = letter.read_text("utf-8")

    assert _read(LAYOUTS[layout](text)) == _read(text)
