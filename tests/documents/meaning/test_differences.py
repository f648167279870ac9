"""Dates, places, authorities and numbers that differ are marked, and nothing else."""

from time import process_time

import pytest

from documents.meaning.differences import differences

ASKS = [
    "How many fixed penalty notices were issued {} in {} by {}?",
    "{1}: what did {2} spend on agency nurses {0}?",
    "Please list the complaints {2} received about buses in {1} {0}.",
]
PERIODS = [
    ("in 2023", "in 2024", ("2023", "2024")),
    ("in 2022/23", "in 2023/24", ("2022/23", "2023/24")),
    ("in the financial year 2022-2023", "in FY 2021/22", ("2022-2023", "2021/22")),
    ("since January 2021", "since January 2022", ("2021", "2022")),
    ("in March 2023", "in April 2023", ("March", "April")),
    ("between 2019 and 2022", "between 2020 and 2022", ("2019", "2020")),
    ("over the last three years", "over the last 5 years", ("three", "5")),
    ("on 1 April 2023", "on 01/04/2024", ("2023", "2024")),
    ("in Q1 2023", "in Q2 2023", ("Q1", "Q2")),
    ("in 2020, 2021 and 2022", "in 2023, 2021 and 2022", ("2020", "2023")),
]
PLACES = [
    ("Leeds", "Bradford"),
    ("Stoke-on-Trent", "Newcastle upon Tyne"),
    ("Station Road", "Mill Lane"),
    ("Little Mereham", "Upper Tolling"),
    ("Junction 14", "Euston station"),
    ("A303", "M25"),
    ("Whitby", "Heathrow Airport"),
    ("leeds", "kingston upon hull"),
]
AUTHORITIES = [
    ("West Yorkshire Police", "Kent Police"),
    ("Harbourton Borough Council", "Mereford District Council"),
    ("the Department for Transport", "the Department for Education"),
    ("Marsh Vale NHS Foundation Trust", "Eastfold Hospitals NHS Trust"),
    ("DVLA", "HMRC"),
    ("Transport for London", "the Environment Agency"),
    ("Police Scotland", "Natural England"),
    ("Crown Prosecution Service", "the Cabinet Office"),
    ("Avon and Somerset Constabulary", "East Kent Hospitals NHS Foundation Trust"),
    ("Police and Crime Commissioner for Kent", "the University of Mereham"),
    ("the University of Tolling", "the University of Mereham"),
]


def _both(differs, old, new):
    return any(
        old in one.partition(" → ")[0] and new in one.partition(" → ")[2]
        for one in differs
    )


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize(("old", "new", "marked"), PERIODS)
def test_another_period_is_marked(ask, old, new, marked):
    differs = differences(
        ask.format(old, "Leeds", "Kent Police"), ask.format(new, "Leeds", "Kent Police")
    )

    assert len(differs) == 1
    assert _both(differs, *marked)


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize(("old", "new"), PLACES)
def test_another_place_is_marked(ask, old, new):
    differs = differences(
        ask.format("in 2023", old, "Kent Police"),
        ask.format("in 2023", new, "Kent Police"),
    )

    assert _both(differs, old, new)


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize(("old", "new"), AUTHORITIES)
def test_another_authority_is_marked(ask, old, new):
    differs = differences(
        ask.format("in 2023", "Leeds", old), ask.format("in 2023", "Leeds", new)
    )

    assert _both(differs, old.removeprefix("the "), new.removeprefix("the "))
    assert len(differs) == 1


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("Spending over £500", "Spending over £25,000", ["£500 → £25000"]),
        ("Waits of 12 hours", "Waits of twelve hours", []),
        ("Waits of 4 hours", "Waits of twelve hours", ["4 → 12"]),
        ("A rise of 3.5%", "A rise of 5 per cent", ["3.5 % → 5 %"]),
        ("Pay over £100k", "Pay over £100,000", []),
        ("Dogs in 2024", "Dogs", ["2024 → no date"]),
        ("Dogs", "Dogs in Leeds", ["no place → Leeds"]),
        ("Taxis in 2022/23", "Taxis in the year 2022-2023", []),
        ("Taxis on 1 May 2023", "Taxis on 01/05/2023", []),
        ("Taxis in Sept 2023", "Taxis in September 2023", []),
        ("Searches by BTP", "Searches by British Transport Police", []),
        ("Crime in leeds", "Crime in Leeds", []),
        ("Under the Freedom of Information Act 2000: dogs", "Dogs", []),
        ("May I have the list?", "I may ask for the list.", []),
        ("How many Officers?", "How many Staff are in the Council?", []),
        ("How many Dogs?", "how many dogs?", []),
        ("", "", []),
    ],
)
def test_only_what_differs_is_marked(old, new, differs):
    assert differences(old, new) == differs


@pytest.mark.parametrize(
    "words",
    [
        "In May 2023 West of the and of the Town Road A1 12 dogs, ",
        "Ab ",
        "Ab-Ab-",
        "Ab and ",
        "Ab of the ",
        "Department for the ",
        "NHS Mental Health ",
        "1/",
        "2023-",
        "1,",
    ],
)
def test_a_long_text_is_compared_in_a_moment(words):
    text = words * (20_000 // len(words))
    started = process_time()

    assert differences(text, text) == []
    assert process_time() - started < 5
