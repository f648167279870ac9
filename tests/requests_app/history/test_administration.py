"""The record of changes: written once, in plain values, seen by its authority."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from requests_app.history.administration import changed, record_change
from requests_app.models import AdministrationEntry
from tests.factories import AuthorityFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def renamed(authority, **given):
    return record_change(
        authority=authority,
        by=None,
        subject="Team North",
        what="Renamed",
        **given,
    )


def test_a_change_keeps_who_when_and_both_values():
    chief = UserFactory(roles=["administrator"])
    team = TeamFactory(authority=chief.authority, name="North")

    entry = record_change(
        authority=chief.authority,
        by=chief,
        subject="Team North",
        what="Changed",
        changes={
            "roles": [["officer"], {"officer", "approver"}],
            "team": (None, team),
            "from": (date(2026, 3, 2), 5),
        },
    )

    entry.refresh_from_db()
    assert entry.at
    assert (entry.by, entry.authority) == (chief, chief.authority)
    assert entry.changes == {
        "roles": [["officer"], ["approver", "officer"]],
        "team": [None, "North"],
        "from": ["2026-03-02", 5],
    }


def test_only_what_differs_is_a_change():
    before = {"name": "North", "address": "1 High Street", "days": [1, 2]}

    assert changed(before, {**before, "name": "South", "days": (1, 2)}) == {
        "name": ["North", "South"]
    }


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE requests_app_administrationentry SET what = 'Another word'",
        "DELETE FROM requests_app_administrationentry",
    ],
)
def test_an_entry_is_written_once(sql):
    entry = renamed(AuthorityFactory())

    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    entry.refresh_from_db()
    assert entry.what == "Renamed"


def test_long_names_are_cut_and_control_characters_kept_out():
    entry = record_change(
        authority=None,
        by=None,
        subject="Team " + "n" * 400,
        what="Renamed",
        changes={"name": ["a\x00b", "c"]},
    )

    entry.refresh_from_db()
    assert len(entry.subject) == 300
    assert entry.subject.endswith("…")
    assert entry.changes == {"name": ["ab", "c"]}


def test_an_entry_says_something():
    with pytest.raises(IntegrityError, match="says_what"), transaction.atomic():
        record_change(authority=None, by=None, subject="Team North", what="")


@pytest.mark.django_db(transaction=True)
def test_a_change_is_recorded_in_its_own_transaction():
    with pytest.raises(RuntimeError, match="own transaction"):
        renamed(None)


def test_a_person_reads_the_changes_of_their_authority_and_of_all():
    auditor = UserFactory(roles=["auditor"])
    own, shared = renamed(auditor.authority), renamed(None)
    renamed(AuthorityFactory())

    seen = AdministrationEntry.objects.visible_to(auditor)

    assert set(seen) == {own, shared}
