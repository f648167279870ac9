"""Counting: identities, past days, percentages, and the same number in each list."""

import random
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from lxml.html import fromstring

from requests_app.models import FOIRequest, HistoryEntry, RequesterType
from requests_app.workflow import CLOSED_STATES, WAITING_STATES, State
from responses.models import ReviewedProvision, ReviewPoint
from responses.models.advice import AdviceSource
from returns.building import Definition
from returns.counting import TOTAL, count, requests_of
from returns.figures import Figure, percent
from returns.finding import find_report
from returns.population import Period
from returns.reports import COUNT, PERCENT, reports
from tests.factories import (
    AdviceFactory,
    AuthorityFactory,
    FOIRequestFactory,
    TeamFactory,
)

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), date(2026, 5, 1), date(2026, 5, 1))
REPORTS = list(reports().values())
# Those that count requests; the others measure time and have tests of their own.
COUNTED = [each for each in REPORTS if not each.counted_by]


@pytest.mark.parametrize(
    ("numerator", "denominator", "whole"),
    [
        (1, 2, 50),
        (1, 8, 13),  # 12.5
        (3, 8, 38),  # 37.5
        (1, 3, 33),
        (2, 3, 67),
        (1, 200, 1),  # 0.5
        (0, 7, 0),
        (7, 7, 100),
        (5, 0, None),
    ],
)
def test_percentages_are_whole_and_halves_go_up(numerator, denominator, whole):
    assert percent(numerator, denominator) == whole


@pytest.fixture
def office(manager):
    """Make an office with requests and reviews of every state and fact over a year."""
    chance = random.Random(5)  # noqa: S311 - the same office each time
    authority = manager.authority
    teams = [TeamFactory(authority=authority) for _ in range(3)]
    types = [
        RequesterType.objects.create(authority=authority, name=name)
        for name in ("Journalist", "Business")
    ]
    for number in range(240):
        made = FOIRequestFactory(
            authority=authority,
            is_restricted=not number % 7,
            team=chance.choice([None, *teams]),
            requester_type=chance.choice([None, *types]),
            is_routine=chance.random() < 0.1,
            **story(chance, teams),
        )
        if not number % 5:
            review(chance, made, manager)
    return authority


def story(chance, teams):
    """Return the fields of a request that agree with each other."""
    state = chance.choice([*State, *[State.ANSWERED] * 12])
    received_on = date(2025, 4, 1) + timedelta(days=chance.randrange(390))
    original_due_on = due_on = received_on + timedelta(days=28)
    regime = chance.choice(["FOIA", "EIR", "FOISA", "EISR"])
    fields = {
        "state": state,
        "regime": regime,
        "channel": chance.choice(["email", "post"]),
        "received_on": received_on,
    }
    if chance.random() < 0.3:
        due_on = original_due_on + timedelta(days=28)
        fields |= {
            "extension": chance.choice(["public_interest", "complex"]),
            "extended_on": received_on + timedelta(days=chance.randrange(5, 28)),
            "original_due_on": original_due_on,
        }
    fields["due_on"] = None if state in WAITING_STATES else due_on
    closed_on = min(received_on + timedelta(days=chance.randrange(0, 70)), PERIOD.on)
    if state in CLOSED_STATES:
        fields["closed_on"] = closed_on
    if state == State.ANSWERED:
        is_in_time = chance.choice([closed_on <= due_on, closed_on <= due_on, None])
        outcome, reason, provisions = chance.choice(ANSWERS)
        fields |= {
            "answered_on": closed_on,
            "was_in_time": is_in_time,
            "days_taken": chance.choice([None, (closed_on - received_on).days]),
            "outcome": outcome,
            "refusal_reason": reason,
            "provisions": [f"{regime} {each}" for each in provisions],
        }
        if is_in_time is False and chance.random() < 0.7:
            fields["late_reason"] = chance.choice(FOIRequest.LateReason.values)
            fields["late_team"] = chance.choice([None, *teams])
    return fields


