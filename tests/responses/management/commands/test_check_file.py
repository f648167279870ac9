"""The command `check_file`."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.documents.hidden.plants import pictures
from tests.responses.files import hidden_sheet, saved, workbook


def _run(*args):
    out = io.StringIO()
    call_command("check_file", *map(str, args), stdout=out)
    return out.getvalue()


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "Pay – O'Brien 📊.xlsx"
    file.write_bytes(hidden_sheet())
    return file


def test_what_a_file_gives_away_is_printed(secret):
    told = json.loads(_run(secret, "--json"))

    assert set(told) == {"file", "kind", "verdict", "findings"}
    assert (told["file"], told["kind"]) == (str(secret), "workbook")
    assert told["verdict"] == "block"
    finding = told["findings"][0]
    assert set(finding) == {"code", "severity", "place", "words", "says"}
    assert finding["code"] == "hidden_sheet"
    assert finding["words"]
    assert finding["words"].splitlines()[0] in finding["says"]
    assert _run(secret).startswith("block\nnever: sheet “")


def test_several_files_are_an_array_with_each_verdict(secret, tmp_path):
    clean, look, junk = (tmp_path / name for name in ("a.xlsx", "b.txt", "c.pdf"))
    clean.write_bytes(saved(workbook()))
    look.write_text("Call NHS patient 943 476 5919, or 943 476 5870.")
    junk.write_bytes(bytes(range(256)))

    told = json.loads(_run(clean, look, junk, secret, "--json"))

    verdicts = [one["verdict"] for one in told]
    assert verdicts == ["clean", "warn", "refused", "block"]
    assert told[2]["kind"] == "unknown"


@pytest.mark.parametrize("name", ["missing.pdf", ".", f"{'n' * 500}.pdf"])
def test_what_is_no_file_is_refused_in_a_sentence(name, tmp_path):
    with pytest.raises(CommandError) as refused:
        _run(tmp_path / name)

    assert str(refused.value).startswith(str(tmp_path))
    assert str(refused.value).endswith(".")


def test_a_picture_cut_short_is_refused(tmp_path):
    file = tmp_path / "a.png"
    file.write_bytes(pictures.with_chunk(b"tEXt", b"Note\0words")[:-30])

    told = json.loads(_run(file, "--json"))

    assert told["verdict"] == "refused"
    assert len(told["findings"]) == 1
