"""Time by stage: as counted by hand, and as a slow count day by day finds."""

import random
from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import quantiles

import pytest

from requests_app.models import Enquiry, FOIRequest, HistoryEntry
from returns.counting import count, requests_of
from returns.population import Period
from returns.reports import reports
from tests.factories import (
    AuthorityFactory,
    DepartmentFactory,
    FOIRequestFactory,
    UserFactory,
)

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), date(2026, 6, 1), date(2026, 6, 1))
STAGES = reports()["stages"]
# Of the whole United Kingdom: St Patrick's Day is one of Northern Ireland.
HOLIDAYS = {
    date(2026, 1, 1),
    date(2026, 3, 17),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
}


def answered(authority, received_on, answered_on, *moves, **fields):
    made = FOIRequestFactory(
        authority=authority,
        state="answered",
        received_on=received_on,
        answered_on=answered_on,
        closed_on=answered_on,
        **fields,
    )
    before = "received"
    for on, state in moves:
        HistoryEntry.objects.create(
            foi_request=made, kind="issued", on=on, changes={"state": [before, state]}
        )
        before = state
    return made


def ask(foi_request, asked_on, replied_on=None, **fields):
    officer = UserFactory(authority=foi_request.authority)
    return Enquiry.objects.create(
        foi_request=foi_request,
        department=DepartmentFactory(authority=foi_request.authority),
        asked_by=officer,
        asked_on=asked_on,
        wanted_by=asked_on + timedelta(days=7),
        replied_on=replied_on,
        **fields,
    )


def days_of(authority, period=PERIOD):
    figures = count(STAGES, authority, period).figures
    return {key: row["days"].value for key, row in figures.items()}


@pytest.mark.django_db
def test_the_stages_of_a_request_are_as_counted_by_hand():
    authority = AuthorityFactory()
    made = answered(
        authority,
        date(2026, 2, 2),  # Monday
        date(2026, 3, 9),
        (date(2026, 2, 3), "answering"),  # 1 day to be registered
        (date(2026, 2, 5), "awaiting_clarification"),  # 2 drafting
        (date(2026, 2, 12), "answering"),  # 5 with the requester
        (date(2026, 2, 27), "clearance"),  # 11, of which 6 with departments
        (date(2026, 3, 3), "answering"),  # 2 in clearance
        (date(2026, 3, 4), "clearance"),  # 1 drafting
        (date(2026, 3, 6), "cleared"),  # 2 in clearance
        (date(2026, 3, 6), "issued"),
        (date(2026, 3, 9), "answered"),  # 1 to be sent
    )
    # From 13 to 19 February: Friday 13 not counted, 16 to 19 are 4.
    ask(made, date(2026, 2, 13), date(2026, 2, 19))
    # Overlaps, and goes on for 20 and 23 February.
    ask(made, date(2026, 2, 17), date(2026, 2, 23))
    # Asked while the request was in clearance only.
    ask(made, date(2026, 3, 5), date(2026, 3, 6))

    assert days_of(authority) == {
        "whole": 25,
        "received": 1,
        "clarification": 5,
        "fee": 0,
        "departments": 6,
        "drafting": 8,
        "clearance": 4,
        "issue": 1,
        "closed": 0,
        "unknown": None,
    }


@pytest.mark.django_db
def test_what_happened_after_the_answer_does_not_count():
    authority = AuthorityFactory()
    answered(
        authority,
        date(2026, 2, 2),
        date(2026, 2, 6),
        (date(2026, 2, 2), "answering"),
        (date(2026, 2, 6), "answered"),
        (date(2026, 3, 2), "answering"),
        (date(2026, 3, 20), "answered"),
    )
    answered(authority, date(2026, 2, 2), date(2026, 2, 10))

    figures = count(STAGES, authority, PERIOD).figures

    assert figures["whole"]["days"].value == 4
    assert figures["closed"]["requests"].value == 0
    assert figures["unknown"]["requests"].value == 1


