"""A quarter of forty requests, counted by hand.

The requests are written as lines, a kind of request on each with its number. The
figures beside were counted from the lines with pencil and paper, not by the product.
"""

from datetime import date

import pytest

from requests_app.models import RequesterType
from responses.models import ReviewPoint
from returns.counting import TOTAL, count
from returns.population import Period
from returns.reports import reports
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory

RECEIVED = date(2026, 1, 12)
DUE = date(2026, 2, 9)
EXTENDED = date(2026, 3, 9)
PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), date(2026, 5, 1), date(2026, 5, 1))
IN_TIME, LATE = date(2026, 2, 6), date(2026, 2, 20)


def answered(on, outcome, reason="", provisions=(), *, days, due=DUE, **more):
    return {
        "state": "answered",
        "answered_on": on,
        "closed_on": on,
        "was_in_time": on <= due,
        "due_on": due,
        "outcome": outcome,
        "refusal_reason": reason,
        "provisions": list(provisions),
        "days_taken": days,
        **more,
    }


LONGER = {
    "extension": "public_interest",
    "extended_on": date(2026, 2, 5),
    "original_due_on": DUE,
    "due": EXTENDED,
}
OPEN = {"state": "answering", "due_on": date(2026, 5, 20)}
# How many, and what they are.
LINES = [
    (9, answered(IN_TIME, "granted", days=19)),
    (3, answered(LATE, "granted", days=29)),
    (2, answered(IN_TIME, "granted", days=19, regime="EIR")),
    (4, answered(IN_TIME, "partly_refused", "exemption",
                 ["FOIA 40(2)", "FOIA 40(1)", "FOIA 43(2)"], days=19)),
    (1, answered(LATE, "partly_refused", "exemption", ["EIR 12(5)(e)"], days=29,
                 regime="EIR")),
    (2, answered(IN_TIME, "refused", "exemption", ["FOIA 31(1)(a)"], days=19)),
    # Extended: answered by the extended date, and after.
    (2, answered(date(2026, 3, 2), "refused", "exemption",
                 ["FOIA 31(1)(a)", "FOIA 31(1)(b)"], days=35, **LONGER)),
    (1, answered(date(2026, 3, 20), "refused", "ncnd", ["FOIA 40(5B)(a)(i)"],
                 days=49, **LONGER)),
    # Extended, and answered before the extension was needed.
    (1, answered(IN_TIME, "granted", days=19, **LONGER)),
    (2, answered(IN_TIME, "refused", "cost", ["FOIA 12(1)"], days=19)),
    (1, answered(IN_TIME, "refused", "vexatious", ["FOIA 14(1)"], days=19)),
    (3, answered(IN_TIME, "not_held", days=19)),
    (1, answered(IN_TIME, "accessible", "accessible", ["FOIA 21(1)"], days=19)),
    (2, answered(IN_TIME, "granted", days=19, is_routine=True)),
    (1, OPEN),
    (1, OPEN | {"due_on": date(2026, 4, 30)}),
    (1, {"state": "awaiting_clarification", "due_on": None}),
    (1, {"state": "lapsed", "closed_on": date(2026, 4, 13), "due_on": None}),
    (1, {"state": "withdrawn", "closed_on": date(2026, 1, 20)}),
    (1, {"state": "transferred", "closed_on": date(2026, 1, 20)}),
]  # fmt: skip

