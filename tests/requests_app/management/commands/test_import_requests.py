"""The command that imports past requests."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from requests_app.models import FOIRequest, PastImport
from tests.factories import AuthorityFactory
from tests.requests_app.past_requests.tables import as_csv, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(
        as_csv(
            row(),
            row(reference="OLD/2", received_on="1999-01-01", subject="=cmd()"),
        )
    )
    return path


def call(*arguments):
    told = StringIO()
    call_command("import_requests", *map(str, arguments), stdout=told)
    return told.getvalue()


def test_a_dry_run_makes_nothing_and_says_what_would_be(log):
    AuthorityFactory()
    told = call(log, "--dry-run")

    assert "1 would be imported, 0 there already, 1 rejected." in told
    assert not FOIRequest.objects.exists()
    assert not PastImport.objects.exists()


def test_rejected_rows_come_back_with_their_reason_and_no_formula(log):
    AuthorityFactory()
    told = call(log)

    assert "1 imported, 0 there already, 1 rejected." in told
    written = log.with_name("log.csv.rejected.csv")
    assert str(written) in told
    [rejected] = csv.DictReader(StringIO(written.read_text("utf-8-sig")))
    assert rejected["Reference"] == "OLD/2"
    assert rejected["Subject"] == "'=cmd()"
    assert rejected["line in the file"] == "6"
    assert "before 1 January 2005" in rejected["reason"]


def test_a_later_run_removes_the_rejected_rows_of_an_earlier_one(log):
    AuthorityFactory()
    call(log)
    log.write_bytes(as_csv(row()))
    call(log)

    assert not log.with_name("log.csv.rejected.csv").exists()


def test_the_authority_is_named_where_there_are_several(log):
    wanted, other = (
        AuthorityFactory(name="Northmoor"),
        AuthorityFactory(name="Southmoor"),
    )

    with pytest.raises(CommandError, match="--authority NAME: Northmoor, Southmoor"):
        call(log)
    with pytest.raises(CommandError, match="no authority “Eastmoor”"):
        call(log, "--authority", "Eastmoor")
    call(log, "--authority", "northmoor")

    assert FOIRequest.objects.get().authority == wanted != other


def test_a_missing_file_is_said(tmp_path):
    AuthorityFactory()

    with pytest.raises(CommandError, match="No such file"):
        call(tmp_path / "nowhere.csv")


def test_a_wrong_file_is_said(tmp_path):
    AuthorityFactory()
    path = tmp_path / "x.csv"
    path.write_bytes(b"")

    with pytest.raises(CommandError, match="The file is empty"):
        call(path)
    assert not PastImport.objects.filter(state="running").exists()