def simulated(authority):
    chance = random.Random(3)  # noqa: S311 - the same office each time
    for number in range(60):
        on = date(2026, 1, 5) + timedelta(days=chance.randrange(60))
        made_on, moves = on, []
        for state in ("answering", "awaiting_clarification", "answering", "clearance",
                      "answering", "clearance", "cleared", "issued"):  # fmt: skip
            on += timedelta(days=chance.choice([0, 0, 1, 2, 4, 9]))
            moves.append((on, state))
        on += timedelta(days=chance.randrange(3))
        made = answered(
            authority, made_on, on, *moves, (on, "answered"), is_restricted=number < 9
        )
        for _ in range(chance.randrange(4)):
            asked_on = made_on + timedelta(days=chance.randrange(30))
            later = asked_on + timedelta(days=chance.randrange(14))
            ask(made, asked_on, chance.choice([None, later]))


def by_hand(foi_request):
    """Walk through the days of a request; each working day is in one stage."""
    moves = [
        (entry.on, entry.changes["state"][1])
        for entry in foi_request.history.order_by("on", "pk")
    ]
    enquiries = list(foi_request.enquiries.all())
    # What the request was in, if only for a part of a day.
    found = Counter()
    day = foi_request.received_on
    while day <= foi_request.answered_on:
        # The state at the beginning of the day: it gets the day.
        state = next((s for on, s in reversed(moves) if on < day), "received")
        is_asked = any(
            each.asked_on < day <= (each.replied_on or foi_request.answered_on)
            for each in enquiries
        )
        is_working = day.weekday() < 5 and day not in HOLIDAYS
        if day > foi_request.received_on and is_working:
            stage = {
                "awaiting_clarification": "clarification",
                "answering": "departments" if is_asked else "drafting",
                "cleared": "issue",
                "issued": "issue",
            }.get(state, state)
            found[stage] += 1
        day += timedelta(days=1)
    return found


@pytest.mark.django_db
def test_a_slow_count_day_by_day_finds_the_same():
    authority = AuthorityFactory()
    simulated(authority)
    slow = defaultdict(int)
    wholes = []
    for each in FOIRequest.objects.filter(authority=authority):
        found = by_hand(each)
        wholes.append(found.total())
        for stage, days in found.items():
            slow[stage] += days

    figures = count(STAGES, authority, PERIOD).figures
    quick = {key: row["days"].value for key, row in figures.items()}

    assert {key: quick[key] for key in slow} == slow
    assert sum(quick[key] or 0 for key in quick if key != "whole") == quick["whole"]
    assert quick["whole"] == sum(wholes)
    lower, median, upper = quantiles(wholes, n=4, method="inclusive")
    whole = figures["whole"]
    assert whole["lower"].value == lower
    assert whole["median"].value == median
    assert whole["upper"].value == upper
    assert sum(
        row["share"].numerator or 0 for key, row in figures.items() if key != "whole"
    ) == (whole["share"].numerator)


@pytest.mark.django_db
def test_each_number_of_requests_is_the_length_of_its_list():
    authority = AuthorityFactory()
    simulated(authority)
    answered(authority, date(2026, 2, 2), date(2026, 2, 10))
    every = FOIRequest.objects.filter(authority=authority)

    figures = count(STAGES, authority, PERIOD).figures

    for row in STAGES.rows:
        found = requests_of(STAGES, row, "requests", every, PERIOD, authority=authority)
        assert found.count() == figures[row.key]["requests"].value, row.key
    assert figures["clearance"]["requests"].value == 60


@pytest.mark.django_db
def test_a_past_day_has_only_what_was_answered_by_then():
    authority = AuthorityFactory()
    answered(
        authority, date(2026, 2, 2), date(2026, 4, 20), (date(2026, 2, 4), "answering")
    )
    past = Period(PERIOD.first, PERIOD.last, date(2026, 4, 17), PERIOD.today)

    assert days_of(authority, past)["whole"] == 0
    assert days_of(authority)["whole"] == 52
