"""The record of changes on the page and as a spreadsheet."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from requests_app.administration.views.changes import PAGE_SIZE
from requests_app.history.administration import record_change
from tests.factories import AuthorityFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGE = "administration-changes"


@pytest.fixture
def auditor(client):
    person = UserFactory(roles=["auditor"])
    client.force_login(person)
    return person


@pytest.fixture
def chief(auditor):
    return UserFactory(
        roles=["administrator"],
        authority=auditor.authority,
        first_name="Ada",
        last_name="Brown",
    )


def record(authority, by=None, subject="Team North", what="Renamed", **changes):
    return record_change(
        authority=authority, by=by, subject=subject, what=what, changes=changes
    )


def shown(client, **wanted):
    return client.get(reverse(PAGE), wanted).content.decode()


def test_an_auditor_reads_who_changed_what_with_both_values(client, auditor, chief):
    record(auditor.authority, by=chief, roles=[["officer"], []], active=[True, False])

    page = shown(client)

    assert "Team North" in page
    assert "Ada Brown" in page
    assert "Roles" in page
    assert "officer</del>" in page
    assert "nothing</ins>" in page
    assert "no</ins>" in page


def test_the_first_values_of_a_thing_stand_without_nothing_before(client, auditor):
    first = {"name": ["", "North"], "head": [None, "Ada"], "note": ["", ""]}
    record(auditor.authority, what="Added", **first)

    page = shown(client)

    assert "<strong>Name</strong>: North" in page
    assert "Note" not in page
    assert "nothing" not in page


def test_changes_of_another_authority_are_not_shown(client, auditor):
    record(AuthorityFactory(), subject="Team of others")
    record(None, subject="Bank holiday")

    page = shown(client)

    assert "Team of others" not in page
    assert "Bank holiday" in page
    assert "for all authorities" in page


def test_typed_words_are_escaped(client, auditor):
    record(auditor.authority, subject="<b>Team</b>", name=["<i>", "</i>"])

    page = shown(client)

    assert "&lt;b&gt;Team&lt;/b&gt;" in page
    assert "<i>" not in page


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"q": "north renamed"}, {"Team North"}),
        ({"q": "south"}, {"Team South"}),
        ({"q": "west"}, set()),
        ({"by": "chief"}, {"Team South"}),
        ({"from_on": "tomorrow"}, set()),
        ({"to_on": "yesterday"}, set()),
        ({"from_on": "today", "to_on": "today"}, {"Team North", "Team South"}),
    ],
)
def test_filters_narrow_the_list(client, auditor, chief, wanted, found):
    today = timezone.localdate()
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}
    record(auditor.authority)
    record(auditor.authority, by=chief, subject="Team South")
    given = {
        name: str(chief.pk)
        if value == "chief"
        else (today + timedelta(days=days[value])).isoformat()
        if value in days
        else value
        for name, value in wanted.items()
    }

    page = shown(client, **given)

    assert {name for name in ("Team North", "Team South") if name in page} == found


def test_a_wrong_filter_is_said_and_left_out(client, auditor):
    record(auditor.authority)

    page = shown(client, from_on="30/2/2026", by="999999")

    assert "“From” is not a date" in page
    assert "Team North" in page


def test_days_in_the_wrong_order_are_said(client, auditor):
    assert "“To” is before “From”" in shown(
        client, from_on="2/3/2026", to_on="1/3/2026"
    )


def test_the_number_of_queries_does_not_grow(
    client, auditor, chief, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(9) as counted:
            page = shown(client)
        return len(counted), page

    record(auditor.authority, by=chief, subject="Team 0", name=["a", "b"])
    before, _ = queries()
    for number in range(PAGE_SIZE + 5):
        record(auditor.authority, by=chief, subject=f"Team {number}", name=["a", "b"])

    after, page = queries()
    assert after == before
    assert "Page 2" in page


def test_the_spreadsheet_has_a_line_for_each_field_and_runs_no_formula(
    client, auditor, chief
):
    record(auditor.authority, by=chief, subject="=1+1", a=["x" * 900, "@y"], b=[1, 2])
    record(AuthorityFactory(), subject="Team of others")

    response = client.get(reverse("export-administration-changes"), {"by": chief.pk})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "When,By,Changed,What,Field,Before,After"
    assert len(lines) == 3
    assert "x" * 900 in lines[1]
    assert ",=1+1" not in text
    assert ",@y" not in text
    assert "Team of others" not in text


def test_a_change_without_fields_is_a_line_too(client, auditor):
    record(auditor.authority)

    response = client.get(reverse("export-administration-changes"))

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[1].endswith("The system,Team North,Renamed,,,")


def test_the_spreadsheet_is_whole_however_long(client, auditor):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO requests_app_administrationentry"
            " (authority_id, at, subject, what, changes)"
            " SELECT %s, now(), 'Team', 'Change ' || number, '{}'"
            " FROM generate_series(1, 100500) AS number",
            [auditor.authority_id],
        )

    lines = client.get(reverse("export-administration-changes")).streaming_content

    assert sum(1 for _ in lines) == 1 + 100_500
