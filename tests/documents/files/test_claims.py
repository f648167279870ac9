"""A name that claims another kind than the content is told."""

import io
import zipfile

import pytest

from documents.files import kind_apart as module
from documents.files.claims import contradiction
from documents.files.kind_apart import kind_apart
from documents.files.kinds import Kind


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("a.pdf", Kind.PDF, ""),
        ("a.PDF", Kind.JPEG, "says that it is a PDF, but it is a JPEG picture."),
        ("a.doc", Kind.RTF, "says that it is an old or encrypted Office file, but"),
        ("a.csv", Kind.PROGRAM, "says that it is plain text, but it is a program."),
        ("invoice.scr", Kind.PROGRAM, "Its name does not say so, but it is a program."),
        ("a.exe", Kind.PROGRAM, ""),
        ("letter", Kind.PDF, ""),
        ("mail.eml", Kind.TEXT, ""),
        ("page.html", Kind.TEXT, ""),
        ("a.pdf", Kind.EMPTY, ""),
    ],
)
def test_what_a_name_claims_is_compared_with_the_content(name, kind, said):
    found = contradiction(name, kind)

    assert said in found
    assert bool(said) == bool(found)


def archive(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for part in parts:
            packed.writestr(part, b"")
    return file.getvalue()


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], Kind.DOCUMENT),
        (["a.txt"], Kind.ZIP),
    ],
)
def test_an_archive_is_opened_apart(tmp_path, parts, kind):
    path = tmp_path / "file"
    path.write_bytes(archive(parts))

    assert kind_apart(path, "file") is kind


def test_an_archive_that_uses_up_its_reader_is_an_archive(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(archive(["a.txt"]))

    def given_up(*_given, **_named):
        raise module.GivenUp

    monkeypatch.setattr(module, "run_apart", given_up)

    assert kind_apart(path, "file") is Kind.ZIP
