from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.dated import Entry, Fact
from statute.money import (
    Activity,
    Estimate,
    NoLimit,
    OverLimit,
    aggregated,
    are_near_enough,
    limit_for,
    scottish_fee_above_limit_pence,
    scottish_fee_pence,
    scottish_fee_scale,
)
from statute.regimes import Regime
from statute.working_days import uk_calendar

ON = date(2026, 3, 2)
POLICE = limit_for(Regime.FOIA, "police", ON)
DEPARTMENT = limit_for(Regime.FOIA, "central_government", ON)
SCOTTISH = limit_for(Regime.FOISA, "council", ON)
SCALE = scottish_fee_scale(ON)
HOURS = 60
minutes = st.integers(min_value=0, max_value=10**6)
estimates = st.builds(
    Estimate,
    determining_minutes=minutes,
    locating_minutes=minutes,
    retrieving_minutes=minutes,
    extracting_minutes=minutes,
    providing_minutes=minutes,
    other_costs_pence=minutes,
)


@pytest.mark.parametrize(
    ("regime", "authority_type", "limit_pence", "limit_minutes"),
    [
        pytest.param(
            Regime.FOIA, "central_government", 60000, 24 * HOURS, id="reg 3(2)"
        ),
        pytest.param(
            Regime.FOIA, "armed_forces", 60000, 24 * HOURS, id="Schedule 1, I"
        ),
        pytest.param(Regime.FOIA, "police", 45000, 18 * HOURS, id="reg 3(3)"),
        pytest.param(Regime.FOIA, "council", 45000, 18 * HOURS, id="councils"),
        pytest.param(Regime.FOIA, "anything else", 45000, 18 * HOURS, id="all others"),
        pytest.param(Regime.FOISA, "council", 60000, 40 * HOURS, id="SSI 2004/467"),
    ],
)
def test_the_limit_follows_from_the_law_and_the_authority(
    regime, authority_type, limit_pence, limit_minutes
):
    limit = limit_for(regime, authority_type, ON)

    assert limit.limit_pence == limit_pence
    assert limit.limit_minutes == limit_minutes
    assert limit.citation
    assert limit.source.startswith("https://www.legislation.gov.uk/")


@pytest.mark.parametrize(
    ("regime", "on"),
    [
        pytest.param(Regime.EIR, ON, id="the Regulations have none"),
        pytest.param(Regime.EISR, ON, id="nor Scotland's"),
        pytest.param(Regime.FOIA, date(2004, 12, 31), id="nor the Act before 2005"),
    ],
)
def test_where_there_is_no_limit_none_is_guessed(regime, on):
    with pytest.raises(NoLimit, match="no limit on cost"):
        limit_for(regime, "council", on)


@pytest.mark.parametrize(
    ("estimate", "limit", "cost_pence", "is_over"),
    [
        pytest.param(
            Estimate(
                determining_minutes=2 * HOURS,
                locating_minutes=6 * HOURS,
                retrieving_minutes=5 * HOURS,
                extracting_minutes=5 * HOURS,
            ),
            POLICE,
            45000,
            False,
            id="eighteen hours of the four activities are at the limit, not over it",
        ),
        pytest.param(
            Estimate(locating_minutes=18 * HOURS + 1),
            POLICE,
            45042,
            True,
            id="a minute more is over it",
        ),
        pytest.param(
            Estimate(locating_minutes=18 * HOURS, other_costs_pence=1),
            POLICE,
            45001,
            True,
            id="so is a penny for copies",
        ),
        pytest.param(
            Estimate(locating_minutes=18 * HOURS + 1),
            DEPARTMENT,
            45042,
            False,
            id="a department has twenty-four hours",
        ),
        pytest.param(
            Estimate(providing_minutes=100 * HOURS),
            POLICE,
            0,
            False,
            id="redacting and sending do not count under FOIA",
        ),
        pytest.param(
            Estimate(determining_minutes=100 * HOURS, providing_minutes=41 * HOURS),
            SCOTTISH,
            61500,
            True,
            id="in Scotland providing counts, deciding what is held does not",
        ),
        pytest.param(
            Estimate(locating_minutes=40 * HOURS),
            SCOTTISH,
            60000,
            False,
            id="forty hours at £15",
        ),
    ],
)
def test_an_estimate_is_priced_and_compared(estimate, limit, cost_pence, is_over):
    assert estimate.cost_pence(limit) == cost_pence
    assert estimate.exceeds_limit(limit) is is_over


