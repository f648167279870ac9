"""The list of requests: filters, order, pages and CSV export."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from requests_app.lists.columns import COLUMNS
from requests_app.models import RequesterType
from requests_app.search.indexing import index_request
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    LeaveFactory,
    TeamFactory,
    UserFactory,
)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def make(officer):
    """Make a request of the officer's authority."""

    def make(reference, **fields):
        fields.setdefault("authority", officer.authority)
        return FOIRequestFactory(reference=reference, **fields)

    return make


@pytest.fixture
def listed(client):
    """Return the references shown in a list, in order."""

    def listed(**wanted):
        page = client.get(reverse("foi-requests"), wanted)
        return [each.reference for each, *_ in page.context["object_list"]]

    return listed


def test_open_requests_are_listed_the_most_pressing_first(make, listed):
    make("1-26", due_on=date(2026, 4, 2))
    make("2-26", due_on=date(2026, 3, 30))
    make("3-26", state="awaiting_fee", due_on=None)
    make("4-26", state="answered")

    assert listed() == ["2-26", "1-26", "3-26"]


def test_filters_narrow_the_list(make, listed, officer, today):
    team = TeamFactory(authority=officer.authority)
    other = UserFactory(roles=["officer"], authority=officer.authority)
    make("1-26", officer=officer, team=team, due_on=today)
    make("2-26", officer=other, regime="EIR", state="clearance")
    make("3-26", state="answered", received_on=date(2026, 1, 5))

    assert listed(officer=officer.pk) == ["1-26"]
    assert listed(officer="none") == []
    assert listed(officer="none", state="all") == ["3-26"]
    assert listed(team=team.pk) == ["1-26"]
    assert listed(team="none") == ["2-26"]
    assert listed(band="today") == ["1-26"]
    assert listed(regime="EIR") == ["2-26"]
    assert listed(state="clearance") == ["2-26"]
    assert listed(state="closed") == ["3-26"]
    assert listed(received_to="2026-01-31", state="all") == ["3-26"]
    assert set(listed(received_from="2026-02-01")) == {"1-26", "2-26"}


def test_answered_requests_are_told_apart_by_whether_they_were_late(make, listed):
    make("1-26", state="answered", closed_on=date(2026, 3, 31))
    make("2-26", state="answered", closed_on=date(2026, 4, 1))
    make("3-26", state="withdrawn", closed_on=date(2026, 4, 2))

    assert listed(answered="in_time") == ["1-26"]
    assert listed(answered="late") == ["2-26"]
    assert listed(closed_from="2026-04-01", closed_to="2026-04-01") == ["2-26"]


def test_a_filter_that_makes_no_sense_is_said_so_and_left_out(make, client):
    make("1-26")

    page = client.get(
        reverse("foi-requests"),
        {"received_from": "31/13/2026", "officer": "x", "band": "today,soon"},
    )

    html = page.content.decode()
    assert page.context["around"].count == 0
    assert "“Received from” is not a date" in html
    assert "“Officer” has a choice that is not in the list" in html
    assert "“Due” has a choice that is not in the list" in html


def test_a_person_who_is_no_longer_there_is_said_so(make, client):
    make("1-26")

    page = client.get(reverse("foi-requests"), {"officer": "9" * 18})

    assert page.context["around"].count == 0
    assert "“Officer” has a choice that is no longer there" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("sort=bogus", "“Sort by” has an order that lists do not have"),
        ("sort=-due,bogus", "“Sort by” has an order that lists do not have"),
        ("columns=nonsense", "The address names a column that lists do not have."),
        ("columns=due,nonsense", "The address names a column that lists do not have."),
        ("view=9999", "The view of this address is no longer there"),
        ("view=x", "The view of this address is no longer there"),
        ("department=999", "“Department asked” has a choice that is no longer there"),
        (
            "requester_type=999",
            "“Kind of requester” has a choice that is no longer there",
        ),
    ],
)
def test_what_an_address_names_and_is_not_there_is_said_once(
    make, client, query, sentence
):
    make("1-26")
    address = reverse("foi-requests")

    html = client.get(f"{address}?{query}").text

    assert html.count(sentence) == 1
    plain = client.get(f"{address}?sort=-due&columns=due,officer").text
    assert sentence not in plain


