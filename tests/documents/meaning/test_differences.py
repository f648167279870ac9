"""Dates, places, authorities and numbers that differ are marked, and nothing else."""

from time import process_time

import pytest

from documents.meaning.differences import differences
from tests.documents.meaning.sets import PLANTED, is_marked


@pytest.mark.parametrize(("earlier", "now", "old", "new"), PLANTED)
def test_what_is_planted_is_marked_and_nothing_else(earlier, now, old, new):
    differs = differences(earlier, now)

    assert is_marked(differs, old, new)
    assert len(differs) == 1


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("Spending over £500", "Spending over £25,000", ["£500 → £25,000"]),
        ("Waits of 12 hours", "Waits of twelve hours", []),
        ("Waits of 4 hours", "Waits of twelve hours", ["4 → twelve"]),
        ("A rise of 3.5%", "A rise of 5 per cent", ["3.5% → 5 per cent"]),
        ("Pay over £100k", "Pay over £100,000", []),
        ("Dogs in 2024", "Dogs", ["2024 → no date"]),
        ("Dogs", "Dogs in Leeds", ["no place → Leeds"]),
        ("In Little Mereham: dogs", "Dogs", ["Little Mereham → no place"]),
        ("Taxis in 2022/23", "Taxis in the year 2022-2023", []),
        ("Taxis on 1 May 2023", "Taxis on 01/05/2023", []),
        ("Over £1 million", "Over £1,000,000", []),
        ("Over £1.5m", "Over £1,500,000.00", []),
        ("Over £1.5m", "Over £1.5bn", ["£1.5m → £1.5bn"]),
        ("Dogs in 22/23", "Dogs in 2022-23", []),
        ("Dogs in 22/23", "Dogs in 23/24", ["22/23 → 23/24"]),
        ("Dogs in '22", "Dogs in 2022", []),
        ("Dogs in the 1990s", "Dogs in the 1980s", ["1990s → 1980s"]),
        ("dogs in may", "dogs in june", ["may → june"]),
        ("Help 24/7", "Help 1/2", ["24 → 1", "7 → 2"]),
        ("Taxis in Sept 2023", "Taxis in September 2023", []),
        ("Complaints to the Information Commissioner's Office", "ICO complaints", []),
        ("Deaths at the Met", "Deaths at the Metropolitan Police Service", []),
        ("Farms and Defra", "Department for Environment, Food & Rural Affairs", []),
        ("Cost to DWP", "Cost to the Department for Work and Pensions", []),
        ("Tax at HMRC", "Tax at HM Revenue & Customs", []),
        ("What is UKHSA's cost?", "What is the UK Health Security Agency's cost?", []),
        ("the DVLA (Driver and Vehicle Licensing Agency)", "the DVLA", []),
        ("Spent by HM Treasury", "Spent by the Treasury", []),
        ("Cost to Kent County Council", "Cost to KCC", []),
        ("Cost to ICO", "Cost to Ofcom", ["ICO → Ofcom"]),
        ("Cost to GMP", "Cost to GMCA", ["GMP → GMCA"]),
        ("Avon & Somerset Police", "Avon and Somerset Constabulary", []),
        ("Licences for Uber in Hove", "Licences for Bolt in Hove", ["Uber → Bolt"]),
        ("Cost of Newham LBC", "Cost of the London Borough of Newham", []),
        ("Cost of Newham LBC", "Cost of Camden LBC", ["Newham LBC → Camden LBC"]),
        ("Mail of Cllr Ann Poe", "Mail of Councillor Ann Poe", []),
        ("How many Tasers were used?", "How often was a Taser used?", []),
        ("How many COVID-19 fines?", "How many Covid fines?", []),
        ("Homes in Band D", "Homes in Band A", ["Band D → Band A"]),
        ("Grade II buildings", "Grade I buildings", ["Grade II → Grade I"]),
        ("Crimes in Bow Street", "Crimes in bow street", []),
        ("Jams on the A1(M)", "Jams on the A1", ["A1(M) → A1"]),
        ("Crime in Kent", "Crime at Kent Police", ["Kent → Kent Police"]),
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


@pytest.mark.parametrize("between", [" x ", ", ", " of the ", " Road x ", " 12 x "])
def test_texts_of_many_names_are_compared_in_a_moment(between):
    ends = [f"{one}{other}" for one in "bcdfghklmnprstv" for other in "aeiouy"]
    texts = [between.join(f"{start}{end}k" for end in ends * 7) for start in "BL"]
    started = process_time()

    differs = differences(*texts)

    assert process_time() - started < 3
    assert len(differs) <= 21


def test_very_many_differences_are_told_in_few():
    years = range(1960, 1999)
    differs = differences(
        " and ".join(f"{year}" for year in years),
        " and ".join(f"{year + 40}" for year in years),
    )

    assert differs[:2] == ["1960 → 2000", "1961 → 2001"]
    assert differs[20:] == ["and 19 more"]
