"""The dashboard: each number equals the length of its list."""

import random
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from requests_app.jobs.emails import SEND_EMAIL
from requests_app.jobs.queue import claim, enqueue, mark_failed
from requests_app.lists import dashboard
from requests_app.lists.figures import FIGURES
from requests_app.models import FOIRequest
from requests_app.querysets import DueBand
from requests_app.workflow import CLOSED_STATES, WAITING_STATES, State
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory

NUMBER = re.compile(
    r'<a class="(?:govuk-link|foi-figure__link)" href="(?P<url>[^"]+)">'
    r'(?:<(?:span class="foi-figure__number"|strong)>)?(?P<number>\d+)<'
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
    original = FOIRequestFactory(authority=manager.authority, state="transferred")
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
            review_of=original if not number % 9 else None,
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


def test_every_number_is_the_number_of_its_list(client, office, manager):
    manager.named_on.set(FOIRequest.objects.filter(is_restricted=True))

    numbers = numbers_on(client.get(reverse("dashboard")))

    assert len(numbers) > 50
    wrong = [
        (number, url, listed)
        for number, url in numbers
        if (listed := count_of(client.get(url))) != number
    ]
    assert wrong == []


def test_totals_do_not_depend_on_who_looks(client, office, manager, today):
    named = UserFactory(roles=["manager"], authority=manager.authority)
    named.named_on.set(FOIRequest.objects.filter(is_restricted=True))
    auditor = UserFactory(roles=["auditor"], authority=manager.authority)

    counted = [
        (
            open_.requests,
            open_.reviews,
            [[n.count for _, n in row.by_band] for row in open_.states],
            dashboard.answered_lately(each, on=today),
        )
        for each in (manager, named, auditor)
        for open_ in [dashboard.open_requests(each, on=today)]
    ]

    assert counted[0] == counted[1] == counted[2]
    assert dashboard.counted_and_not_listed(named, on=today) == 0
    assert dashboard.counted_and_not_listed(auditor, on=today) > 0


def test_what_is_restricted_is_counted_under_no_name(client, manager, today):
    secret = FOIRequestFactory(
        authority=manager.authority,
        reference="secret-26",
        is_restricted=True,
        due_on=today,
        officer=UserFactory(authority=manager.authority, last_name="Discreet"),
        team=TeamFactory(authority=manager.authority, name="Secret team"),
    )

    page = client.get(reverse("dashboard"))

    text = " ".join(page.content.decode().split())
    assert "<strong>1</strong> request is restricted to named people" in text
    assert "counted here but not listed" in text
    for hidden in ("Discreet", "Secret team", str(secret), secret.subject):
        assert hidden not in text
    (row,) = page.context["open"].officers
    assert (row.title, row.total.count, row.total.url) == (dashboard.RESTRICTED, 1, "")


def test_the_bands_add_up_to_what_is_open(office, manager, today):
    everything = FOIRequest.objects.of_authority(manager).open()

    counted = dashboard.open_requests(manager, on=today)

    for of_kind, rows in (
        (counted.requests, everything.requests()),
        (counted.reviews, everything.reviews()),
    ):
        assert sum(number.count for _, number in of_kind.bands) == rows.count()
        assert of_kind.total.count == rows.count()
    for rows in (counted.states, counted.teams, counted.officers):
        requests, reviews = counted.requests.total, counted.reviews.total
        assert sum(row.total.count for row in rows) == requests.count
        assert sum(row.reviews.count for row in rows) == reviews.count


def test_a_review_is_in_no_figure_of_requests(manager, today):
    original = FOIRequestFactory(
        authority=manager.authority,
        state="answered",
        closed_on=today,
        due_on=today - timedelta(days=1),
    )
    for state, closed_on in (("answered", today), ("answering", None)):
        FOIRequestFactory(
            authority=manager.authority,
            review_of=original,
            state=state,
            closed_on=closed_on,
            due_on=today,
        )

    counted = dashboard.open_requests(manager, on=today)
    answered = dashboard.answered_lately(manager, on=today)

    assert (counted.requests.total.count, counted.reviews.total.count) == (0, 1)
    assert answered["requests"].rate == 0
    assert answered["reviews"].rate == 100


def test_a_letter_not_given_is_no_answer(manager, today):
    FOIRequestFactory(
        authority=manager.authority, state="issued", due_on=today - timedelta(days=1)
    )

    counted = dashboard.open_requests(manager, on=today)

    assert dict(counted.requests.bands)[DueBand.OVERDUE].count == 1
    assert dashboard.answered_lately(manager, on=today)["requests"].rate is None


def test_a_correction_leaves_the_answer_in_time_and_is_not_overdue(manager, today):
    FOIRequestFactory(
        authority=manager.authority,
        state="answering",
        due_on=today - timedelta(days=3),
        answered_on=today - timedelta(days=5),
        was_in_time=True,
    )

    counted = dashboard.open_requests(manager, on=today)

    bands = {band: number.count for band, number in counted.requests.bands}
    assert (bands[DueBand.OVERDUE], bands[DueBand.REOPENED]) == (0, 1)
    assert dashboard.answered_lately(manager, on=today)["requests"].rate == 100


def test_every_figure_of_the_dashboard_is_defined(client, office, manager, today):
    page = fromstring(client.get(reverse("dashboard")).content)
    defined = fromstring(client.get(reverse("figures")).content)

    marked = set(page.xpath("//@data-figure"))
    known = {figure.key for figure in FIGURES}
    assert marked <= known
    assert {"open_requests", "open_reviews", "by_state", "restricted"} <= marked
    # Every number on the page belongs to a figure.
    numbers = page.xpath(
        "//main//strong | //main//td[contains(@class, '--numeric')]"
        " | //main//*[@class='foi-figure__number']"
    )
    assert numbers
    for number in numbers:
        assert number.xpath("ancestor::*[@data-figure]")
    assert set(defined.xpath("//main//h2/@id")) == known


@pytest.mark.parametrize("role", ["manager", "auditor", "administrator"])
def test_how_figures_are_counted_can_be_read(client, manager, role):
    reader = UserFactory(roles=[role], authority=manager.authority)
    client.force_login(reader, backend="accounts.backends.RoleBackend")

    assert client.get(reverse("figures")).status_code == 200


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
def test_the_three_months_follow_one_another_without_gap(manager, on, spans):
    answered = dashboard.answered_lately(manager, on=on)

    for each in answered.values():
        assert [(month.first, month.last) for month in each.months] == spans


def test_the_rate_is_of_requests_answered_by_their_due_date(officer):
    on = date(2026, 4, 10)
    for closed_on in (date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)):
        FOIRequestFactory(
            authority=officer.authority,
            state="answered",
            due_on=date(2026, 3, 31),
            closed_on=closed_on,
        )
    # None of these was answered in the three months.
    FOIRequestFactory(authority=officer.authority, state="withdrawn", closed_on=on)
    FOIRequestFactory(authority=officer.authority, state="issued")
    FOIRequestFactory(
        authority=officer.authority, state="answered", closed_on=date(2026, 1, 10)
    )

    answered = dashboard.answered_lately(officer, on=on)["requests"]

    assert answered.rate == 67
    assert [(each.in_time.count, each.late.count) for each in answered.months] == [
        (2, 1),
        (0, 0),
        (0, 0),
    ]