def test_an_unknown_order_leaves_the_others(make, listed):
    make("1-26", due_on=date(2026, 4, 2))
    make("2-26", due_on=date(2026, 4, 9))

    assert listed(sort="bogus,-due") == ["2-26", "1-26"]


def test_departments_and_kinds_of_requesters_are_named(make, client, officer):
    make("1-26")
    authority = officer.authority
    department = DepartmentFactory(authority=authority, name="Parks")
    kind = RequesterType.objects.create(authority=authority, name="Press")

    page = client.get(
        reverse("foi-requests"),
        {"department": department.pk, "requester_type": kind.pk},
    )

    assert [chip["words"] for chip in page.context["chosen"]] == [
        "Department asked: Parks",
        "Kind of requester: Press",
    ]
    assert "no longer there" not in page.text


@pytest.mark.parametrize("name", ["state", "received_from", "requester", "junk", "q"])
@pytest.mark.parametrize("page", ["foi-requests", "filter-requests", "count-requests"])
def test_an_endless_value_is_not_written_back(make, client, name, page):
    make("1-26")

    answer = client.get(reverse(page), {name: "z" * 5000, "sort": "-due"})

    assert "z" * 1001 not in answer.text
    assert len(answer.text) < 100_000


@pytest.fixture
def hidden(make):
    """Make two restricted requests and a review, besides an open request."""
    original = make("1-26", state="answered", closed_on=date(2026, 4, 2))
    make("2-26")
    for reference in ("3-26", "4-26"):
        make(reference, is_restricted=True)
    make("5-26", is_restricted=True, review_of=original)


def unlisted_in(page):
    (found,) = fromstring(page.text).xpath("//p[@data-unlisted]") or [None]
    return "" if found is None else " ".join(found.text_content().split())


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_a_list_says_how_many_more_figures_count(client, officer, hidden, role):
    person = UserFactory(roles=[role], authority=officer.authority)
    client.force_login(person, backend="accounts.backends.RoleBackend")

    def said(**wanted):
        return unlisted_in(client.get(reverse("foi-requests"), wanted))

    rest = "more: restricted to other people, and not listed."
    assert said(state="all") == f"Figures count 2 requests and 1 internal review {rest}"
    assert said(state="open", kind="requests") == f"Figures count 2 requests {rest}"
    assert said(kind="reviews") == f"Figures count 1 internal review {rest}"
    assert said(answered="late") == ""
    # No list by a person, a team or words tells of requests hidden from whoever looks.
    for name, value in {
        "officer": officer.pk,
        "team": "none",
        "q": "request",
        "requester": "Ann",
        "channel": "email",
        "flag": "sensitive",
        "ticked": "1",
        "due_from": "2020-01-01",
    }.items():
        assert said(state="open", **{name: value}) == "", name


def test_who_sees_no_figures_is_not_told_of_restricted_requests(client, hidden):
    page = client.get(reverse("foi-requests"), {"state": "all"})

    assert unlisted_in(page) == ""


def test_who_is_named_on_a_request_is_not_told_it_is_left_out(client, officer, make):
    person = UserFactory(roles=["manager"], authority=officer.authority)
    client.force_login(person, backend="accounts.backends.RoleBackend")
    person.named_on.add(make("1-26", is_restricted=True))

    assert unlisted_in(client.get(reverse("foi-requests"), {"state": "all"})) == ""


def test_a_list_with_what_is_left_out_takes_five_queries(
    client, officer, hidden, django_assert_num_queries
):
    person = UserFactory(roles=["manager"], authority=officer.authority)
    client.force_login(person, backend="accounts.backends.RoleBackend")
    wanted = {"state": "open", "kind": "requests"}
    client.get(reverse("foi-requests"), wanted)

    with django_assert_num_queries(5):
        page = client.get(reverse("foi-requests"), wanted)

    assert unlisted_in(page)