CO_TIME = {
    "received": 35,  # 40 less 2 routine, 1 section 21, 1 withdrawn, 1 transferred
    "of_which_eir": 3,
    "open": 4,
    "open_not_due": 1,
    "open_extended": 0,
    "open_on_hold": 2,
    "open_overdue": 1,
    "closed": 31,
    "closed_in_deadline": 24,  # 9 + 2 + 4 + 2 + 1 + 2 + 1 + 3
    "closed_extended": 2,
    "closed_late": 5,  # 3 + 1 + 1
    "closed_undated": 0,
    "base": 33,
    "pct_in_deadline": 73,  # 24 of 33 = 72.7
    "pct_in_time": 79,  # 26 of 33 = 78.8
    "mean_days": 22.3,  # 24 × 19 + 4 × 29 + 2 × 35 + 49 = 691; 691 / 31 = 22.29
    "median_days": 19,
    "routine": 2,
    "section_21": 1,
    "withdrawn": 2,
}
CO_OUTCOME = {
    "received": 35,
    "granted_in_full": 15,  # 9 + 3 + 2 + 1
    "clarification": 1,
    "advice": 0,
    "unclear": 0,
    "not_held": 3,
    "vexatious": 1,
    "repeated": 0,
    "cost": 2,
    "partially_withheld": 5,
    "fully_withheld": 5,  # 2 + 2 + 1
    "not_yet_processed": 2,
    "on_hold": 1,
    "not_recorded": 0,
    "withheld": 13,
    "resolvable": 30,  # 35 less 3 not held and 2 on hold
    "pct_granted": 50,
    "pct_fully_withheld": 27,  # 8 of 30 = 26.7
    "pct_granted_excl_procedural": 56,  # 15 of 27 = 55.6
    "pct_cost": 15,  # 2 of 13
    "pct_vexatious": 8,  # 1 of 13 = 7.7
    "pct_other": 77,  # 10 of 13 = 76.9
}
CO_EXEMPT = {
    "withheld": 10,
    "used_FOIA 31": 4,
    "used_FOIA 40": 5,  # 4 under (1) and (2), once each; 1 neither confirmed
    "used_FOIA 43": 4,
    "used_EIR 12(5)(e)": 1,
    "used_FOIA 44": 0,
    "section_21": 1,
    "section_21_in_time": 1,
    "section_21_late": 0,
}
S45 = {
    "received": 40,
    "not_yet_processed": 3,
    "open_running": 2,
    "extended": 0,
    "stopped_clock": 1,
    "processed": 34,
    "in_deadline": 27,
    "with_extension": 2,
    "late": 5,
    "undated": 0,
    "closed_otherwise": 3,
    "granted_in_full": 18,  # 15, 1 accessible, 2 routine
    "refused_in_part": 5,
    "refused_in_full": 8,
    "not_held": 3,
    "other_outcomes": 0,
    "reviews": 4,
    "reviews_completed": 3,
    "reviews_in_time": 2,
    "reviews_upheld": 1,
    "reviews_part": 1,
    "reviews_overturned": 1,
    "pct_in_time": 85,  # 29 of 34 = 85.3
    "median_days": 19,
}
POLICE = {
    "received": 40,
    "closed": 34,
    "closed_in_time": 29,
    "closed_late": 5,
    "closed_20": 27,
    "closed_40": 6,
    "closed_over_40": 1,
    "open_in_time": 1,
    "open_overdue": 1,
    "on_hold": 1,
    "closed_otherwise": 3,
    "cost": 2,
    "ncnd": 1,
    "reviews": 4,
    "reviews_on_time": 2,
    "compliance_pct": 83,  # 29 of 35 = 82.9
}
CO_REVIEW = {
    "requested": 4,
    "completed": 3,
    "upheld": 1,
    "upheld_in_part": 1,
    "overturned": 1,
    "not_recorded": 0,
    "within_20": 2,
    "within_40": 1,
    "over_40": 0,
    "open": 1,
    "closed_otherwise": 0,
    "pct_in_20": 67,
    "public_interest": 4,
    "public_interest_1_20": 2,
    "public_interest_21_40": 1,
    "public_interest_41_60": 0,
}


@pytest.fixture
def authority(db):
    authority = AuthorityFactory()
    for number, fields in LINES:
        for _ in range(number):
            made = FOIRequestFactory(
                authority=authority, received_on=RECEIVED, **_fields(fields)
            )
    person = UserFactory(roles=["officer"], authority=authority)
    for on, days, decisions in [
        (IN_TIME, 19, ["upheld", "upheld"]),
        (IN_TIME, 19, ["upheld", "overturned"]),
        (LATE, 29, ["overturned"]),
        (None, None, []),
    ]:
        given = answered(on, "", days=days) if on else OPEN
        review = FOIRequestFactory(
            authority=authority, received_on=RECEIVED, review_of=made, **given
        )
        for place, decision in enumerate(decisions):
            question = review.questions.create(
                text="How many?", kind="question", order=place, label=str(place + 1)
            )
            ReviewPoint.objects.create(
                review=review, question=question, decision=decision, updated_by=person
            )
    # Not of the period, and not of the authority.
    FOIRequestFactory(authority=authority, received_on=date(2025, 12, 31))
    FOIRequestFactory(authority=authority, received_on=date(2026, 4, 1))
    FOIRequestFactory(received_on=RECEIVED)
    return authority


def _fields(fields):
    return {name: value for name, value in fields.items() if name != "due"}


@pytest.mark.parametrize(
    ("key", "column", "by_hand"),
    [
        ("co-time", "all", CO_TIME),
        ("co-outcome", "all", CO_OUTCOME),
        ("co-exempt", "all", CO_EXEMPT),
        ("co-review", "all", CO_REVIEW),
        ("s45", TOTAL, S45),
        ("police", "all", POLICE),
    ],
)
def test_the_quarter_is_as_counted_by_hand(key, column, by_hand, authority):
    figures = count(reports()[key], authority, PERIOD).figures

    assert {row: figures[row][column].value for row in by_hand} == by_hand


def test_a_column_for_each_kind_of_requester_adds_up(authority):
    press = RequesterType.objects.create(authority=authority, name="Journalist")
    for number, fields in ((6, LINES[0][1]), (2, OPEN)):
        for _ in range(number):
            FOIRequestFactory(
                authority=authority,
                received_on=RECEIVED,
                requester_type=press,
                **fields,
            )

    figures = count(reports()["requesters"], authority, PERIOD).figures

    assert figures["received"][str(press.pk)].value == 8
    assert figures["received"][""].value == 40
    assert figures["received"][TOTAL].value == 48
    assert figures["answered"][str(press.pk)].value == 6
    assert figures["pct_in_time"][str(press.pk)].value == 100
