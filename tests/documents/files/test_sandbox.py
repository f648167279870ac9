"""Files are read by sandboxed processes without secrets and with few rights."""

import sys

import pytest

from documents.files.document import UnreadableFile
from documents.files.reading import read_file_apart
from documents.files.sandbox import Crashed, GivenUp, run_apart
from documents.hidden.apart import scan_apart

SECRETS = {
    "SECRET_KEY": "a key that signs",
    "DATABASE_URL": "postgres://user:password@host/name",
    "EMAIL_HOST_PASSWORD": "a mail password",
}


def scan(path):
    assert not scan_apart(path, "answer.txt").is_readable


def read(path):
    with pytest.raises(UnreadableFile):
        read_file_apart(path.read_bytes())


@pytest.mark.parametrize("start", [scan, read])
def test_no_secret_reaches_the_process_that_reads_a_file(start, tmp_path, monkeypatch):
    told, program, path = (tmp_path / name for name in ("told", "program", "file"))
    program.write_text(f"#!/bin/sh\nenv > {told}\n")
    program.chmod(0o700)
    path.write_text("Twelve.")
    monkeypatch.setattr(sys, "executable", str(program))
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)

    start(path)

    known = dict(line.split("=", 1) for line in told.read_text().splitlines())
    allowed = {"PATH", "LANG", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    assert known.keys() - {"PWD", "SHLVL", "_", "OLDPWD"} <= allowed


@pytest.mark.parametrize("deed", ["memory", "file", "time", "nothing", "crash"])
def test_a_process_that_goes_too_far_is_given_up(deed):
    with pytest.raises(GivenUp):
        run_apart("tests.documents.files.hostile", deed, seconds=2)


def test_what_a_process_tells_is_returned():
    told = run_apart("tests.documents.files.hostile", "tell", seconds=20)

    assert told == {"deed": "tell"}


@pytest.mark.parametrize("deed", ["crash", "nothing", "memory"])
def test_a_process_that_ends_without_an_answer_has_crashed(deed):
    with pytest.raises(Crashed):
        run_apart("tests.documents.files.hostile", deed, seconds=20)


def test_a_process_gets_processor_time_and_a_longer_wait():
    with pytest.raises(GivenUp) as given_up:
        run_apart("tests.documents.files.hostile", "time", seconds=1, waiting=60)

    assert not isinstance(given_up.value, Crashed)


def test_a_file_that_crashes_its_reader_leaves_one_sentence(tmp_path, monkeypatch):
    program, path = tmp_path / "program", tmp_path / "file"
    program.write_text("#!/bin/sh\nkill -SEGV $$\n")
    program.chmod(0o700)
    path.write_text("Twelve.")
    monkeypatch.setattr(sys, "executable", str(program))

    (finding,) = scan_apart(path, "answer.txt").findings

    assert "is damaged, or made in a way" in finding.message
    with pytest.raises(UnreadableFile, match="made in a way that cannot be read"):
        read_file_apart(path.read_bytes())
