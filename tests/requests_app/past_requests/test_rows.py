"""Cells of a row: days, words, provisions, people; each reason said."""

from datetime import date

import pytest

from requests_app.models import FOIRequest
from requests_app.past_requests.provisions import read_provisions
from requests_app.past_requests.values import NotRead, leads_with_month, read_day
from statute.regimes import Regime
from tests.factories import UserFactory
from tests.requests_app.past_requests.tables import as_csv, row


@pytest.mark.parametrize(
    "cell",
    [
        "2019-03-04",
        "2019-03-04 00:00:00",
        "2019-03-04T09:30",
        "4/3/2019",
        "04/03/2019",
        "04.03.2019",
        "4-3-2019",
        "04/03/2019 10:15",
        "4 March 2019",
        "4th Mar 2019",
        "04-Mar-2019",
        "43528",
        "43528.5",
    ],
)
def test_a_day_is_read_in_the_forms_of_offices(cell):
    assert read_day(cell) == date(2019, 3, 4)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("04/03/19", "two digits"),
        ("03/25/2019", "month before its day. Write 2019-03-25"),
        ("31/02/2019", "There is no day"),
        ("2019-02-30", "There is no day"),
        ("4 Marsh 2019", "no day"),
        ("last spring", "is no day"),
        ("March 2019", "is no day"),
        ("12", "is no day"),
    ],
)
def test_a_day_with_no_or_two_readings_is_refused(cell, why):
    with pytest.raises(NotRead, match=why):
        read_day(cell)


def test_one_american_day_makes_the_others_of_its_column_doubtful(run):
    assert leads_with_month("12/31/2019")
    done = run(
        as_csv(
            row(received_on="03/25/2019", answered_on="2019-03-29"),
            row(reference="OLD/2", received_on="4/3/2019"),
            row(reference="OLD/3", received_on="13/3/2019"),
            row(reference="OLD/4", received_on="2019-03-04"),
        ),
        step="check",
    )

    assert done.made == 2
    assert [one.line for one in done.findings.filter(is_rejected=True)] == [2, 6]
    assert "two readings" in done.findings.get(line=6).says


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("s40(2)", ["FOIA 40(2)"]),
        ("Section 40 (2) of the Act", ["FOIA 40(2)"]),
        ("40(2), 41", ["FOIA 40(2)", "FOIA 41(1)"]),
        ("s.31(1)(a) and (b)", ["FOIA 31(1)(a)", "FOIA 31(1)(b)"]),
        ("FOIA s 14(1)\ns.40(2)", ["FOIA 14(1)", "FOIA 40(2)"]),
        ("s40(2) FOIA, reg 12(5)(b) EIR", ["EIR 12(5)(b)", "FOIA 40(2)"]),
        ("s.40(2); s.40(2);", ["FOIA 40(2)"]),
    ],
)
def test_provisions_are_read_in_any_spelling(cell, keys):
    assert read_provisions(cell, Regime.FOIA) == keys


@pytest.mark.parametrize(
    "cell", ["s.47B", "s.40(2) and s.999", "personal data", "s.40(2); Article 8"]
)
def test_an_unknown_provision_is_refused(cell):
    with pytest.raises(NotRead, match="is no provision of the FOIA"):
        read_provisions(cell, Regime.FOIA)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reference": ""}, "“Reference” is empty"),
        ({"reference": "a~b"}, "character that no reference may have"),
        ({"reference": "x" * 61}, "longer than 60"),
        ({"received_on": ""}, "“Received on” is empty"),
        ({"received_on": "1/6/1999"}, "before 1 January 2005"),
        ({"received_on": "2027-01-04", "answered_on": "2027-01-05"}, "in the future"),
        ({"requester_name": ""}, "“Requester name” is empty"),
        ({"email": "ada at home"}, "is no e-mail address"),
        ({"subject": "", "text": ""}, "neither a subject nor a text"),
        ({"state": "open"}, "is no state that can be imported"),
        ({"state": "in clearance"}, "is no state that can be imported"),
        ({"state": "", "answered_on": "", "outcome": ""}, "“State” is empty"),
        ({"answered_on": ""}, "needs the day of its answer"),
        ({"answered_on": "2019-03-01"}, "before the day of receipt"),
        ({"answered_on": "2026-03-03"}, "in the future"),
        ({"closed_on": "2019-03-19"}, "“Closed on” is before the answer"),
        ({"state": "withdrawn"}, "“Answered on” must be empty"),
        (
            {"state": "withdrawn", "answered_on": "", "outcome": ""},
            "needs “Closed on”",
        ),
        (
            {"state": "withdrawn", "answered_on": "", "closed_on": "2019-03-05"},
            "Only an answered request has “Outcome”",
        ),
        ({"outcome": "splendid"}, "Outcome: “splendid” is no word that is known"),
        ({"refusal_reason": "cost"}, "needs an outcome that is refused"),
        ({"provisions": "s.47B"}, "“s.47B” is no provision of the FOIA"),
        ({"law": "EISR"}, "not the law of this authority"),
        ({"law": "GDPR"}, "Law: “GDPR”"),
        ({"channel": "by word of mouth"}, "must be in writing"),
        ({"language": "French"}, "Language: “French”"),
        ({"team": "Nowhere"}, "There is no team “Nowhere”"),
        ({"officer": "x@y.example"}, "no account with the address “x@y.example”"),
        ({"kind_of_requester": "Martian"}, "There is no kind of requester “Martian”"),
        ({"extension_ground": "public interest"}, "needs the day of its notice"),
        ({"extended_on": "2019-03-15"}, "needs the extended date in “Due on”"),
        (
            {"extended_on": "2019-03-21", "due_on": "2019-04-29"},
            "later than the answer",
        ),
        (
            {
                "extended_on": "2019-03-15",
                "due_on": "2019-04-29",
                "extension_ground": "complex",
            },
            "another ground",
        ),
    ],
)
def test_a_row_is_rejected_with_the_reason(says, changes, why):
    assert why in says(as_csv(row(**changes)))


def test_a_row_without_a_day_of_receipt_is_not_blamed_for_more(says):
    assert "outcome" not in says(as_csv(row(received_on="13/25/2019"))).lower()
    assert "Closed on" not in says(as_csv(row(answered_on="2019-03-01")))


def test_every_reason_is_said_at_once(says):
    said = says(as_csv(row(requester_name="", outcome="splendid", team="Nowhere")))

    assert "Requester name" in said
    assert "splendid" in said
    assert "Nowhere" in said


def test_colleagues_of_another_authority_are_not_found(says):
    UserFactory(email="far@away.example")

    assert "no account" in says(as_csv(row(officer="far@away.example")))


def test_an_officer_who_has_left_keeps_past_requests_alone(run, says, authority):
    UserFactory(authority=authority, email="gone@northmoor.example", is_active=False)
    run(as_csv(row(officer="gone@northmoor.example")))

    assert FOIRequest.objects.get().officer.email == "gone@northmoor.example"
    opened = row(
        reference="OLD/2",
        state="answering",
        answered_on="",
        outcome="",
        officer="gone@northmoor.example",
    )
    assert "cannot have open requests" in says(as_csv(opened))


def test_a_reference_twice_in_the_file_is_made_once(run):
    done = run(as_csv(row(), row(reference=" OLD/1 ")))

    assert (done.made, done.rejected) == (1, 1)
    assert done.findings.get().says == "The reference OLD/1 is on line 2 already."


def test_a_long_subject_is_cut_and_said(run):
    done = run(as_csv(row(subject="word " * 60)))

    assert len(FOIRequest.objects.get().subject) <= 200
    assert "cut" in done.findings.get().says