def test_days_the_wrong_way_round_are_said_so(make, client):
    make("1-26")

    page = client.get(
        reverse("foi-requests"),
        {"received_from": "2/3/2026", "received_to": "1/3/2026"},
    )

    assert "“Received to” is before “Received from”" in page.content.decode()


@pytest.mark.parametrize(
    "typed", ["2026-03-27", "27/3/2026", "27.3.2026", "27 March 2026", "27/3/26"]
)
def test_a_day_is_read_as_people_write_it(make, listed, typed):
    make("1-26", received_on=date(2026, 3, 27))

    assert listed(received_from=typed, received_to=typed) == ["1-26"]


def test_a_day_of_a_link_is_shown_as_people_write_it(client):
    page = client.get(reverse("filter-requests"), {"received_from": "2026-03-27"})

    assert 'value="27/3/2026"' in page.content.decode()


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("received", ["1-26", "2-26", "3-26"]),
        ("-received", ["3-26", "2-26", "1-26"]),
        ("due", ["2-26", "1-26", "3-26"]),
        ("-due", ["3-26", "1-26", "2-26"]),
        ("requester", ["3-26", "2-26", "1-26"]),
        ("nonsense", ["2-26", "1-26", "3-26"]),
    ],
)
def test_the_list_is_sorted_by_column(make, listed, by, order):
    make(
        "1-26",
        received_on=date(2026, 3, 2),
        due_on=date(2026, 4, 9),
        requester_name="Zoe",
    )
    make(
        "2-26",
        received_on=date(2026, 3, 3),
        due_on=date(2026, 4, 8),
        requester_name="Mia",
    )
    make(
        "3-26",
        received_on=date(2026, 3, 4),
        due_on=None,
        state="awaiting_fee",
        requester_name="Ada",
    )

    assert listed(sort=by) == order


def test_the_sorted_column_says_so(make, client):
    make("1-26")

    html = client.get(reverse("foi-requests"), {"sort": "-due"}).content.decode()

    assert html.count('aria-sort="descending"') == 1
    assert re.search(r'aria-sort="descending">\s*<a[^>]*href="\?sort=due"', html)


def test_a_long_text_is_looked_for_by_how_it_begins(make, listed):
    index_request(make("1-26", subject="Dogs over the harbour"))
    index_request(make("2-26", subject="Boats"))
    padding = "harbour " * 30

    assert listed(q=f"dogs {padding} and much more") == ["1-26"]


def test_search_is_of_closed_requests_too(make, listed):
    index_request(make("1-26", state="answered", subject="Dogs"))

    assert listed(q="dogs") == ["1-26"]
    assert listed(q="dogs", state="open") == []


def test_what_may_not_be_seen_is_not_listed(make, listed, client):
    make("1-26", is_restricted=True)
    make("2-26", authority=FOIRequestFactory().authority)

    assert listed(state="all") == []
    assert (
        b"No request fits these filters"
        not in client.get(reverse("foi-requests")).content
    )


def test_an_empty_list_says_so(client):
    page = client.get(reverse("foi-requests"))

    assert b"No requests are open." in page.content


def test_a_long_list_has_pages(make, client):
    for number in range(120):
        make(f"{number}-26")

    pages = [
        client.get(reverse("foi-requests"), {"page": number}) for number in (1, 3, 99)
    ]

    assert [len(page.context["object_list"]) for page in pages] == [50, 20, 20]
    assert "Page 3 of 3" in " ".join(pages[1].content.decode().split())
    assert b"120</strong> requests" in pages[0].content


def test_a_list_too_long_to_count_at_once_is_counted_apart(make, client, monkeypatch):
    monkeypatch.setattr("requests_app.lists.around.MOST_COUNTED", 3)
    for number in range(5):
        make(f"{number}-26")
    make("5-26", state="answered")

    every = client.get(reverse("foi-requests"), {"regime": "FOIA"})
    count = client.get(reverse("count-requests"), {"regime": "FOIA"})
    part = client.get(
        reverse("count-requests"), {"regime": "FOIA"}, headers={"hx-request": "true"}
    )

    assert f'hx-get="{reverse("count-requests")}?regime=FOIA"' in every.content.decode()
    assert b"<strong>5</strong> requests" in count.content
    assert part.content.split() == b"<strong>5</strong> requests".split()