# Provisions of no law in particular: a return counts what is cited.
ANSWERS = [
    ("granted", "", []),
    ("granted", "", ["40"]),
    ("partly_refused", "exemption", ["31", "31(1)(a)", "12(4)(b)"]),
    ("refused", "exemption", ["12(5)(e)", "43(2)"]),
    ("refused", "cost", ["12"]),
    ("refused", "vexatious", ["14(1)"]),
    ("refused", "repeated", ["14(2)"]),
    ("refused", "ncnd", ["40(5B)"]),
    ("refused", "clarification", []),
    ("accessible", "accessible", ["21"]),
    ("not_held", "", ["12(4)(a)"]),
    ("advice", "", []),
    ("to_follow", "", []),
    ("", "", []),
]


def review(chance, foi_request, by):
    """Make a review of a request, in any state, with some points decided."""
    received_on = min(
        foi_request.received_on + timedelta(days=chance.randrange(30)), PERIOD.on
    )
    is_given = chance.random() < 0.6
    on = min(received_on + timedelta(days=chance.randrange(70)), PERIOD.on)
    made = FOIRequestFactory(
        authority=foi_request.authority,
        review_of=foi_request,
        is_restricted=foi_request.is_restricted,
        received_on=received_on,
        state="answered" if is_given else chance.choice(["answering", "withdrawn"]),
        due_on=received_on + timedelta(days=28),
        days_taken=(on - received_on).days if is_given else None,
        **{"closed_on": on, "answered_on": on} if is_given else {},
    )
    for provision in chance.sample(["FOIA 40(2)", "FOIA 40(1)", "EIR 13(1)"], 2):
        fate = chance.choice(ReviewedProvision.Fate.values)
        made.reviewed_provisions.create(provision=provision, fate=fate)
    for place in range(chance.randrange(3)):
        question = made.questions.create(text="?", kind="question", order=place)
        ReviewPoint.objects.create(
            review=made,
            question=question,
            decision=chance.choice(ReviewPoint.Decision.values),
            updated_by=by,
        )


# A quarter counted today, a quarter at a day that is past, and a year.
PERIODS = {
    "quarter": PERIOD,
    "past": Period(
        date(2025, 10, 1), date(2025, 12, 31), date(2026, 1, 31), date(2026, 6, 1)
    ),
    "year": Period(
        date(2025, 4, 1), date(2026, 3, 31), date(2026, 6, 1), date(2026, 6, 1)
    ),
}


@pytest.mark.parametrize("period", PERIODS.values(), ids=PERIODS)
@pytest.mark.parametrize("report", COUNTED, ids=lambda each: each.key)
def test_the_sums_of_a_return_hold_in_every_column(report, period, office):
    table = count(report, office, period)

    for left, right in report.identities:
        for column in table.columns:
            assert sum(table.figures[key][column].value for key in left) == sum(
                table.figures[key][column].value for key in right
            ), (left, right, column)
    for row in table.report.rows:
        if report.has_total and row.kind == COUNT:
            figures = table.figures[row.key]
            parts = [figures[key].value for key in table.columns if key != TOTAL]
            assert sum(parts) == figures[TOTAL].value, row.key


def test_every_return_but_those_of_one_count_has_sums_that_must_hold():
    without = {each.key for each in COUNTED if not each.identities}

    # The columns of the first two add up: `has_total`. A review is of several sections.
    assert without == {"requesters", "provisions", "reviewed"}


@pytest.mark.parametrize("period", PERIODS.values(), ids=PERIODS)
@pytest.mark.parametrize("report", COUNTED, ids=lambda each: each.key)
def test_every_figure_is_the_length_of_its_list(report, period, office):
    table = count(report, office, period)
    every = FOIRequest.objects.filter(authority=office)
    for place, row in enumerate(table.report.rows):
        if row.kind not in {COUNT, PERCENT}:
            continue
        for column in table.columns:
            figure = table.figures[row.key][column]
            number = figure.numerator if row.kind == PERCENT else figure.value
            # Of zeros, a few: a long return has hundreds.
            if number or place % 10 == 0:
                found = requests_of(
                    report, row, column, every, period, authority=office
                )
                assert found.count() == number, (row.key, column)


