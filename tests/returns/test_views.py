"""Pages and files of returns."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from lxml.html import fromstring
from openpyxl import load_workbook

from returns.models import Snapshot
from returns.reports import reports
from tests.factories import DepartmentFactory, FOIRequestFactory

DAYS = {"first": "2026-01-01", "last": "2026-03-31", "on": "2026-05-01"}


@pytest.fixture
def client(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return client


def page_of(client, name, query=None, **kwargs):
    page = client.get(reverse(name, kwargs=kwargs), query or DAYS)
    assert page.status_code == 200
    return page


def words_of(page):
    return " ".join(fromstring(page.content).text_content().split())


@pytest.mark.django_db
@pytest.mark.parametrize("key", list(reports()))
def test_every_return_opens_and_is_written(key, client, manager):
    FOIRequestFactory(authority=manager.authority, state="answered")

    page = page_of(client, "return", key=key)
    files = {
        ending: page_of(client, "return-file", key=key, ending=ending).content
        for ending in ("csv", "xlsx", "html", "json")
    }

    assert reports()[key].title in words_of(page)
    assert len(page.content) < 100_000
    assert files["csv"].startswith(b"\xef\xbb\xbfRow,")
    assert load_workbook(BytesIO(files["xlsx"])).sheetnames == ["Return", "About"]
    assert b"<script" not in files["html"]
    assert json.loads(files["json"])["report"] == key


@pytest.mark.django_db
def test_each_figure_leads_to_its_requests_and_counts_the_restricted(client, manager):
    seen = FOIRequestFactory(authority=manager.authority, state="answered")
    FOIRequestFactory(authority=manager.authority, state="answered", is_restricted=True)

    page = page_of(client, "return", key="s45")
    links = {
        link.text_content(): link.get("href")
        for link in fromstring(page.content).iterfind(".//td/a")
    }
    listed = client.get(links["2 requests: Processed, Total"])

    assert listed.context["counted"] == 2
    assert listed.context["not_listed"] == 1
    assert [each.pk for each in listed.context["page"]] == [seen.pk]


@pytest.mark.django_db
def test_a_period_that_is_not_over_is_a_draft_and_is_not_kept(client, manager):
    days = {"first": "2026-10-01", "last": "2027-06-30"}

    page = client.get(reverse("return", kwargs={"key": "s45"}), days)
    kept = client.post(
        reverse("keep-snapshot", kwargs={"key": "s45"}), days, follow=True
    )

    assert "The period is not over yet" in words_of(page)
    assert "Keep these figures" not in words_of(page)
    assert "are a draft, and cannot be kept yet" in words_of(kept)
    assert not Snapshot.objects.exists()


@pytest.mark.django_db
def test_the_same_figures_kept_twice_are_one_snapshot(client, manager):
    FOIRequestFactory(authority=manager.authority, state="answered")
    keep = reverse("keep-snapshot", kwargs={"key": "s45"})

    first = client.post(keep, DAYS, follow=True)
    again = client.post(keep, DAYS, follow=True)

    assert "The figures are kept." in words_of(first)
    assert "were kept before" in words_of(again)
    assert Snapshot.objects.count() == 1


@pytest.mark.django_db
def test_a_snapshot_leads_to_the_same_figures_with_their_requests(client, manager):
    FOIRequestFactory(authority=manager.authority, state="answered")
    client.post(reverse("keep-snapshot", kwargs={"key": "s45"}), DAYS)

    page = page_of(client, "return-snapshot", pk=Snapshot.objects.get().pk)
    (link,) = [
        each.get("href")
        for each in fromstring(page.content).iterfind(".//a")
        if "with their requests" in each.text_content()
    ]

    assert link == reverse("return", kwargs={"key": "s45"}) + (
        "?first=2026-01-01&last=2026-03-31&on=2026-05-01"
    )
    assert "1 requests: Processed" in words_of(client.get(link))


@pytest.mark.django_db
def test_revisions_show_the_present_figures_against_the_snapshot(client, manager):
    keep = reverse("keep-snapshot", kwargs={"key": "s45"})
    client.post(keep, DAYS)
    FOIRequestFactory(authority=manager.authority, state="answered")
    snapshot = Snapshot.objects.get()

    page = page_of(client, "compare-snapshot", pk=snapshot.pk)
    rows = [
        [cell.text_content().strip() for cell in row]
        for row in fromstring(page.content).iterfind(".//tbody/tr")
    ]

    assert ["Requests received", "Total", "0", "1", "+1"] in rows
    assert ["Late" in row[0] for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"first": "2026-03-31", "last": "2026-01-01"}, "is before “Received from”"),
        ({"first": "soon", "last": "2026-01-01"}, "is not a date"),
        ({"first": "2001-01-01", "last": "2026-01-01"}, "The Act began on"),
        ({"first": "2026-01-01", "last": "2999-01-01"}, "more than a year away"),
        (DAYS | {"on": "2999-01-01"}, "is a day to come"),
        (DAYS | {"on": "2026-02-01"}, "is not after the period"),
    ],
)
def test_days_that_make_no_period_are_said_to(days, says, client):
    page = page_of(client, "return", days, key="co-time")

    assert says in words_of(page)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["nothing", "own-1", "own-x", "own-" + "9" * 30])
def test_a_return_that_is_not_there_is_not_found(key, client):
    assert client.get(reverse("return", kwargs={"key": key})).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"row": "none"}, {"row": "median_days"}])
def test_a_figure_without_requests_has_no_list(query, client):
    url = reverse("counted-requests", kwargs={"key": "s45"})

    assert client.get(url, query).status_code == 404


@pytest.mark.django_db
def test_the_number_of_queries_of_a_return_does_not_grow(
    client, manager, django_assert_max_num_queries
):
    for number in range(8):
        FOIRequestFactory(
            authority=manager.authority,
            state="answered" if number % 2 else "answering",
        )

    with django_assert_max_num_queries(14):
        page_of(client, "return", key="scottish")


@pytest.mark.django_db
def test_questions_to_a_department_are_listed_and_the_restricted_counted(
    client, manager
):
    department = DepartmentFactory(authority=manager.authority, name="Roads")
    for is_restricted in (False, True):
        department.enquiries.create(
            foi_request=FOIRequestFactory(
                authority=manager.authority, is_restricted=is_restricted
            ),
            asked_by=manager,
            asked_on=date(2026, 3, 3),
            wanted_by=date(2026, 3, 10),
        )

    page = page_of(client, "return", key="departments")
    links = {
        " ".join(link.text_content().split()): link.get("href")
        for link in fromstring(page.content).iterfind(".//td/a")
    }
    listed = client.get(links["100% (2 of 2) times asked: Roads, Late, of those asked"])

    assert "2 times asked, 1 of them on requests restricted" in words_of(listed)
    assert [each.department for each in listed.context["page"]] == [department]
    # Nothing is listed behind a median, nor behind a share of working days.
    url = reverse("counted-requests", kwargs={"key": "departments"})
    assert client.get(url, {"row": "all", "column": "median"}).status_code == 404
    url = reverse("counted-requests", kwargs={"key": "stages"})
    assert client.get(url, {"row": "whole", "column": "share"}).status_code == 404
    assert client.get(url, {"row": "whole", "column": "nothing"}).status_code == 404
    assert client.get(url, {"row": "whole", "column": "requests"}).status_code == 200


@pytest.mark.django_db
def test_a_revised_percentage_differs_by_points(client, manager):
    FOIRequestFactory.create_batch(3, authority=manager.authority, state="answered")
    client.post(reverse("keep-snapshot", kwargs={"key": "police"}), DAYS)
    changed = FOIRequestFactory(authority=manager.authority, state="answered")
    changed.was_in_time = False
    changed.save()
    snapshot = Snapshot.objects.get()

    words = words_of(page_of(client, "compare-snapshot", pk=snapshot.pk))
    kept = words_of(page_of(client, "return-snapshot", pk=snapshot.pk))

    assert "100% (3 of 3) 75% (3 of 4) \N{MINUS SIGN}25 points" in words
    assert "Received 1 January 2026 to 31 March 2026, counted at the end of" in kept
    # Nothing is small here, so nothing is said to be left out.
    assert "Small numbers" not in kept


TABLE = DAYS | {"of": "requests", "rows": "provision", "columns": ""}


@pytest.mark.django_db
def test_a_table_of_many_rows_shows_those_with_requests(client, manager):
    FOIRequestFactory(
        authority=manager.authority,
        state="answered",
        received_on=date(2026, 2, 2),
        answered_on=date(2026, 2, 9),
        outcome="refused",
        provisions=["FOIA 31(1)(a)"],
    )

    page = page_of(client, "return", TABLE, key="table")
    rows = [
        " ".join(row.text_content().split())
        for row in fromstring(page.content).iterfind(".//tbody/tr/th")
    ]

    assert len(rows) == 2
    assert "31(1)(a)" in rows[1]
    assert "Rows without any are left out" in words_of(page)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["40(2)", "s.40", "foia 40", "section 40(2) FOIA"])
def test_a_table_takes_a_section_in_any_spelling(typed, client):
    page = page_of(client, "return", TABLE | {"sections": typed}, key="table")

    assert "FOIA section 40" in words_of(page)


@pytest.mark.django_db
def test_a_table_wants_other_columns_than_rows(client):
    page = client.get(
        reverse("build-table"), TABLE | {"rows": "team", "columns": "team"}
    )

    assert "Choose other columns than rows" in words_of(page)


@pytest.mark.django_db
def test_figures_of_days_that_make_no_period_are_not_offered_to_be_kept(client):
    page = page_of(client, "return", {"first": "soon"}, key="co-time")

    assert "Keep these figures" not in words_of(page)
