"""A broken file is reported on, or refused in one sentence."""

import random
import re
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from documents.files.document import UnreadableFile
from documents.files.reading import read_file
from documents.hidden.looking import BROKEN, TOO_MUCH, scan
from tests.documents.hidden.planted import rewritten
from tests.documents.hidden.plants import all as everything

SEED = 11
_ELEMENT = re.compile(rb"<([\w:]+)[^<>]*/>|<([\w:]+)[^<>]*>[^<]*</\2>")
TRIES = 3
ODD_VALUES = (b"", b"-1", b"9" * 25, b"NaN", b"1e999", b"x", b"A1:")
KINDS = {
    plant.name.rpartition(".")[2]: plant
    for group in (everything.plants(), everything.clean())
    for plant in group.values()
}


def with_bytes_changed(content, by):
    changed = bytearray(content)
    for _ in range(by.choice([1, 3, 20])):
        changed[by.randrange(len(changed))] = by.randrange(256)
    return bytes(changed)


def cut_short(content, by):
    return content[: by.randrange(1, len(content))]


def with_a_piece_repeated(content, by):
    start = by.randrange(len(content))
    piece = content[start : start + by.randrange(1, 300)]
    return content[:start] + piece * by.choice([2, 20]) + content[start:]


def with_odd_values(content, by):
    """Return XML, or a part of a package, with values without sense."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            part = by.choice(package.namelist())
            return rewritten(content, {part: with_odd_values(package.read(part), by)})
    values = list(re.finditer(rb'="[^"]*"|(?<![\w.])\d+(?![\w.])', content))
    for value in sorted(
        by.sample(values, min(3, len(values))), key=lambda one: -one.start()
    ):
        odd = by.choice(ODD_VALUES)
        put = b'="%b"' % odd if value[0].startswith(b"=") else odd
        content = content[: value.start()] + put + content[value.end() :]
    return content


def with_elements_repeated(content, by):
    """Return XML, or a part of a package, with an element repeated or wrapped."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            part = by.choice(package.namelist())
            changed = with_elements_repeated(package.read(part), by)
            return rewritten(content, {part: changed})
    elements = list(_ELEMENT.finditer(content))
    if not elements:
        return content
    one = by.choice(elements)
    return content[: one.end()] + one[0] * by.choice([1, 40]) + content[one.end() :]


@pytest.mark.parametrize("ending", KINDS)
@pytest.mark.parametrize(
    "broken",
    [
        with_bytes_changed,
        cut_short,
        with_a_piece_repeated,
        with_odd_values,
        with_elements_repeated,
    ],
)
def test_no_broken_file_breaks_its_reader(broken, ending, tmp_path):
    plant, path = KINDS[ending], tmp_path / "file"
    by = random.Random(SEED)  # noqa: S311 - the same files each time
    for _ in range(TRIES):
        content = broken(plant.content, by)
        path.write_bytes(content)

        report = scan(path, plant.name)

        assert report.is_readable or len(report.findings) == 1
        assert BROKEN not in " ".join(one.message for one in report.findings)
        with suppress(UnreadableFile):
            read_file(content)


@pytest.mark.parametrize(
    ("failure", "told"),
    [(ZeroDivisionError, BROKEN), (MemoryError, TOO_MUCH), (RecursionError, TOO_MUCH)],
)
def test_a_reader_that_fails_leaves_one_sentence(failure, told, tmp_path, monkeypatch):
    def look(file, depth):
        raise failure

    monkeypatch.setattr("documents.hidden.text.looking.look", look)
    path = tmp_path / "file"
    path.write_text("Words.")

    (finding,) = scan(path, "a.txt").findings

    assert told in finding.message


def test_an_empty_file_is_said_to_be_empty(tmp_path):
    path = tmp_path / "file"
    path.touch()

    (finding,) = scan(path, "a.pdf").findings

    assert "it is empty" in finding.message
