"""The command `clean_text`."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


def _run(*args):
    out = io.StringIO()
    call_command("clean_text", *map(str, args), stdout=out)
    return out.getvalue()


def test_pasted_html_is_printed_as_it_would_be_stored(tmp_path):
    file = tmp_path / "pasted.html"
    file.write_text("<p>2 × 10<sup>3</sup> <s>old</s> new</p>", "utf-8")

    told = json.loads(_run(file, "--json"))

    assert told["html"] == "<p>2 × 10<sup>3</sup> new</p>"
    assert told["text"] == "2 × 10³ new"
    assert told["left_out"] == ["Struck-out or deleted words were left out: “old”."]
    assert "left out: “old”" in _run(file)


def test_a_text_that_no_letter_can_hold_is_refused_by_name(tmp_path):
    file = tmp_path / "pasted.html"
    file.write_text("<p>a</p>" * 9_000, "utf-8")

    with pytest.raises(CommandError, match=r"pasted\.html: This text has more than"):
        _run(file)


def test_what_is_not_text_is_refused_by_name(tmp_path):
    file = tmp_path / "pasted.html"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CommandError, match=r"pasted\.html: This is not text in UTF-8"):
        _run(file)
