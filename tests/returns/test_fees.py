"""Fees, appeals, reviews of silence and clarification, as counted by hand."""

from datetime import date

import pytest

from requests_app.clock.events import receive_fee, request_fee
from requests_app.models import ClockEvent, FOIRequest
from returns.counting import count, requests_of
from returns.document import in_words
from returns.finding import find_report
from returns.population import Period
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory

ON = date(2026, 6, 1)
PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), ON, ON)
NOTICE, PAID = date(2026, 3, 9), date(2026, 3, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    return AuthorityFactory(is_scottish=True)


@pytest.fixture
def officer(authority):
    return UserFactory(roles=["officer"], authority=authority)


def made(authority, **fields):
    return FOIRequestFactory(authority=authority, **{"regime": "FOISA", **fields})


def charge(foi_request, officer, pence, *, paid_on=None):
    told = {"by": officer, "today": ON}
    request_fee(foi_request=foi_request, amount_pence=pence, on=NOTICE, **told)
    if paid_on:
        receive_fee(foi_request=foi_request, on=paid_on, **told)


def figures_of(key, authority, period=PERIOD):
    report = find_report(key, authority, period)
    return report, count(report, authority, period).figures


def test_fees_are_as_added_up_by_hand(authority, officer):
    charge(made(authority), officer, 4_550, paid_on=PAID)
    charge(made(authority), officer, 10_015)
    charge(made(authority, regime="EISR"), officer, 2_000, paid_on=PAID)
    before = made(authority, received_on=date(2025, 12, 30))
    ClockEvent.objects.create(
        foi_request=before, name="fees_notice", on=NOTICE, amount_pence=99_900
    )
    made(authority)

    report, figures = figures_of("scottish", authority)

    def values(key):
        return [figures[key][law].value for law in ("FOISA", "EISR")]

    assert values("fees_asked") == [2, 1]
    assert values("fees_paid") == [1, 1]
    assert values("fees_not_paid") == [1, 0]
    assert values("fees_charged") == [145.65, 20.0]
    assert values("fees_charged_paid") == [45.5, 20.0]
    assert values("fees_charged_not_paid") == [100.15, 0]
    told = {"value": 145.65, "is_suppressed": False}
    assert in_words(report.row("fees_charged").kind, told) == "£145.65"


def test_a_fee_counts_as_it_stood_on_the_day(authority, officer):
    charge(made(authority), officer, 4_550, paid_on=PAID)
    before = Period(PERIOD.first, PERIOD.last, date(2026, 3, 10), ON)

    _, figures = figures_of("scottish", authority, before)

    assert figures["fees_charged_not_paid"]["FOISA"].value == 45.5
    assert figures["fees_charged_paid"]["FOISA"].value == 0


def test_a_notice_undone_or_without_an_amount_charges_nothing(authority, officer):
    for changes in (
        {"amount_pence": None},
        {"undone_on": ON, "undone_by": officer, "undone_reason": "In error."},
    ):
        one = made(authority)
        charge(one, officer, 4_550)
        ClockEvent.objects.filter(foi_request=one).update(**changes)

    _, figures = figures_of("scottish", authority)

    assert figures["fees_asked"]["FOISA"].value == 1
    assert figures["fees_charged"]["FOISA"].value == 0


def test_appeals_and_reviews_of_silence_are_as_counted_by_hand(authority):
    for outcome in ("", "upheld", "overturned", "partly_upheld"):
        made(authority).complaints.create(
            received_on=date(2026, 4, 1),
            outcome=outcome,
            decided_on=date(2026, 5, 1) if outcome else None,
        )
    silent = made(authority)
    answered = made(authority, state="answered")
    late = made(authority, state="answered")
    FOIRequest.objects.filter(pk=late.pk).update(answered_on=date(2026, 3, 25))
    for of in (silent, answered, late):
        made(authority, review_of=of, received_on=date(2026, 3, 20))

    report, figures = figures_of("scottish", authority)

    def value(key):
        return figures[key]["FOISA"].value

    assert [value("appeals"), value("appeals_ordered")] == [4, 2]
    assert value("appeals_otherwise") == 2
    assert [value("reviews"), value("reviews_of_silence")] == [3, 2]
    assert value("reviews_of_answers") == 1
    for left, right in report.identities:
        for law in ("FOISA", "EISR"):
            assert sum(figures[key][law].value for key in left) == pytest.approx(
                sum(figures[key][law].value for key in right)
            )


def test_a_request_that_waits_for_clarification_counts_as_clarification():
    authority = AuthorityFactory()
    waiting = {"authority": authority, "due_on": None}
    FOIRequestFactory(state="awaiting_clarification", **waiting)
    FOIRequestFactory(state="awaiting_fee", **waiting)
    lapsed = {}
    for name in ("clarification_sent", "fees_notice", ""):
        lapsed[name] = FOIRequestFactory(
            state="lapsed", closed_on=date(2026, 5, 20), **waiting
        )
        if name:
            ClockEvent.objects.create(foi_request=lapsed[name], name=name, on=NOTICE)

    report, figures = figures_of("co-outcome", authority)

    assert figures["clarification"]["all"].value == 2
    assert figures["on_hold"]["all"].value == 3
    assert figures["resolvable"]["all"].value == 0
    found = requests_of(
        report,
        report.row("clarification"),
        "all",
        FOIRequest.objects.filter(authority=authority),
        PERIOD,
        authority=authority,
    )
    assert lapsed["clarification_sent"] in found
    assert found.count() == 2
