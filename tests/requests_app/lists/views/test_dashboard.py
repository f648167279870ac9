"""The dashboard: each number equals the length of its list."""

import random
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.jobs.emails import SEND_EMAIL
from requests_app.jobs.queue import claim, enqueue, mark_failed
from requests_app.lists import dashboard
from requests_app.models import FOIRequest
from requests_app.querysets import DueBand
from requests_app.workflow import CLOSED_STATES, WAITING_STATES, State
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory

NUMBER = re.compile(
    r'<a class="(?:govuk-link|foi-figure__link)" href="(?P<url>[^"]+)">'
    r'(?:<span class="foi-figure__number">)?(?P<number>\d+)<'
)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def client(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def office(manager, today):
    """Make requests of every kind in an office, and some of another, not seen."""
    chance = random.Random(11)  # noqa: S311 - the same office each time
    teams = [None, *(TeamFactory(authority=manager.authority) for _ in range(2))]
    officers = [
        None,
        *(
            UserFactory(roles=["officer"], authority=manager.authority)
            for _ in range(3)
        ),
    ]
    for number in range(120):
        state = chance.choice(list(State))
        received_on = today - timedelta(days=chance.randint(0, 130))
        closed_on = received_on + timedelta(days=chance.randint(0, 40))
        FOIRequestFactory(
            authority=manager.authority
            if number % 10
            else FOIRequestFactory().authority,
            state=state,
            received_on=received_on,
            due_on=(
                None
                if state in WAITING_STATES
                else received_on + timedelta(days=chance.choice([7, 28, 35, 90]))
            ),
            closed_on=min(closed_on, today) if state in CLOSED_STATES else None,
            officer=chance.choice(officers),
            team=chance.choice(teams),
            is_restricted=not number % 7,
        )


def numbers_on(page):
    """Return every number with a link, and the URL of the link."""
    html = page.content.decode()
    return [
        (int(found["number"]), found["url"].replace("&amp;", "&"))
        for found in NUMBER.finditer(html)
    ]


def count_of(page):
    return int(re.search(r'data-count="(\d+)"', page.content.decode())[1])


def test_every_number_is_the_number_of_its_list(client, office):
    numbers = numbers_on(client.get(reverse("dashboard")))

    assert len(numbers) > 50
    wrong = [
        (number, url, listed)
        for number, url in numbers
        if (listed := count_of(client.get(url))) != number
    ]
    assert wrong == []


def test_the_bands_add_up_to_what_is_open(office, manager, today):
    visible = FOIRequest.objects.visible_to(manager)

    counted = dashboard.open_requests(visible, on=today)

    assert sum(number.count for _, number in counted.bands) == counted.total.count
    assert counted.total.count == visible.open().count()
    for rows in (counted.states, counted.teams, counted.officers):
        assert sum(row.total.count for row in rows) == counted.total.count


@pytest.mark.parametrize(
    ("on", "spans"),
    [
        (
            date(2026, 11, 23),
            [
                (date(2026, 10, 24), date(2026, 11, 23)),
                (date(2026, 9, 24), date(2026, 10, 23)),
                (date(2026, 8, 24), date(2026, 9, 23)),
            ],
        ),
        (
            date(2026, 3, 31),
            [
                (date(2026, 3, 1), date(2026, 3, 31)),
                (date(2026, 2, 1), date(2026, 2, 28)),
                (date(2026, 1, 1), date(2026, 1, 31)),
            ],
        ),
        (
            date(2026, 1, 1),
            [
                (date(2025, 12, 2), date(2026, 1, 1)),
                (date(2025, 11, 2), date(2025, 12, 1)),
                (date(2025, 10, 2), date(2025, 11, 1)),
            ],
        ),
    ],
)
def test_the_three_months_follow_one_another_without_gap(db, on, spans):
    months = dashboard.answered_lately(FOIRequest.objects.all(), on=on)

    assert [(month.first, month.last) for month in months] == spans


def test_the_rate_is_of_requests_answered_by_their_due_date(officer):
    on = date(2026, 4, 10)
    for closed_on in (date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)):
        FOIRequestFactory(
            authority=officer.authority,
            state="answered",
            due_on=date(2026, 3, 31),
            closed_on=closed_on,
        )
    # Neither of these was answered in the three months.
    FOIRequestFactory(authority=officer.authority, state="withdrawn", closed_on=on)
    FOIRequestFactory(
        authority=officer.authority, state="answered", closed_on=date(2026, 1, 10)
    )

    months = dashboard.answered_lately(FOIRequest.objects.visible_to(officer), on=on)

    assert dashboard.on_time_rate(months) == 67
    assert [(each.in_time.count, each.late.count) for each in months] == [
        (2, 1),
        (0, 0),
        (0, 0),
    ]


def test_a_rate_of_nothing_is_no_rate(db):
    months = dashboard.answered_lately(FOIRequest.objects.none(), on=date(2026, 4, 10))

    assert dashboard.on_time_rate(months) is None


def test_a_hundred_per_cent_means_all():
    def month(in_time, late):
        return dashboard.Month(
            date(2026, 3, 1),
            date(2026, 3, 31),
            dashboard.Number(in_time, ""),
            dashboard.Number(late, ""),
        )

    assert month(999, 1).rate == 99
    assert month(3, 0).rate == 100


def test_officers_with_most_to_do_are_shown_and_the_rest_counted(
    manager, today, monkeypatch
):
    monkeypatch.setattr(dashboard, "MOST_OFFICERS", 2)
    for requests in (1, 2, 3):
        someone = UserFactory(
            roles=["officer"], authority=manager.authority, last_name=f"{requests}"
        )
        for _ in range(requests):
            FOIRequestFactory(
                authority=manager.authority, officer=someone, due_on=today
            )

    counted = dashboard.open_requests(FOIRequest.objects.visible_to(manager), on=today)

    assert [row.total.count for row in counted.officers] == [3, 2]
    assert counted.officers_left_out == 1


def test_the_dashboard_of_an_empty_office_says_so(client, manager):
    page = client.get(reverse("dashboard"))

    assert b"No requests are open." in page.content
    assert b"No request was answered in the last three months." in page.content
    assert b"No jobs need attention" in page.content


def test_jobs_needing_attention_are_counted_and_lead_to_their_page(client, manager):
    foi_request = FOIRequestFactory(authority=manager.authority)
    enqueue(kind=SEND_EMAIL, idempotency_key="a", payload={}, foi_request=foi_request)
    mark_failed(job=claim(kind=SEND_EMAIL), error="?", may_have_happened=True)

    page = client.get(reverse("dashboard"))

    assert page.context["needing_attention"] == 1
    assert reverse("jobs").encode() in page.content


def test_seven_queries_make_the_dashboard(
    client, office, manager, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
        client.get(reverse("dashboard"))


def test_the_dashboard_of_sixty_teams_stays_small(client, manager, today):
    for _ in range(60):
        team = TeamFactory(authority=manager.authority)
        someone = UserFactory(roles=["officer"], authority=manager.authority)
        for days in (-1, 0, 3, 8, 40):
            FOIRequestFactory(
                authority=manager.authority,
                team=team,
                officer=someone,
                due_on=today + timedelta(days=days),
            )

    page = client.get(reverse("dashboard"))

    assert len(page.content) < 200_000


def test_every_band_leads_to_a_list_by_its_name(client, office):
    page = client.get(reverse("dashboard"))

    bands = {
        parse_qs(urlsplit(url).query).get("band", [""])[0]
        for _, url in numbers_on(page)
    }
    assert set(DueBand.values) <= bands
