"""Every planted leak is found, and nothing is found in clean files."""

import pytest

from documents.hidden.apart import scan_apart
from documents.hidden.findings import Severity
from documents.hidden.looking import scan
from tests.documents.hidden import planted

PLANTED = {
    **{f"{name}.xlsx": found for name, found in planted.workbooks().items()},
    **{f"{name}.docx": found for name, found in planted.documents().items()},
    **{f"{name}.pdf": found for name, found in planted.pdfs().items()},
    **planted.pictures(),
    **planted.texts(),
    **planted.mails(),
    **planted.open_documents(),
}
CLEAN = planted.clean()
HOSTILE = planted.hostile()


def look(tmp_path, name, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    return scan(path, name)


def codes(report):
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize("name", PLANTED)
def test_what_was_planted_is_found(name, tmp_path):
    content, code = PLANTED[name]

    report = look(tmp_path, name, content)

    assert report.is_readable, report.findings
    assert code in codes(report)


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_is_found_where_nothing_is(name, tmp_path):
    report = look(tmp_path, name, CLEAN[name])

    assert report.findings == ()
    assert report.is_readable


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_could_not_be_checked(name, tmp_path):
    report = look(tmp_path, name, HOSTILE[name])

    assert not report.is_readable
    assert [finding.severity for finding in report.findings] == [Severity.NEVER]
    assert "could not be checked" in report.findings[0].message


def test_a_file_apart_is_found_the_same(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(planted.hidden_sheet())

    apart = scan_apart(path, "figures.xlsx")

    assert apart == scan(path, "figures.xlsx")


def test_a_file_that_takes_too_long_is_stopped(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(planted.saved(planted.workbook(60_000)))

    report = scan_apart(path, "long.xlsx", seconds=1)

    assert not report.is_readable
    assert "too long" in report.findings[0].message


def test_a_sheet_deleted_from_sight_is_told_by_its_rows(tmp_path):
    content = planted.hidden_sheet("veryHidden", 9_483)

    (finding,) = look(tmp_path, "figures.xlsx", content).findings

    assert finding.severity is Severity.NEVER
    assert finding.place == "sheet “Source”"
    assert "9,483 rows of data" in finding.message


def test_words_under_a_box_are_shown_to_the_officer(tmp_path):
    content, _ = planted.pdfs()["under a black box"]

    (finding,) = look(tmp_path, "answer.pdf", content).findings

    assert finding.place == "page 1"
    assert planted.CANARY in finding.message
