"""Counting: identities, past days, percentages, and the same number in each list."""

import random
from datetime import date, timedelta

import pytest

from requests_app.models import FOIRequest, HistoryEntry
from requests_app.workflow import CLOSED_STATES, WAITING_STATES, State
from returns.counting import TOTAL, count, requests_of
from returns.figures import Figure, percent
from returns.population import Period
from returns.reports import COUNT, reports
from tests.factories import AuthorityFactory, FOIRequestFactory

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), date(2026, 5, 1), date(2026, 5, 1))
REPORTS = list(reports().values())


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


def test_the_figures_published_for_july_to_september_2024_round_as_published():
    """Cabinet Office, July to September 2024: 4,985 requests withheld."""
    withheld, cost, procedural = 4985, 1346, 150

    assert percent(cost, withheld) == 27
    assert percent(procedural, withheld) == 3
    assert percent(withheld - cost - procedural, withheld) == 70
    assert percent(3531, 13078) == 27
    assert percent(3270, 13078) == 25


@pytest.fixture
def office(db):
    """Make an office with requests and reviews of every state."""
    chance = random.Random(5)  # noqa: S311 - the same office each time
    authority = AuthorityFactory()
    original = FOIRequestFactory(authority=authority, received_on=date(2025, 2, 3))
    for number in range(140):
        state = chance.choice(list(State))
        received_on = date(2025, 12, 20) + timedelta(days=chance.randint(0, 110))
        due_on = received_on + timedelta(days=28)
        closed_on = received_on + timedelta(days=chance.randint(0, 45))
        is_answered = state == State.ANSWERED
        FOIRequestFactory(
            authority=authority,
            state=state,
            regime=chance.choice(["FOIA", "EIR", "FOISA", "EISR"]),
            channel=chance.choice(["email", "post"]),
            received_on=received_on,
            due_on=None if state in WAITING_STATES else due_on,
            closed_on=closed_on if state in CLOSED_STATES else None,
            answered_on=closed_on if is_answered else None,
            was_in_time=closed_on <= due_on if is_answered else None,
            is_restricted=not number % 7,
            review_of=original if not number % 9 else None,
        )
    return authority


@pytest.mark.parametrize("report", REPORTS, ids=lambda each: each.key)
def test_the_sums_of_a_return_hold_in_every_column(report, office):
    table = count(report, office, PERIOD)

    for left, right in report.identities:
        for column in table.columns:
            assert sum(table.figures[key][column].value for key in left) == sum(
                table.figures[key][column].value for key in right
            ), (left, right)


@pytest.mark.parametrize("report", REPORTS, ids=lambda each: each.key)
def test_every_figure_is_the_length_of_its_list(report, office):
    table = count(report, office, PERIOD)
    every = FOIRequest.objects.filter(authority=office)
    # The first rows and columns of long returns: all have the same making.
    for row in [row for row in report.rows if row.kind == COUNT][:45]:
        for column in list(table.columns)[:4]:
            found = requests_of(report, row, column, every, PERIOD, authority=office)
            assert found.count() == table.figures[row.key][column].value


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
        and not each.was_in_time
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
