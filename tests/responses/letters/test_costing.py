"""The estimate of a refusal on cost, as letters print it under four laws."""

import pytest

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.letters.pages import page_of
from tests.responses import kinds
from tests.responses.kinds import ON

pytestmark = pytest.mark.django_db

METHOD = "A clerk opened each of these with a stop watch."


def printed(regime, key, **facts):
    foi_request = kinds.cost_refusal(regime)
    foi_request.answers.get().citations.update(
        provision_key=key, facts={"estimate_method": METHOD, **facts}
    )
    content = compose(foi_request, on=ON)
    found = {one.code for one in findings_in(content)}
    return " ".join(page_of(content).split()), found


SAMPLE = {"records": 1200, "records_timed": 30}


def test_a_sample_is_printed_with_what_the_limit_would_allow():
    page, found = printed(
        "FOIA",
        "FOIA 12(1)",
        **SAMPLE,
        minutes_locating="1",
        minutes_extracting="2.5",
        hours_determining="4",
    )

    assert "would take 74 hours, which at £25 an hour comes to £1,850." in page
    for words in (
        "Records that would have to be looked through: 1,200",
        "Records that we timed as a sample: 30",
        "Minutes that each record takes: 3.5",
        "Records that could be looked through within the limit: 240",
        "Hours for finding out whether we hold the information: 4",
        "Hours for locating the information: 20",
        "Hours for extracting the information: 50",
        METHOD,
    ):
        assert words in page
    assert not found & {"estimate_within_limit", "estimate_without_sample"}


def test_finding_out_alone_is_printed_for_section_12_2():
    page, found = printed("FOIA", "FOIA 12(2)", **SAMPLE, minutes_determining="2")

    assert "whether we hold the information would alone take 40 hours" in page
    assert "estimate_within_limit" not in found


def test_scottish_law_has_its_own_price_and_activities():
    page, _ = printed(
        "FOISA", "FOISA 12(1)", **SAMPLE, minutes_locating="2", minutes_providing="1"
    )

    assert "would take 60 hours, which at £15 an hour comes to £900." in page
    assert "Records that could be looked through within the limit: 800" in page
    assert "Hours for providing the information: 20" in page


def test_the_environmental_regulations_set_no_limit():
    page, found = printed("EIR", "EIR 12(4)(b)", **SAMPLE, minutes="5")

    assert "would take 100 hours, which at £25 an hour comes to £2,500." in page
    assert "The Regulations set no limit on cost." in page
    assert "within the limit" not in page
    assert "The limit that applies to us" not in page
    assert "estimate_without_sample" not in found


ADDED = {
    "hours_locating": "10",
    "added_requests": ["FOI-2026-0007", "FOI-2026-0008"],
    "added_information": "the ferry timetable.",
    "added_hours": "12",
}


def test_requests_of_the_same_person_are_named_with_the_regulation():
    page, found = printed("FOIA", "FOIA 12(1)", **ADDED, added_from="same")

    assert "would take 22 hours" in page
    assert "Hours for the requests whose cost we add to this one: 12" in page
    assert "what you asked under FOI-2026-0007, FOI-2026-0008" in page
    assert "Regulation 5 of the Freedom of Information and Data Protection" in page
    assert "within 60 consecutive working days" in page
    assert "ask for information about the ferry timetable." in page
    assert not found & {"estimate_within_limit", "adding_not_explained"}


def test_requests_of_other_people_are_not_named():
    page, _ = printed("FOIA", "FOIA 12(1)", **ADDED, added_from="together")

    assert "people who appear to act together or in a campaign" in page
    assert "FOI-2026-0007" not in page


@pytest.mark.parametrize("missing", ["added_requests", "added_information"])
def test_hours_added_without_a_reason_are_blocked(missing):
    facts = {name: value for name, value in ADDED.items() if name != missing}

    _, found = printed("FOIA", "FOIA 12(1)", **facts, added_from="same")

    assert "adding_not_explained" in found


def test_who_made_the_requests_is_asked():
    _, found = printed("FOIA", "FOIA 12(1)", **ADDED)

    assert "adding_not_explained" in found


def test_scottish_law_asks_where_the_public_finds_the_information():
    facts = {**ADDED, "added_hours": "35"}
    page, found = printed("FOISA", "FOISA 12(2)", **facts)
    assert "adding_not_published" in found
    assert "Regulation 6 of the Freedom of Information (Fees for Required" in page
    assert "FOI-2026-0007" not in page

    where = "The table stands on our website since 16 March."
    page, found = printed("FOISA", "FOISA 12(2)", **facts, added_published=where)

    assert where in page
    assert "within 20 working days of the first of them" in page
    assert "adding_not_published" not in found


def test_the_estimate_is_in_welsh_in_a_welsh_letter():
    foi_request = kinds.cost_refusal(language="cy")
    foi_request.answers.get().citations.update(
        facts={**ADDED, **SAMPLE, "minutes_locating": "3", "added_from": "same"}
    )

    page = page_of(compose(foi_request, on=ON))

    assert "Cofnodion y byddai’n rhaid edrych drwyddynt: 1,200" in page
    assert "o dan FOI-2026-0007, FOI-2026-0008" in page
