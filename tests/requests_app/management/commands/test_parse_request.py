"""The command `parse_request`."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def request_file(tmp_path):
    path = tmp_path / "boats.txt"
    path.write_text("Please:\n1. How many boats?\n2. Whose?\nThanks", "utf-8")
    return path


def _run(*args):
    out = io.StringIO()
    call_command("parse_request", *map(str, args), stdout=out)
    return out.getvalue()


def test_one_file_gives_an_object(request_file):
    tree = json.loads(_run("--json", request_file))

    assert tree["file"] == str(request_file)
    assert [question["label"] for question in tree["questions"]] == ["1", "2"]


def test_several_files_give_an_array(request_file):
    trees = json.loads(_run("--json", request_file, request_file))

    assert [tree["closing"] for tree in trees] == ["Thanks", "Thanks"]


def test_a_dash_reads_standard_input(monkeypatch):
    piped = io.TextIOWrapper(io.BytesIO(b"1. How many?\n2. Whose?"))
    monkeypatch.setattr("sys.stdin", piped)

    assert json.loads(_run("--json", "-"))["questions"][1]["text"] == "Whose?"


def test_without_json_the_tree_is_an_outline(request_file):
    assert _run(request_file).splitlines() == [
        "Preamble: Please:",
        "  1 How many boats?",
        "  2 Whose?",
        "Closing: Thanks",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", r"The file is empty\.", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n\n", r"The file is empty\.", id="blanks"),
        pytest.param(b"\xff\xfe\x00", "not text in UTF-8", id="no text"),
        pytest.param(b"1. How\0many?", "null character", id="null character"),
        pytest.param(b"x" * 5_000_000, "more than the", id="too long"),
    ],
)
def test_bad_input_is_refused_in_one_sentence_that_names_the_file(
    tmp_path, content, sentence
):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=sentence) as refusal:
        _run(path)

    assert "bad.txt" in str(refusal.value)
    assert refusal.value.returncode == 1


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        _run(tmp_path / "none.txt")
