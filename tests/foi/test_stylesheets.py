"""The screen stylesheets share a single set of colours."""

import re
from pathlib import Path

STYLESHEETS = Path(__file__).resolve().parents[2] / "static" / "css"
TOKENS = STYLESHEETS / "tokens.css"
# Also used for the printed letter, where no other stylesheet is loaded.
LETTERS = {STYLESHEETS / "letter.css", STYLESHEETS / "letter_1.css"}


def of_the_screen():
    """Return the text of every stylesheet that uses colours of tokens.css."""
    return {
        path.name: path.read_text("utf-8")
        for path in STYLESHEETS.glob("*.css")
        if path not in {TOKENS, *LETTERS}
    }


def test_a_colour_is_written_out_among_the_tokens_only():
    declared = re.compile(r":[^;{}]*(?:#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\()[^;{}]*;")

    written_out = {
        name: declared.findall(text) for name, text in of_the_screen().items()
    }

    assert {name: found for name, found in written_out.items() if found} == {}


def test_every_token_is_used_and_every_token_used_is_there():
    tokens = TOKENS.read_text("utf-8")
    everywhere = "\n".join([tokens, *of_the_screen().values()])

    named = set(re.findall(r"^\s*(--foi-[\w-]+):", tokens, re.MULTILINE))
    used = set(re.findall(r"var\((--foi-[\w-]+)\)", everywhere))

    assert used == named
