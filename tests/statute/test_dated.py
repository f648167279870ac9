"""Facts of the law that change by date."""

from datetime import date, timedelta

import pytest

from statute.dated import Entry, Fact, NotInForce, in_force, released

DAY = date(2027, 5, 3)


def limit(pence, from_on=DAY):
    return Entry(
        fact=Fact.LIMIT_OTHERS,
        from_on=from_on,
        values={"limit_pence": pence, "hourly_rate_pence": 3000},
        source="SI 2027/1",
    )


@pytest.mark.parametrize("fact", Fact)
def test_every_fact_has_an_entry_from_the_beginning_with_its_source(fact):
    entry = in_force(fact, date(2005, 1, 1))

    assert entry.source
    assert {detail.name for detail in fact.details} == set(entry.values)


@pytest.mark.parametrize(
    "entry", released(), ids=lambda one: f"{one.fact} {one.from_on}"
)
def test_only_details_of_the_entry_are_marked_unverified(entry):
    assert entry.unverified <= set(entry.values)
    assert all(value for _, value, _ in entry.said())


def test_nothing_holds_before_the_first_entry():
    with pytest.raises(NotInForce, match="Cost limit"):
        in_force(Fact.LIMIT_OTHERS, date(2004, 12, 31))


def test_a_later_entry_holds_from_its_day_and_not_before():
    raised = limit(50_000)

    before = in_force(Fact.LIMIT_OTHERS, DAY - timedelta(days=1), [raised])
    assert before.values["limit_pence"] == 45_000
    assert in_force(Fact.LIMIT_OTHERS, DAY, [raised]) is raised
    assert in_force(Fact.LIMIT_PART_I, DAY, [raised]).values["limit_pence"] == 60_000


def test_of_two_entries_of_one_day_the_later_added_holds():
    wrong, right = limit(50_000), limit(55_000)

    assert in_force(Fact.LIMIT_OTHERS, DAY, [wrong, right]) is right


def test_an_entry_that_begins_earlier_gives_way_however_late_it_was_added():
    newest, added_later = limit(55_000), limit(50_000, DAY - timedelta(days=30))

    assert in_force(Fact.LIMIT_OTHERS, DAY, [newest, added_later]) is newest


def test_money_and_shares_are_said_in_words():
    said = [words for _, words, _ in in_force(Fact.FEES_SCOTLAND, DAY).said()]

    assert said == ["£100", "10%", "£50"]