def test_requests_and_reviews_are_counted_apart(make, client):
    original = make("1-26", state="answered")
    for number in range(2):
        make(f"1-26/R{number}", review_of=original)
    make("2-26")

    both = client.get(reverse("foi-requests"), {"state": "all"})
    reviews = client.get(reverse("foi-requests"), {"kind": "reviews"})
    requests = client.get(reverse("foi-requests"), {"kind": "requests"})

    text = " ".join(both.content.decode().split())
    assert "<strong>2</strong> requests and <strong>2</strong> internal reviews" in text
    assert "<strong>2</strong> internal reviews" in reviews.content.decode()
    assert {str(one) for one, *_ in reviews.context["object_list"]} == {
        "1-26/R0",
        "1-26/R1",
    }
    assert [str(one) for one, *_ in requests.context["object_list"]] == ["2-26"]


@pytest.mark.parametrize(
    ("wanted", "queries"), [({}, 5), ({"q": "cameras"}, 8), ({"state": "all"}, 5)]
)
def test_the_list_takes_the_same_queries_however_long(
    make, client, officer, wanted, queries, django_assert_num_queries
):
    def fill(numbers):
        for number in numbers:
            someone = UserFactory(roles=["officer"], authority=officer.authority)
            team = TeamFactory(authority=officer.authority)
            index_request(make(f"{number}-26", officer=someone, team=team))

    fill(range(5))
    with django_assert_num_queries(queries):
        client.get(reverse("foi-requests"), wanted)
    fill(range(5, 60))
    with django_assert_num_queries(queries):
        page = client.get(reverse("foi-requests"), wanted)

    assert len(page.content) < 100_000


def test_requests_in_every_column_are_a_light_page(make, client, officer):
    team = TeamFactory(authority=officer.authority)
    for number in range(50):
        make(
            f"{number}-26",
            officer=officer,
            team=team,
            extension="public_interest",
            original_due_on=date(2026, 3, 31),
            extended_on=date(2026, 3, 20),
            provisions=["FOIA 40(2)", "FOIA 31(1)(a)"],
            flags=["sensitive", "press_interest"],
            requester_organisation="The Midshire Messenger and Gazette",
        )
        UserFactory(roles=["officer"], authority=officer.authority)

    page = client.get(
        reverse("foi-requests"), {"state": "all", "columns": ",".join(COLUMNS)}
    )

    # A page with so many columns has half the rows.
    assert len(page.context["object_list"]) == 25
    assert len(page.context["columns"]) == len(COLUMNS) + 1
    assert len(page.content) < 100_000
    usual = ",".join(list(COLUMNS)[:14])
    page = client.get(reverse("foi-requests"), {"state": "all", "columns": usual})
    assert len(page.context["object_list"]) == 50
    assert len(page.content) < 100_000


def test_whose_turn_stands_on_every_row_with_its_day(make, client, officer):
    other = UserFactory(
        roles=["officer"],
        authority=officer.authority,
        first_name="Kim",
        last_name="Lee",
    )
    make("1-26", officer=officer)
    make("2-26", officer=other)
    make("3-26", officer=other, state="awaiting_clarification")
    make("4-26", officer=None)
    make("5-26", state="answered")

    page = client.get(reverse("foi-requests"), {"state": "all"})

    turns = {
        str(row.foi_request): row.turn and (row.turn.whose, row.turn.since)
        for row in page.context["object_list"]
    }
    day = date(2026, 3, 2)
    assert turns == {
        "1-26": ("You", day),
        "2-26": ("Kim Lee", day),
        "3-26": ("The requester", day),
        "4-26": ("Your office", day),
        "5-26": None,
    }


def test_leave_and_its_deputy_stand_beside_the_officer(make, client, officer):
    deputy = UserFactory(roles=["officer"], authority=officer.authority)
    make("1-26", officer=officer)
    LeaveFactory(person=officer, deputy=deputy)

    page = client.get(reverse("foi-requests")).content.decode()

    assert f"On leave until 31 December 2999, deputy {deputy}" in page