def test_a_rate_of_nothing_is_no_rate(manager):
    answered = dashboard.answered_lately(manager, on=date(2026, 4, 10))

    assert answered["requests"].rate is None


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
    monkeypatch.setattr(dashboard, "MOST_ROWS", 2)
    for requests in (1, 2, 3):
        someone = UserFactory(
            roles=["officer"], authority=manager.authority, last_name=f"{requests}"
        )
        for _ in range(requests):
            FOIRequestFactory(
                authority=manager.authority, officer=someone, due_on=today
            )

    counted = dashboard.open_requests(manager, on=today)

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


def test_requests_held_by_nobody_are_counted_and_listed(client, manager):
    gone = UserFactory(roles=["officer"], authority=manager.authority, is_active=False)
    held = FOIRequestFactory(authority=manager.authority, officer=manager)
    FOIRequestFactory(authority=manager.authority, officer=gone)
    FOIRequestFactory(authority=manager.authority)

    page = fromstring(client.get(reverse("dashboard")).content)

    (link,) = page.xpath("//*[@data-figure='held_by_nobody']/a")
    assert link.xpath("./strong/text()") == ["2"]
    listed = client.get(link.get("href"))
    assert count_of(listed) == 2
    assert str(held) not in listed.content.decode()
    assert "Has left" in listed.content.decode()


def test_sixteen_queries_make_the_dashboard(
    client, office, manager, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16):
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

    assert len(page.content) < 100_000
    assert "35 teams with less to do are not shown" in page.content.decode()


def test_every_band_leads_to_a_list_by_its_name(client, office):
    page = client.get(reverse("dashboard"))

    bands = {
        parse_qs(urlsplit(url).query).get("band", [""])[0]
        for _, url in numbers_on(page)
    }
    assert set(DueBand.values) - {DueBand.REOPENED} <= bands