def test_section_12_2_looks_only_at_finding_out_what_is_held():
    estimate = Estimate(determining_minutes=18 * HOURS, locating_minutes=18 * HOURS)

    assert estimate.exceeds_limit(POLICE)
    assert not estimate.exceeds_limit_to_confirm(POLICE)


def test_an_estimate_has_no_negative_time():
    with pytest.raises(ValueError, match="no negative locating minutes"):
        Estimate(locating_minutes=-1)


@given(estimates)
def test_the_limit_is_passed_exactly_when_the_time_is(estimate):
    time_pence = 2500 * estimate.counted_minutes(POLICE)
    is_over = time_pence + 60 * estimate.other_costs_pence > 60 * POLICE.limit_pence

    assert estimate.exceeds_limit(POLICE) is is_over


@given(st.lists(estimates, max_size=5))
def test_adding_requests_up_never_makes_them_cheaper(several):
    together = aggregated(several)

    for estimate in several:
        assert together.cost_pence(POLICE) >= estimate.cost_pence(POLICE)
    assert together.counted_minutes(POLICE) == sum(
        estimate.counted_minutes(POLICE) for estimate in several
    )


@pytest.mark.parametrize(
    ("received_on", "expected"),
    [
        pytest.param([], True, id="none"),
        pytest.param([ON], True, id="one"),
        pytest.param([ON, ON], True, id="two on one day"),
        pytest.param([ON, date(2026, 5, 29)], True, id="the sixtieth working day"),
        pytest.param([ON, date(2026, 6, 1)], False, id="the sixty-first"),
        pytest.param([date(2026, 5, 29), ON], True, id="in any order"),
        pytest.param([ON, date(2026, 4, 1), date(2026, 6, 1)], False, id="one too far"),
    ],
)
def test_requests_within_sixty_consecutive_working_days_are_added_up(
    received_on, expected
):
    assert are_near_enough(received_on, uk_calendar()) is expected


@pytest.mark.parametrize(
    ("cost_pence", "fee_pence"),
    [
        pytest.param(0, 0, id="nothing"),
        pytest.param(10_000, 0, id="the first £100 is free"),
        pytest.param(10_010, 1, id="then a tenth"),
        pytest.param(60_000, 5_000, id="at most £50"),
    ],
)
def test_scotland_charges_a_tenth_of_what_is_over_a_hundred_pounds(
    cost_pence, fee_pence
):
    assert scottish_fee_pence(cost_pence, SCOTTISH, SCALE) == fee_pence


def test_above_the_limit_there_is_no_ordinary_fee():
    with pytest.raises(OverLimit, match=r"£600\.01 is above the limit of £600\.00"):
        scottish_fee_pence(60_001, SCOTTISH, SCALE)


def test_every_activity_has_words_for_a_letter():
    assert Activity.DETERMINING.label.startswith("determining")
    assert len({activity.label for activity in Activity}) == len(Activity)


@pytest.mark.parametrize(
    ("cost_pence", "fee_pence"),
    [
        pytest.param(60_001, 5_001, id="a penny above the limit"),
        pytest.param(100_000, 45_000, id="£400 above"),
    ],
)
def test_above_the_limit_fifty_pounds_and_what_is_above_may_be_asked_for(
    cost_pence, fee_pence
):
    most = scottish_fee_above_limit_pence(cost_pence, SCOTTISH, SCALE)

    assert most == fee_pence


def test_extracting_does_not_count_in_scotland():
    assert Activity.EXTRACTING not in SCOTTISH.activities


def test_a_limit_entered_by_an_installation_holds_from_its_day():
    entry = Entry(
        fact=Fact.LIMIT_OTHERS,
        from_on=date(2027, 4, 1),
        values={"limit_pence": 50_000, "hourly_rate_pence": 2_500},
        source="SI 2027/1",
    )

    before = limit_for(Regime.FOIA, "police", date(2027, 3, 31), [entry])
    after = limit_for(Regime.FOIA, "police", date(2027, 4, 1), [entry])

    assert before.limit_minutes == 18 * HOURS
    assert after.limit_minutes == 20 * HOURS
    assert after.source == "SI 2027/1"
    assert after.activities == before.activities
