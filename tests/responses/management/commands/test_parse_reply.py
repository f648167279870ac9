"""The command `parse_reply`."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def reply_file(tmp_path):
    path = tmp_path / "reply.txt"
    path.write_text("Our reference: FOI 12\n\n1. How many?\nThere are twelve.", "utf-8")
    return path


def _run(*args):
    out = io.StringIO()
    call_command("parse_reply", *map(str, args), stdout=out)
    return out.getvalue()


def test_one_file_gives_an_object_with_its_name(reply_file):
    told = json.loads(_run("--json", reply_file))

    assert told["file"] == str(reply_file)
    assert "There are twelve." in told["text"]


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")

    with pytest.raises(CommandError, match=r"empty\.txt: The file is empty\."):
        _run(empty)


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(CommandError, match=r"none\.txt: No such file"):
        _run(tmp_path / "none.txt")
