"""Figures over time, each worked out a second time by looking at every request."""

import random
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from requests_app.dashboard import load
from requests_app.dashboard.load import loads
from requests_app.dashboard.scope import Scope, scope_of
from requests_app.dashboard.weeks import WEEKS, chart_of, weeks_up_to
from requests_app.models import FOIRequest
from requests_app.workflow import CLOSED_STATES, State
from tests.factories import (
    FOIRequestFactory,
    LeaveFactory,
    TeamFactory,
    UserFactory,
)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def client(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def team(manager):
    return TeamFactory(authority=manager.authority, name="Traffic")


@pytest.fixture
def office(manager, team, today):
    """Make two years of requests of an office, some of them of another."""
    chance = random.Random(5)  # noqa: S311 - the same office each time
    officers = [
        UserFactory(roles=["officer"], authority=manager.authority) for _ in range(3)
    ]
    original = FOIRequestFactory(authority=manager.authority, state="transferred")
    other = FOIRequestFactory().authority
    for number in range(150):
        state = chance.choice([State.ANSWERED, State.ANSWERED, *State])
        received_on = today - timedelta(days=chance.randint(0, 700))
        closed_on = min(received_on + timedelta(days=chance.randint(0, 60)), today)
        FOIRequestFactory(
            authority=manager.authority if number % 10 else other,
            state=state,
            received_on=received_on,
            due_on=received_on + timedelta(days=28),
            closed_on=closed_on if state in CLOSED_STATES else None,
            officer=chance.choice([None, *officers]) if number % 10 else None,
            team=team if number % 3 and number % 10 else None,
            is_restricted=not number % 7,
            review_of=original if not number % 9 else None,
        )


def every(scope):
    """Return the requests of a scope, by looking at each that is no double."""
    return [
        each
        for each in FOIRequest.objects.all()
        if each.authority_id == scope.user.authority_id
        and not each.is_double
        and (
            scope.team is None
            or (each.team_id == scope.team.pk and not each.is_restricted)
        )
    ]


@pytest.mark.parametrize("of_team", [False, True])
def test_the_weeks_are_what_looking_at_each_request_gives(
    office, manager, team, today, of_team
):
    scope = Scope(manager, team if of_team else None)
    requests = [each for each in every(scope) if not each.is_review]

    weeks = weeks_up_to(scope, on=today)

    assert len(weeks) == WEEKS
    assert weeks[-1].last == today
    for week in weeks:
        assert week.first.weekday() == 0
        days = [week.first + timedelta(days=n) for n in range(7)]
        received = [each for each in requests if each.received_on in days]
        closed = [each for each in requests if each.closed_on in days]
        backlog = [
            each
            for each in requests
            if each.received_on <= week.last
            and (each.closed_on is None or each.closed_on > week.last)
        ]
        assert week.received.count == len(received)
        assert week.closed.count == len(closed)
        assert week.backlog == len(backlog)


def test_the_load_is_what_looking_at_each_request_gives(office, manager, today):
    scope = Scope(manager)
    requests = [each for each in every(scope) if not each.is_review and each.officer_id]
    since = today - timedelta(days=55)

    found = loads(scope, on=today)

    assert {row.title for row in found.rows} == {
        "Restricted to named people",
        *(str(each.officer) for each in requests if not each.is_restricted),
    }
    for row in found.rows:
        theirs = [
            each
            for each in requests
            if (
                each.is_restricted
                if row.title == "Restricted to named people"
                else not each.is_restricted and str(each.officer) == row.title
            )
        ]
        closed = [e for e in theirs if e.closed_on and since <= e.closed_on <= today]
        assert row.open.count == sum(each.closed_on is None for each in theirs)
        assert row.closed.count == len(closed)


@pytest.mark.parametrize("of_team", [False, True])
def test_every_number_is_the_number_of_its_list(client, office, manager, team, of_team):
    manager.named_on.set(FOIRequest.objects.filter(is_restricted=True))
    address = reverse("over-time") + (f"?team={team.pk}" if of_team else "")

    page = fromstring(client.get(address).content)

    links = page.xpath("//main//*[@data-figure]//a[contains(@href, '/requests/?')]")
    assert len(links) > 25
    for link in links:
        listed = client.get(link.get("href")).content.decode()
        count = re.search(r'data-count="(\d+)"', listed)[1]
        numbers = re.findall(r"[\d,]+", link.text_content())
        assert numbers[0] == count, link.get("href")


def test_the_figures_do_not_depend_on_who_looks(office, manager, team, today):
    named = UserFactory(roles=["manager"], authority=manager.authority)
    named.named_on.set(FOIRequest.objects.filter(is_restricted=True))

    for chosen in (None, team):
        first, second = Scope(manager, chosen), Scope(named, chosen)
        assert weeks_up_to(first, on=today) == weeks_up_to(second, on=today)


def test_leave_is_shown_now_and_soon(manager, today):
    for first, last in ((-3, 4), (5, 9), (60, 70)):
        person = UserFactory(authority=manager.authority)
        FOIRequestFactory(authority=manager.authority, officer=person)
        LeaveFactory(
            person=person,
            first_on=today + timedelta(days=first),
            last_on=today + timedelta(days=last),
        )

    rows = loads(Scope(manager), on=today).rows

    assert [(row.is_away, row.leave is not None) for row in rows] == [
        (True, True),
        (False, True),
        (False, False),
    ]


def test_officers_with_most_open_requests_are_shown(manager, today, monkeypatch):
    monkeypatch.setattr(load, "MOST_ROWS", 1)
    for requests in (1, 2):
        person = UserFactory(authority=manager.authority)
        for _ in range(requests):
            FOIRequestFactory(authority=manager.authority, officer=person)

    found = loads(Scope(manager), on=today)

    assert [row.open.count for row in found.rows] == [2]
    assert found.left_out == 1


def test_the_chart_of_an_empty_office_is_flat(client, manager, today):
    chart = chart_of(weeks_up_to(Scope(manager), on=today))

    assert {bar.height for bar in (*chart.received, *chart.closed)} == {0}


def test_charts_name_their_ends_and_their_top(client, office, manager, today):
    page = fromstring(client.get(reverse("over-time")).content)

    weeks = weeks_up_to(Scope(manager), on=today)
    most = max(max(each.received.count, each.closed.count) for each in weeks)
    tops = [one.text for one in page.xpath("//*[@class='foi-chart__top']")]
    assert tops == [str(most), str(max(each.backlog for each in weeks))]
    for ends in page.xpath("//*[@class='foi-chart__ends']"):
        assert [one.text for one in ends] == [
            f"Week of {week.first.day} {week.first:%B %Y}"
            for week in (weeks[0], weeks[-1])
        ]


def test_months_are_named_below_the_charts(client, office, today):
    page = fromstring(client.get(reverse("dashboard")).content)

    (first, last), _ = page.xpath("//*[@class='foi-chart__ends']")
    assert last.text == f"{today:%B %Y}"
    months = today.year * 12 + today.month - 1 - 11
    assert first.text == f"{date(months // 12, months % 12 + 1, 1):%B %Y}"


def test_an_empty_office_has_no_picture_and_a_sentence(client, manager):
    for address, what in (
        (reverse("dashboard"), "12 months"),
        (reverse("over-time"), "26 weeks"),
    ):
        page = fromstring(client.get(address).content)
        assert not page.xpath("//main//svg[@role='img']")
        text = " ".join(page.xpath("//main")[0].text_content().split())
        assert f"In these {what}, from" in text
        assert "nothing was received, closed or open." in text


def test_the_picture_has_no_style_and_a_table_behind(client, office):
    page = fromstring(client.get(reverse("over-time")).content)

    assert not page.xpath("//main//@style")
    assert len(page.xpath("//svg[@role='img'][@aria-label]")) == 2
    assert len(page.xpath("//details//tbody/tr")) == WEEKS


@pytest.mark.parametrize(
    "wanted", ["", "x", "-1", "9" * 40, "²", "0", "1 OR 1=1", "\x00"]
)
def test_an_unknown_team_means_the_authority(manager, wanted):
    assert scope_of(manager, wanted).team is None


@pytest.mark.parametrize("name", ["dashboard", "over-time"])
def test_a_team_that_is_not_there_is_said(client, team, name):
    said = "The team of this address is not there."

    for wanted in ("999", "abc", "me"):
        assert said in client.get(reverse(name), {"team": wanted}).text, wanted
    for wanted in ("", team.pk):
        assert said not in client.get(reverse(name), {"team": wanted}).text, wanted
    assert said not in client.get(reverse(name)).text


def test_a_team_of_another_authority_is_not_chosen(manager, team):
    stranger = TeamFactory()

    assert scope_of(manager, str(stranger.pk)).team is None
    assert scope_of(manager, str(team.pk)).team == team
    manager.team = team
    assert scope_of(manager, "me").team == team


def test_the_queries_do_not_grow(client, office, manager, django_assert_num_queries):
    address = reverse("over-time")
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    for _ in range(20):
        FOIRequestFactory(
            authority=manager.authority,
            officer=UserFactory(authority=manager.authority),
            team=TeamFactory(authority=manager.authority),
        )
    with django_assert_num_queries(QUERIES):
        page = client.get(address)
    assert len(page.content) < 100_000


QUERIES = 14
