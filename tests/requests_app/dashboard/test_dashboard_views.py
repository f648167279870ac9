"""The dashboard: each number is worked out again slowly, and is that of its list."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from requests_app.calendars.working_days import calendar_for
from requests_app.dashboard import summary
from requests_app.dashboard.counting import count
from requests_app.dashboard.periods import Rate, rates
from requests_app.dashboard.scope import Scope
from requests_app.dashboard.spans import Span, spans_up_to
from requests_app.dashboard.summary import (
    extended_in,
    open_requests,
    reasons_for_lateness,
)
from requests_app.dashboard.waits import waiting_in
from requests_app.dashboard.weeks import months_of
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.jobs.queue import claim, enqueue, mark_failed
from requests_app.lists.dashboard import RESTRICTED, Number
from requests_app.lists.figures import FIGURES
from requests_app.lists.lateness import LateBand
from requests_app.models import FOIRequest, ForecastCheck, StageTime
from requests_app.querysets import DueBand, band_of
from requests_app.workflow import RUNNING_STATES, WAITING_STATES, State
from statute.regimes import Regime
from tests.factories import (
    FOIRequestFactory,
    TeamFactory,
    UserFactory,
)
from tests.requests_app.dashboard.offices import every, make_office

QUERIES = 6
DASHBOARD = reverse("dashboard")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def client(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def office(manager, today):
    make_office(manager.authority, today)
    FOIRequestFactory(
        authority=manager.authority,
        received_on=today - timedelta(days=20),
        due_on=today + timedelta(days=6),
    )
    for state, days in (("answering", 12), ("clearance", 4), ("issued", 1)):
        StageTime.objects.create(
            authority=manager.authority,
            state=state,
            days=days,
            median_days=days,
            requests=40,
        )


@pytest.fixture(params=["authority", "team"])
def scope(request, office, manager):
    if request.param == "authority":
        return Scope(manager)
    counts = Counter(FOIRequest.objects.values_list("team", flat=True))
    del counts[None]
    team = next(
        each.team
        for each in FOIRequest.objects.filter(team=max(counts, key=counts.get))
    )
    return Scope(manager, team)


def count_of(page):
    return int(re.search(r'data-count="(\d+)"', page.content.decode())[1])


def band(each, today):
    return band_of(
        state=each.state, due_on=each.due_on, answered_on=each.answered_on, on=today
    )


def days_late(each, today):
    """Return the working days since a due date, counted one by one."""
    calendar = calendar_for(Regime(each.regime))
    days = (today - each.due_on).days
    return sum(
        calendar.is_working_day(each.due_on + timedelta(days=n + 1))
        for n in range(days)
    )


def numbers_by_band(bands):
    return {each: number.count for each, number in bands}


@pytest.mark.parametrize("of_team", [False, True])
def test_every_number_is_the_number_of_its_list(client, office, manager, of_team):
    manager.named_on.set(FOIRequest.objects.filter(is_restricted=True))
    team = FOIRequest.objects.filter(team__isnull=False).first().team_id
    page = fromstring(client.get(DASHBOARD + (f"?team={team}" * of_team)).content)

    links = page.xpath("//main//*[@data-figure]//a[contains(@href, '/requests/?')]")

    assert len(links) > (40 if of_team else 90)
    answered = page.xpath("//td[@data-title='Answered']")
    assert all(cell.xpath("a") or cell.text_content() == "0" for cell in answered)
    wrong = []
    for link in links:
        number = int(re.search(r"[\d,]+", link.text_content())[0].replace(",", ""))
        listed = count_of(client.get(link.get("href")))
        if number != listed:
            wrong.append((number, listed, link.get("href")))
    assert wrong == []


def test_what_is_open_is_what_looking_at_each_request_gives(scope, today):
    found = open_requests(scope, count(scope, on=today))

    is_open = [each for each in every(scope) if each.closed_on is None]
    assert len(is_open) > 15
    for shown, is_review in ((found.requests, False), (found.reviews, True)):
        of_kind = [each for each in is_open if each.is_review == is_review]
        bands = Counter(band(each, today) for each in of_kind)
        assert numbers_by_band(shown.bands) == {
            each: bands[each] for each in found.bands
        }
        assert shown.total.count == len(of_kind)
    requests = [each for each in is_open if not each.is_review]
    assert found.extended.count == sum(each.extension != "" for each in requests)
    assert found.restricted == sum(each.is_restricted for each in is_open)
    for row in found.states:
        theirs = [each for each in is_open if each.get_state_display() == row.title]
        bands = Counter(band(each, today) for each in theirs if not each.is_review)
        assert numbers_by_band(row.by_band) == {
            each: bands[each] for each in found.bands
        }
        assert row.reviews.count == sum(each.is_review for each in theirs)
    for rows, name in ((found.teams, "team"), (found.officers, "officer")):
        for row in rows:
            theirs = [
                each
                for each in requests
                if (
                    each.is_restricted
                    if row.title == RESTRICTED
                    else not each.is_restricted
                    and str(getattr(each, name) or "")
                    == row.title.replace("No team", "").replace("Unassigned", "")
                )
            ]
            assert row.total.count == len(theirs), row.title


def test_lateness_is_what_counting_days_one_by_one_gives(scope, today):
    found = open_requests(scope, count(scope, on=today))

    late = [
        days_late(each, today)
        for each in every(scope)
        if each.closed_on is None
        and not each.is_review
        and band(each, today) == DueBand.OVERDUE
    ]
    assert late
    assert numbers_by_band(found.late) == {
        LateBand.SOME: sum(days <= 20 for days in late),
        LateBand.MORE: sum(20 < days <= 40 for days in late),
        LateBand.MOST: sum(days > 40 for days in late),
    }


def test_what_is_likely_to_be_late_is_what_counting_days_one_by_one_gives(scope, today):
    found = open_requests(scope, count(scope, on=today))

    needed = dict(StageTime.objects.values_list("state", "days"))
    calendar = calendar_for(Regime.FOIA)
    likely = [
        each
        for each in every(scope)
        if each.state in RUNNING_STATES
        and each.due_on
        and each.due_on >= today
        and not each.is_review
        and each.answered_on is None
        and each.state in needed
        and sum(
            calendar.is_working_day(today + timedelta(days=n + 1))
            for n in range((each.due_on - today).days)
        )
        < needed[each.state]
    ]
    assert found.likely.count == len(likely)
    if scope.team is None:
        assert likely


def test_the_rates_are_what_looking_at_each_request_gives(scope, today):
    found = rates(scope, count(scope, on=today))

    total = 0
    for kind, periods in found.items():
        of_kind = [
            each for each in every(scope) if each.is_review == (kind != "requests")
        ]
        for rate in (rate for each in periods for rate in (each.now, each.before)):
            answered = [
                each.was_in_time
                for each in of_kind
                if each.answered_on
                and each.was_in_time is not None
                and rate.span.first <= each.answered_on <= rate.span.last
            ]
            assert rate.in_time.count == sum(answered)
            assert rate.total == len(answered)
            total += rate.total
    assert total > 5


def test_reasons_and_extensions_are_what_looking_at_each_request_gives(scope, today):
    counted = count(scope, on=today)

    late = reasons_for_lateness(scope, counted)
    extended = extended_in(scope, counted)

    requests = [each for each in every(scope) if not each.is_review]
    reasons = Counter(
        each.get_late_reason_display() or "None recorded"
        for each in requests
        if each.was_in_time is False
        and late.span.first <= each.answered_on <= late.span.last
    )
    assert {each.title: each.number.count for each in late.reasons} == reasons
    assert late.total.count == sum(reasons.values())
    assert [(span, number.count) for span, number in extended] == [
        (
            span,
            sum(
                span.first <= each.extended_on <= span.last
                for each in requests
                if each.extended_on
            ),
        )
        for span in spans_up_to(today)
    ]


def test_the_months_are_what_looking_at_each_request_gives(scope, today):
    months = months_of(scope, count(scope, on=today))

    requests = [each for each in every(scope) if not each.is_review]
    assert len(months) == 12
    assert months[-1].last == today
    for month in months:
        assert month.first.day == 1
        days = range(month.first.toordinal(), month.last.toordinal() + 1)
        received = [each for each in requests if each.received_on.toordinal() in days]
        closed = [
            each
            for each in requests
            if each.closed_on and each.closed_on.toordinal() in days
        ]
        backlog = [
            each
            for each in requests
            if each.received_on <= month.last
            and (each.closed_on is None or each.closed_on > month.last)
        ]
        assert month.received.count == len(received)
        assert month.closed.count == len(closed)
        assert month.backlog == len(backlog)


def test_what_waits_is_what_looking_at_each_request_gives(scope, today):
    found = {
        row.wait.key: (row.requests.count, row.reviews.count, row.since)
        for row in waiting_in(scope, on=today).rows
    }

    is_open = [each for each in every(scope) if each.closed_on is None]

    def expected(waiting, day):
        return (
            sum(not each.is_review for each in waiting),
            sum(each.is_review for each in waiting),
            min(getattr(each, day) for each in waiting),
        )

    received = [each for each in is_open if each.state == State.RECEIVED]
    known = [each for each in is_open if each.state != State.RECEIVED]
    nobody = [each for each in known if each.officer is None]
    gone = [each for each in is_open if each.officer and not each.officer.is_active]
    assert found["registration"] == expected(received, "received_on")
    assert found["officer"] == expected(nobody, "registered_on")
    assert found["able_officer"] == expected(gone, "received_on")
    asked = [each for each in is_open if each.state in WAITING_STATES]
    assert found["requester"][:2] == (
        sum(not each.is_review for each in asked),
        sum(each.is_review for each in asked),
    )


def test_nothing_depends_on_who_looks(scope, today):
    named = UserFactory(roles=["manager"], authority=scope.user.authority)
    named.named_on.set(FOIRequest.objects.filter(is_restricted=True))
    auditor = UserFactory(roles=["auditor"], authority=scope.user.authority)

    first, *others = [
        (
            open_requests(each, counted),
            rates(each, counted),
            reasons_for_lateness(each, counted),
            months_of(each, counted),
            waiting_in(each, on=today).rows,
        )
        for user in (scope.user, named, auditor)
        for each in [Scope(user, scope.team)]
        for counted in [count(each, on=today)]
    ]

    assert all(other == first for other in others)


def test_what_is_restricted_is_counted_under_no_name(client, manager, today):
    secret = FOIRequestFactory(
        authority=manager.authority,
        reference="secret-26",
        is_restricted=True,
        due_on=today,
        officer=UserFactory(authority=manager.authority, last_name="Discreet"),
        team=TeamFactory(authority=manager.authority, name="Secret team"),
    )

    page = client.get(DASHBOARD)

    text = " ".join(fromstring(page.content).xpath("//main")[0].text_content().split())
    assert "Of what is open, 1 is restricted to named people: counted here" in text
    for hidden in ("Discreet", str(secret), secret.subject):
        assert hidden not in text
    (row,) = page.context["open"].officers
    assert (row.title, row.total.count, row.total.url) == (RESTRICTED, 1, "")
    assert [row.title for row in page.context["open"].teams] == [RESTRICTED]


def test_the_figures_of_a_team_are_silent_of_what_is_restricted(client, manager, today):
    team = TeamFactory(authority=manager.authority)
    FOIRequestFactory(
        authority=manager.authority, team=team, is_restricted=True, due_on=today
    )

    page = client.get(f"{DASHBOARD}?team={team.pk}")

    assert page.context["open"].requests.total.count == 0
    assert "leave out requests restricted to named people" in page.content.decode()


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
    counted = count(Scope(manager), on=today)

    found = open_requests(Scope(manager), counted)
    share = rates(Scope(manager), counted)

    assert (found.requests.total.count, found.reviews.total.count) == (0, 1)
    assert share["requests"][0].now.per_cent == "0%"
    assert share["reviews"][0].now.per_cent == "100%"


def test_a_letter_not_given_is_no_answer(manager, today):
    FOIRequestFactory(
        authority=manager.authority, state="issued", due_on=today - timedelta(days=1)
    )
    counted = count(Scope(manager), on=today)

    bands = numbers_by_band(open_requests(Scope(manager), counted).requests.bands)

    assert bands[DueBand.OVERDUE] == 1
    assert rates(Scope(manager), counted)["requests"][0].now.total == 0


def test_a_correction_leaves_the_answer_in_time_and_is_not_overdue(manager, today):
    FOIRequestFactory(
        authority=manager.authority,
        state="answering",
        due_on=today - timedelta(days=3),
        answered_on=today,
        was_in_time=True,
    )
    counted = count(Scope(manager), on=today)

    bands = numbers_by_band(open_requests(Scope(manager), counted).requests.bands)

    assert (bands[DueBand.OVERDUE], bands[DueBand.REOPENED]) == (0, 1)
    assert rates(Scope(manager), counted)["requests"][0].now.per_cent == "100%"


def test_every_figure_of_the_dashboard_is_defined(client, office):
    pages = [
        fromstring(client.get(address).content)
        for address in (DASHBOARD, reverse("over-time"))
    ]
    defined = fromstring(client.get(reverse("figures")).content)

    marked = {key for page in pages for key in page.xpath("//@data-figure")}
    known = {figure.key for figure in FIGURES}
    assert marked <= known
    assert {"open_requests", "waits", "likely", "restricted", "late_reasons"} <= marked
    for page in pages:
        # Every number on the page belongs to a figure.
        numbers = page.xpath(
            "//main//strong | //main//td[contains(@class, '--numeric')]"
            " | //main//*[@class='foi-figure__number']"
        )
        assert numbers
        for number in numbers:
            assert number.xpath("ancestor::*[@data-figure]")
    assert set(defined.xpath("//main//h2/@id")) == known


def test_each_figure_leads_to_its_definition(client, office):
    page = fromstring(client.get(DASHBOARD).content)

    figures = reverse("figures")
    shown = set(page.xpath("//@data-figure")) - {"restricted", "jobs"}
    assert len(shown) > 10
    for key in shown:
        assert page.xpath(f"//main//a[@href='{figures}#{key}']"), key


@pytest.mark.parametrize("role", ["manager", "auditor", "administrator"])
def test_how_figures_are_counted_can_be_read(client, manager, role):
    reader = UserFactory(roles=[role], authority=manager.authority)
    client.force_login(reader, backend="accounts.backends.RoleBackend")

    assert client.get(reverse("figures")).status_code == 200


def test_the_target_is_that_of_the_authority(client, manager, today):
    for days in (0, 0, 0, 0, 0, 0, 0, 0, 0, -1):
        FOIRequestFactory(
            authority=manager.authority,
            state="answered",
            closed_on=today,
            due_on=today + timedelta(days=days),
        )

    def page():
        return " ".join(client.get(DASHBOARD).content.decode().split())

    assert "the target is 90%" in page()
    assert "90%, on target" in page()
    manager.authority.answer_target = 95
    manager.authority.save()
    assert "the target is 95%" in page()
    assert "90%, below target" in page()


@pytest.mark.parametrize(
    ("in_time", "late", "words"),
    [
        (0, 0, ""),
        (3, 0, "100%"),
        (1999, 1, "99.9%"),
        (2, 1, "66.7%"),
        (3, 4, "42.9%"),
        (0, 5, "0%"),
    ],
)
def test_a_share_is_rounded_to_a_decimal_and_to_all_only_where_all_are(
    manager, today, in_time, late, words
):
    for number, due_on in ((in_time, today), (late, today - timedelta(days=1))):
        FOIRequest.objects.bulk_create(
            FOIRequestFactory.build(
                authority=manager.authority,
                state="answered",
                closed_on=today,
                due_on=due_on,
            )
            for _ in range(number)
        )

    found = rates(Scope(manager), count(Scope(manager), on=today))

    assert found["requests"][0].now.per_cent == words


@pytest.mark.parametrize(
    ("in_time", "target", "words"),
    [
        (8996, 90, "89.9%"),
        (8996, 95, "90%"),
        (8994, 90, "89.9%"),
        (9000, 90, "90%"),
        (9004, 90, "90%"),
        (9005, 90, "90.1%"),
        (9999, 90, "99.9%"),
    ],
)
def test_a_share_below_the_target_is_never_shown_as_the_target(
    today, in_time, target, words
):
    rate = Rate(
        Span("Today", today, today),
        in_time=Number(in_time),
        late=Number(10_000 - in_time),
        answered=Number(10_000),
        target=target,
    )

    assert rate.per_cent == words


@pytest.mark.parametrize(
    ("on", "firsts"),
    [
        (date(2026, 3, 31), [(2026, 3), (2026, 1), (2026, 1), (2025, 4)]),
        (date(2026, 4, 1), [(2026, 4), (2026, 4), (2026, 1), (2026, 4)]),
        (date(2028, 2, 29), [(2028, 2), (2028, 1), (2028, 1), (2027, 4)]),
        (date(2026, 12, 31), [(2026, 12), (2026, 10), (2026, 1), (2026, 4)]),
    ],
)
def test_a_period_begins_on_the_first_of_its_month(manager, on, firsts):
    spans = list(spans_up_to(on))
    for year in (on.year, on.year - 1):
        FOIRequestFactory(
            authority=manager.authority,
            state="answered",
            received_on=date(year, 1, 2),
            closed_on=date(year, on.month, min(on.day, 28)),
            due_on=date(year, 12, 31),
        )

    found = rates(Scope(manager), count(Scope(manager), on=on))["requests"]

    assert [span.first for span in spans] == [date(*first, 1) for first in firsts]
    assert {each.before.span.last.year for each in found} == {on.year - 1}
    assert {(each.now.total, each.before.total) for each in found[:3]} == {(1, 1)}


def test_officers_with_most_to_do_are_shown_and_the_rest_counted(
    manager, today, monkeypatch
):
    monkeypatch.setattr(summary, "MOST_ROWS", 2)
    for requests in (1, 2, 3):
        someone = UserFactory(
            roles=["officer"], authority=manager.authority, last_name=f"{requests}"
        )
        for _ in range(requests):
            FOIRequestFactory(
                authority=manager.authority, officer=someone, due_on=today
            )

    found = open_requests(Scope(manager), count(Scope(manager), on=today))

    assert [row.total.count for row in found.officers] == [3, 2]
    assert found.officers_left_out == 1


def test_the_dashboard_of_an_empty_office_says_so(client, manager):
    text = " ".join(client.get(DASHBOARD).content.decode().split())

    assert "No requests are open." in text
    assert "No internal review is open." in text
    assert "None answered" in text
    assert "No request is open, so none waits." in text
    assert "Not worked out yet: this is done each night." in text
    assert "No jobs need attention" in text


def test_how_right_the_forecast_was_stands_beside_a_simpler_one(
    client, office, manager, today
):
    ForecastCheck.objects.create(
        authority=manager.authority,
        learned_on=today,
        first_on=date(2026, 7, 1),
        last_on=date(2026, 9, 30),
        forecast=172,
        late=85,
        both=31,
        soon=60,
        soon_both=20,
    )

    page = fromstring(client.get(DASHBOARD).content)

    said = " ".join(page.xpath("//*[@id='part-likely']")[0].text_content().split())
    assert (
        "1 July 2026 to 30 September 2026, looking each Monday: of 172 forecast to be "
        "late, 31 were (18%); of 85 that were late, 31 had been forecast (36.5%)."
    ) in said
    assert (
        "“Due within 5 working days and not in clearance” would have had: of 60 "
        "forecast to be late, 20 were (33.3%); of 85 that were late, 20 had been "
        "forecast (23.5%)."
    ) in said
    assert "whole authority" not in said


def test_a_team_is_told_that_the_forecast_is_of_the_authority(client, office, manager):
    team = TeamFactory(authority=manager.authority)

    said = client.get(f"{DASHBOARD}?team={team.pk}").content.decode()

    assert "are those of the whole authority" in said


def test_too_few_requests_are_said_once_figures_were_worked_out(client, manager, today):
    ForecastCheck.objects.create(
        authority=manager.authority,
        learned_on=today,
        first_on=today,
        last_on=today,
        late=0,
    )

    text = client.get(DASHBOARD).content.decode()

    assert "Too few requests were answered here so far" in text
    assert "Not worked out yet" not in text


def test_jobs_needing_attention_are_counted_and_lead_to_their_page(client, manager):
    foi_request = FOIRequestFactory(authority=manager.authority)
    enqueue(kind=SEND_EMAIL, idempotency_key="a", payload={}, foi_request=foi_request)
    mark_failed(job=claim(kind=SEND_EMAIL), error="?", may_have_happened=True)

    page = client.get(DASHBOARD)

    assert page.context["waiting"].jobs == 1
    assert reverse("jobs").encode() in page.content


def test_requests_held_by_nobody_are_counted_and_listed(client, manager):
    gone = UserFactory(roles=["officer"], authority=manager.authority, is_active=False)
    held = FOIRequestFactory(authority=manager.authority, officer=manager)
    FOIRequestFactory(authority=manager.authority, officer=gone)
    FOIRequestFactory(authority=manager.authority)

    page = fromstring(client.get(DASHBOARD).content)

    for key, says in (("able_officer", "Has left"), ("officer", "Unassigned")):
        (link,) = page.xpath(f"//*[@id='waits-{key}']//a")
        assert link.text == "1"
        listed = client.get(link.get("href"))
        assert count_of(listed) == 1
        assert str(held) not in listed.content.decode()
        assert says in listed.content.decode()


def test_an_officer_who_has_left_is_marked(client, manager, today):
    for name, is_active in (("Stayer", True), ("Leaver", False)):
        someone = UserFactory(
            roles=["officer"],
            authority=manager.authority,
            first_name="Pat",
            last_name=name,
            is_active=is_active,
        )
        FOIRequestFactory(
            authority=manager.authority,
            officer=someone,
            due_on=today,
            received_on=today,
        )

    for address, figure in ((DASHBOARD, "by_officer"), (reverse("over-time"), "load")):
        page = fromstring(client.get(address).content)
        names = page.xpath(f"//*[@data-figure='{figure}']/tbody//th")
        assert sorted(" ".join(name.text_content().split()) for name in names) == [
            "Pat Leaver Has left",
            "Pat Stayer",
        ]


def test_the_queries_are_few_whatever_the_rows(
    client, manager, today, django_assert_num_queries
):
    client.get(DASHBOARD)
    with django_assert_num_queries(QUERIES):
        client.get(DASHBOARD)
    make_office(manager.authority, today)
    with django_assert_num_queries(QUERIES):
        client.get(DASHBOARD)


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

    page = client.get(DASHBOARD)

    assert len(page.content) < 100_000
    assert "50 teams with less to do are not shown" in page.content.decode()


def test_an_open_page_asks_for_the_parts_alone(client, office):
    whole = fromstring(client.get(DASHBOARD).content)
    parts = client.get(DASHBOARD, headers={"HX-Request": "true"})

    found = fromstring(f"<div>{parts.content.decode()}</div>")
    names = found.xpath("//section/@data-part")
    assert names == whole.xpath("//section/@data-part")
    assert len(names) == len(set(names)) > 5
    assert b"<html" not in parts.content


@pytest.mark.parametrize("wanted", ["x", "-1", "9" * 40, "0", "1 OR 1=1"])
def test_an_unknown_team_means_the_authority(client, manager, wanted):
    page = client.get(DASHBOARD, {"team": wanted})

    assert page.status_code == 200
    assert page.context["scope"].team is None


def test_my_team_is_offered_and_kept_in_the_address(client, manager):
    team = TeamFactory(authority=manager.authority, name="Traffic")
    manager.team = team
    manager.save()

    offered = client.get(DASHBOARD).content.decode()
    page = client.get(f"{DASHBOARD}?team=me")

    assert f"{DASHBOARD}?team=me" in offered
    assert "Traffic (my team)" in offered
    assert page.context["scope"].team == team
    assert f'hx-get="{DASHBOARD}?team={team.pk}"' in page.content.decode()
