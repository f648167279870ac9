"""Snapshots, saved tables and chosen rows."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from requests_app.models import AdministrationEntry, RequesterType
from returns.building import Definition
from returns.document import document_of, software_version
from returns.finding import find_report
from returns.models import SavedTable, Snapshot
from returns.population import Period
from returns.publishing import as_csv, schema
from returns.reports import reports
from returns.services import (
    NameTaken,
    PeriodNotOver,
    RowsNotPossible,
    choose_rows,
    delete_table,
    keep_snapshot,
    save_table,
)
from tests.factories import FOIRequestFactory, TeamFactory
from tests.returns.schemas import faults

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), date(2026, 5, 1), date(2026, 5, 1))


def keep(manager, period=PERIOD, key="s45"):
    return keep_snapshot(
        report=reports()[key], authority=manager.authority, period=period, by=manager
    )


@pytest.mark.django_db
def test_a_snapshot_keeps_figures_version_calendar_and_settings(manager):
    FOIRequestFactory(authority=manager.authority, state="answered")

    snapshot, is_new = keep(manager)

    kept = snapshot.document
    assert is_new
    assert list(faults(kept, schema())) == []
    assert kept["rows"][0]["cells"][0]["value"] == 1
    assert kept["software_version"] == software_version() != ""
    assert "2026-04-03" in kept["calendar"]["holidays"]
    assert kept["settings"]["kind"] == manager.authority.kind
    assert (snapshot.kept_by, snapshot.counted_on) == (manager, date(2026, 5, 1))
    assert AdministrationEntry.objects.get().what == (
        "Kept a snapshot of 1 January 2026 to 31 March 2026"
    )


@pytest.mark.django_db
def test_a_snapshot_leaves_small_numbers_by_kind_of_requester_out(manager):
    kinds = [
        RequesterType.objects.create(authority=manager.authority, name=name)
        for name in ("Media", "Business")
    ]
    for kind, number in zip(kinds, (3, 9), strict=True):
        for _ in range(number):
            FOIRequestFactory(authority=manager.authority, requester_type=kind)

    snapshot, _ = keep(manager, key="requesters")

    row = next(each for each in snapshot.document["rows"] if each["key"] == "received")
    places = [column["key"] for column in snapshot.document["columns"]]
    cells = dict(zip(places, row["cells"], strict=True))
    shown = [cells[str(kind.pk)]["value"] for kind in kinds]
    assert shown == [None, None]
    assert snapshot.document["is_public"]
    assert ",3," not in as_csv(snapshot.document).decode().replace('"', "")


@pytest.mark.django_db
def test_the_same_content_is_kept_once_and_other_content_again(manager):
    first, _ = keep(manager)
    again, is_new = keep(manager)
    FOIRequestFactory(authority=manager.authority, state="answered")
    other, is_other = keep(manager)

    assert (again, is_new) == (first, False)
    assert is_other
    assert other != first


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("last", "on"),
    [
        (date(2026, 5, 1), date(2026, 5, 1)),
        (date(2026, 6, 30), date(2026, 5, 1)),
        (date(2026, 3, 31), date(2026, 3, 31)),
    ],
)
def test_a_period_that_is_not_over_is_not_kept(last, on, manager):
    with pytest.raises(PeriodNotOver):
        keep(manager, Period(date(2026, 1, 1), last, on, date(2026, 5, 1)))

    assert not Snapshot.objects.exists()


@pytest.mark.django_db
def test_a_snapshot_is_written_once(manager):
    snapshot, _ = keep(manager)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).update(title="Better figures")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        snapshot.delete()


@pytest.mark.django_db
def test_a_name_of_a_table_is_taken_once(manager):
    definition = Definition("channel", "time")
    table = save_table(
        authority=manager.authority, name="=1+1", definition=definition, by=manager
    )

    with pytest.raises(NameTaken) as refused:
        save_table(
            authority=manager.authority, name="=1+1", definition=definition, by=manager
        )

    assert refused.value.field == "name"
    report = find_report(table.key, manager.authority, PERIOD)
    assert report.title == "=1+1"


@pytest.mark.django_db
def test_a_deleted_table_leaves_its_snapshots(manager):
    definition = Definition("channel")
    table = save_table(
        authority=manager.authority, name="Ways in", definition=definition, by=manager
    )
    report = find_report(table.key, manager.authority, PERIOD)
    snapshot, _ = keep_snapshot(
        report=report, authority=manager.authority, period=PERIOD, by=manager
    )

    delete_table(table=table, by=manager)

    assert not SavedTable.objects.exists()
    assert Snapshot.objects.get() == snapshot


@pytest.mark.django_db
def test_the_police_choose_their_rows_in_order(manager):
    report = reports()["police"]

    choose_rows(
        report=report,
        authority=manager.authority,
        rows=["compliance_pct", "nothing", "closed", "closed"],
        by=manager,
    )

    shown = find_report("police", manager.authority, PERIOD).shown
    assert [row.key for row in shown] == ["compliance_pct", "closed"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "rows", "says"),
    [
        ("police", [], "Choose at least one row"),
        ("police", ["nothing"], "Choose at least one row"),
        ("s45", ["received"], "fixed by its publisher"),
    ],
)
def test_rows_that_cannot_be_chosen_are_refused(key, rows, says, manager):
    with pytest.raises(RowsNotPossible, match=says):
        choose_rows(
            report=reports()[key], authority=manager.authority, rows=rows, by=manager
        )


@pytest.mark.django_db
def test_a_team_named_like_a_formula_stays_a_text(manager):
    from returns.counting import count

    team = TeamFactory(authority=manager.authority, name='=HYPERLINK("x")')
    FOIRequestFactory(authority=manager.authority, team=team)
    table = save_table(
        authority=manager.authority,
        name="Teams",
        definition=Definition("team"),
        by=manager,
    )
    report = find_report(table.key, manager.authority, PERIOD)

    document = document_of(
        count(report, manager.authority, PERIOD), manager.authority, PERIOD
    )

    assert b"\n\"'=HYPERLINK(" in as_csv(document)
