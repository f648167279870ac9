"""Days and periods stated in words."""

from datetime import date

import pytest

from statute.notices.dates import (
    DateOf,
    PeriodFor,
    publication_days_in,
    stated_dates_in,
    stated_periods_in,
)

NEAR = date(2026, 3, 9)
OTHER_DATES = """
The report was received on 5 March 2026.
The tender deadline was 20 March 2026.
We received your clarification on 5 March.
We will answer question 3 by 20 April 2026.
The trial ran from 2 March to 5 May.
The planning request was received on 4 May 2025.
We wrote to you on 4 March.
We received your fee on 4 March.
The officer was due to retire on 4 May 2025.
The contract ended on 4 May.
""".strip().splitlines()


@pytest.mark.parametrize(
    ("sentence", "of", "day"),
    [
        ("We received your request on 5 March 2026.", DateOf.RECEIPT, date(2026, 3, 5)),
        (
            "Your request of 17 March has had our attention.",
            DateOf.WRITING,
            date(2026, 3, 17),
        ),
        (
            "Your request, which we received on Thursday 5 March, was clear.",
            DateOf.RECEIPT,
            date(2026, 3, 5),
        ),
        (
            "Your e-mail was received by us on 05/03/2026.",
            DateOf.RECEIPT,
            date(2026, 3, 5),
        ),
        ("On 5 March 2026 we received your request.", DateOf.RECEIPT, date(2026, 3, 5)),
        (
            "Your request was received on the 5th of March.",
            DateOf.RECEIPT,
            date(2026, 3, 5),
        ),
        ("The request was received on 5 March.", DateOf.RECEIPT, date(2026, 3, 5)),
        ("The Act gives us until 20 March 2026.", DateOf.DUE, date(2026, 3, 20)),
        ("Our answer was due by 20 March 2026.", DateOf.DUE, date(2026, 3, 20)),
        (
            "The last day for our answer was 20 March 2026.",
            DateOf.DUE,
            date(2026, 3, 20),
        ),
        (
            "The deadline for answering your request is 20 March.",
            DateOf.DUE,
            date(2026, 3, 20),
        ),
        ("We should have replied by 20 March 2026.", DateOf.DUE, date(2026, 3, 20)),
        (
            "The twenty working days ended on 20 March 2026.",
            DateOf.DUE,
            date(2026, 3, 20),
        ),
        ("The date of receipt was 5 March 2026.", DateOf.RECEIPT, date(2026, 3, 5)),
        ("Your cais was received on 5 Mawrth 2026.", DateOf.RECEIPT, date(2026, 3, 5)),
    ],
)
def test_a_day_of_receipt_and_a_due_date_are_read(sentence, of, day):
    stated = list(stated_dates_in(f"Thank you. {sentence}", near=NEAR))

    assert [(one.of, one.day) for one in stated] == [(of, day)]


@pytest.mark.parametrize("sentence", OTHER_DATES)
def test_other_days_are_left_alone(sentence):
    assert list(stated_dates_in(sentence, near=NEAR)) == []


def test_a_day_that_does_not_exist_is_none():
    assert (
        list(stated_dates_in("We received your request on 31 June.", near=NEAR)) == []
    )


def test_the_year_is_the_nearest():
    text = "We received your request on 30 December."

    assert next(stated_dates_in(text, near=NEAR)).day == date(2025, 12, 30)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Ask us for a review within 20 working days.",
            (PeriodFor.ASKING, 20, "working day"),
        ),
        ("You have two months to ask for a review.", (PeriodFor.ASKING, 2, "month")),
        (
            "A review must be asked for within forty (40) working days.",
            (PeriodFor.ASKING, 40, "working day"),
        ),
        (
            "We will answer your request for review within 3 weeks.",
            (PeriodFor.DECIDING, 3, "week"),
        ),
        (
            "Your complaint will be dealt with in 40 working days.",
            (PeriodFor.DECIDING, 40, "working day"),
        ),
        (
            "You can apply to the Commissioner within six months.",
            (PeriodFor.REGULATOR, 6, "month"),
        ),
        ("The review took 30 working days.", None),
        ("We have 20 working days to answer.", None),
    ],
)
def test_a_period_is_read_with_its_purpose(sentence, expected):
    stated = [
        (one.purpose, one.number, one.unit) for one in stated_periods_in(sentence)
    ]

    assert stated == ([expected] if expected else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "Internal review requests should be submitted within 40 working days.",
        "We hope that this helps; if not, you may ask for a review within 28 days.",
        "We hope that this helps, and you may ask for a review within 28 days.",
    ],
)
def test_the_time_for_asking_is_not_taken_for_ours(sentence):
    assert [one.purpose for one in stated_periods_in(sentence)] == [PeriodFor.ASKING]


def test_two_periods_of_one_sentence_are_told_apart():
    text = (
        "Tell us within 40 working days if you want a review; we aim to reply in 20 "
        "working days."
    )

    assert [one.purpose for one in stated_periods_in(text)] == [
        PeriodFor.ASKING,
        PeriodFor.DECIDING,
    ]


def test_a_day_of_publication_is_read():
    days = publication_days_in("It will be published on 1 June 2026.", near=NEAR)

    assert [day for day, _ in days] == [date(2026, 6, 1)]
