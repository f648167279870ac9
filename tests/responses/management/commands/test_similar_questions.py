"""The command finds earlier questions without a database, and refuses in a sentence."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

LIBRARY = """How many stray dogs were collected in 2023?
What did gritting the roads cost?

How many libraries have closed?
"""
ASKED = """{"id": "a", "asked": "What number of lost hounds were picked up in 2024?"}

{"id": "b", "asked": "Which wallpaper suits a lighthouse on Mars?"}
"""


def _run(tmp_path, capsys, asked=ASKED, *options):
    (tmp_path / "library.txt").write_text(LIBRARY)
    (tmp_path / "asked.jsonl").write_text(asked)
    files = [str(tmp_path / name) for name in ("library.txt", "asked.jsonl")]
    call_command("similar_questions", *files, *options)
    return capsys.readouterr().out


def test_the_nearest_are_printed_with_what_differs(tmp_path, capsys):
    found = json.loads(_run(tmp_path, capsys, ASKED, "--json"))

    assert found["a"][0]["question"] == "How many stray dogs were collected in 2023?"
    assert found["a"][0]["differs"] == ["2023 → 2024"]
    assert set(found["a"][0]) == {"question", "score", "differs"}
    assert found["b"] == []


def test_an_outline_names_each_question_asked(tmp_path, capsys):
    told = _run(tmp_path, capsys)

    assert "a: What number of lost hounds" in told
    assert "How many stray dogs were collected in 2023? (2023 → 2024)" in told


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("dogs", 'line 1 is not an object with "id" and "asked"'),
        ('{"id": "a"}', "line 1 is not an object"),
        ('{"id": "a", "asked": 7}', "on line 1"),
        ('{"id": "a", "asked": "x"}\n{"id": "a", "asked": "y"}', "line 2 repeats"),
        ("[" * 100_000, "line 1 is not an object"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(tmp_path, capsys, asked, says):
    with pytest.raises(CommandError, match=says):
        _run(tmp_path, capsys, asked)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"none\.txt: No such file"):
        call_command("similar_questions", str(tmp_path / "none.txt"), "asked")


def test_without_the_packages_words_are_compared(tmp_path):
    (tmp_path / "library.txt").write_text(LIBRARY)
    (tmp_path / "asked.jsonl").write_text(
        '{"id": "a", "asked": "How many stray dogs were collected in 2024?"}'
    )
    told = (
        "import sys;"
        "sys.modules.update(dict.fromkeys(['numpy', 'onnxruntime', 'tokenizers']));"
        "from django.core.management import execute_from_command_line as run;"
        "run(['manage.py', 'similar_questions', *sys.argv[1:], '--json'])"
    )
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            told,
            tmp_path / "library.txt",
            tmp_path / "asked.jsonl",
        ],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "foi.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    (found,) = json.loads(run.stdout)["a"]
    assert found["question"] == "How many stray dogs were collected in 2023?"
    assert found["differs"] == ["2023 → 2024"]