@pytest.mark.parametrize("key", [each.key for each in REPORTS])
def test_each_link_leads_to_its_figure_with_the_restricted_counted_and_not_shown(
    key, client, manager, office
):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    days = {"first": "2025-10-01", "last": "2026-03-31", "on": "2026-06-01"}
    page = client.get(reverse("return", kwargs={"key": key}), days)
    links = fromstring(page.content).findall(".//td/a")
    restricted = set(FOIRequest.objects.filter(is_restricted=True).values_list("pk"))
    hidden = 0

    # Some twenty links from all over the table.
    for link in links[:: 1 + len(links) // 20]:
        listed = client.get(link.get("href")).context

        words = link.text_content().split()
        # "27% (3 of 11) requests: …" counts the 3.
        number = words[1].strip("(") if words[0].endswith("%") else words[0]
        assert listed["counted"] == int(number), link.text_content()
        assert len(listed["page"]) + listed["not_listed"] >= min(int(number), 50)
        assert not {(each.pk,) for each in listed["page"]} & restricted
        hidden += listed["not_listed"]
    # Time told, questions put and requests alike: this office has none.
    assert hidden or key in {"stages", "departments", "hours", "alike"}


def test_received_and_answered_are_what_a_plain_count_says(office):
    table = count(reports()["s45"], office, PERIOD)
    rows = [
        each
        for each in FOIRequest.objects.filter(authority=office, review_of=None)
        if PERIOD.first <= each.received_on <= PERIOD.last
    ]

    assert table.figures["received"][TOTAL] == Figure(len(rows))
    assert table.figures["processed"][TOTAL].value == sum(
        each.answered_on is not None and each.answered_on <= PERIOD.on for each in rows
    )
    assert table.figures["late"][TOTAL].value == sum(
        each.answered_on is not None
        and each.answered_on <= PERIOD.on
        and each.was_in_time is False
        for each in rows
    )


def test_another_authority_is_not_counted(office):
    FOIRequestFactory(received_on=date(2026, 2, 2), state="answered")

    table = count(reports()["police"], AuthorityFactory(), PERIOD)

    assert table.figures["received"]["all"].value == 0


def entry(foi_request, on, before, after):
    return HistoryEntry.objects.create(
        foi_request=foi_request,
        kind="clarification_sought",
        on=on,
        changes={"state": [before, after]},
    )


@pytest.mark.django_db
def test_a_past_day_has_the_states_of_that_day():
    authority = AuthorityFactory()
    held = FOIRequestFactory(
        authority=authority, state="clearance", received_on=date(2026, 1, 5)
    )
    entry(held, date(2026, 1, 20), "answering", "awaiting_clarification")
    entry(held, date(2026, 2, 20), "awaiting_clarification", "answering")
    entry(held, date(2026, 2, 22), "answering", "clearance")
    lapsed = FOIRequestFactory(
        authority=authority,
        state="lapsed",
        received_on=date(2026, 1, 6),
        closed_on=date(2026, 2, 25),
    )
    entry(lapsed, date(2026, 2, 25), "awaiting_fee", "lapsed")

    def counted(on):
        period = Period(date(2026, 1, 1), date(2026, 1, 31), on, date(2026, 5, 1))
        figures = count(reports()["s45"], authority, period).figures
        names = ("open_running", "stopped_clock", "closed_otherwise")
        return [figures[name][TOTAL].value for name in names]

    assert counted(date(2026, 2, 10)) == [0, 2, 0]
    assert counted(date(2026, 2, 20)) == [1, 1, 0]
    assert counted(date(2026, 2, 25)) == [1, 0, 1]
    assert counted(date(2026, 5, 1)) == [1, 0, 1]


@pytest.mark.django_db
def test_an_answer_counts_from_the_day_it_was_given():
    authority = AuthorityFactory()
    FOIRequestFactory(
        authority=authority,
        state="answered",
        received_on=date(2026, 1, 5),
        due_on=date(2026, 2, 2),
        closed_on=date(2026, 2, 12),
        answered_on=date(2026, 2, 12),
        was_in_time=False,
    )

    def counted(on):
        period = Period(date(2026, 1, 1), date(2026, 1, 31), on, date(2026, 5, 1))
        figures = count(reports()["police"], authority, period).figures
        return [figures[name]["all"].value for name in ("open_overdue", "closed_late")]

    assert counted(date(2026, 2, 2)) == [0, 0]
    assert counted(date(2026, 2, 11)) == [1, 0]
    assert counted(date(2026, 2, 12)) == [0, 1]


# Those of regulators and of the section 45 Code, which a quarter must not slow down.
NINE = ["co-time", "co-outcome", "co-exempt", "co-review", "s45", "scottish", "police",
        "requesters", "lateness"]  # fmt: skip


@pytest.mark.parametrize("key", NINE)
@pytest.mark.django_db
def test_the_facts_of_a_return_are_all_in_its_index(key, django_assert_max_num_queries):
    """Then PostgreSQL reads a quarter from the index, not from a million rows."""
    (index,) = [
        each
        for each in FOIRequest._meta.indexes
        if each.name == "foirequest_for_returns"
    ]
    column_of = {field.name: field.column for field in FOIRequest._meta.concrete_fields}
    indexed = {column_of[name] for name in (*index.fields, *index.include)}

    with django_assert_max_num_queries(7) as captured:
        count(reports()[key], AuthorityFactory(), PERIOD)

    read = [
        set(re.findall(r'"requests_app_foirequest"\."(\w+)"', each["sql"]))
        for each in captured
        if '"review_of_id" IS NULL' in each["sql"] and '"provisions"' not in each["sql"]
    ]
    assert all(columns - {"review_of_id"} <= indexed for columns in read), read
    assert read or key == "co-review"


@pytest.mark.django_db
def test_a_section_counts_from_the_day_of_the_answer():
    authority = AuthorityFactory()
    FOIRequestFactory(
        authority=authority,
        state="answered",
        received_on=date(2026, 1, 5),
        answered_on=date(2026, 2, 12),
        closed_on=date(2026, 2, 12),
        provisions=["FOIA 40(2)"],
    )
    every = FOIRequest.objects.filter(authority=authority)

    def counted(on):
        period = Period(date(2026, 1, 1), date(2026, 1, 31), on, date(2026, 5, 1))
        report = find_report("table", authority, period, Definition("section"))
        row = report.row("section-FOIA 40")
        found = requests_of(report, row, "all", every, period, authority=authority)
        figure = count(report, authority, period).figures[row.key]["all"]
        return figure.value, found.count()

    assert counted(date(2026, 2, 11)) == (0, 0)
    assert counted(date(2026, 2, 12)) == (1, 1)


@pytest.mark.django_db
def test_the_police_return_says_how_late_open_requests_are(manager):
    on = PERIOD.on  # Friday 1 May 2026
    for due_on in (
        *(date(2026, 4, 30), date(2026, 4, 1)),  # 1 and 20 working days late
        *(date(2026, 3, 31), date(2026, 3, 3)),  # 21 and 40, but for three holidays
        date(2026, 3, 2),  # 41
        on,
    ):
        FOIRequestFactory(
            authority=manager.authority, received_on=date(2026, 1, 6), due_on=due_on
        )
    referred = FOIRequest.objects.order_by("pk")[0]
    AdviceFactory(foi_request=referred, source=AdviceSource.REFERRAL_UNIT)
    AdviceFactory(foi_request=FOIRequest.objects.order_by("pk")[1])
    AdviceFactory(
        foi_request=FOIRequest.objects.order_by("pk")[2],
        source=AdviceSource.REFERRAL_UNIT,
        sent_on=on + timedelta(1),
        wanted_by=on + timedelta(9),
        received_on=on + timedelta(3),
    )

    figures = count(reports()["police"], manager.authority, PERIOD).figures
    keys = ("overdue_20", "overdue_40", "overdue_over_40", "open_overdue", "referred")

    assert [figures[key]["all"].value for key in keys] == [2, 2, 1, 5, 1]
