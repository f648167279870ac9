"""A request for the requester's own data is valid, and handed on with its own day."""

from datetime import date

import pytest
from django.urls import reverse

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.catalogue import KINDS, compose_procedural
from statute import refusals
from statute.notices import Severity
from statute.regimes import INFORMATION_REGIMES, Regime
from tests.facts import facts_for
from tests.responses import kinds, procedural_letters

pytestmark = pytest.mark.django_db

OWN_DATA = {
    "FOIA": "FOIA 40(1)",
    "FOISA": "FOISA 38(1)(a)",
    "EIR": "EIR 5(3)",
    "EISR": "EISR 11(1)",
}


def handing_on(regime, way_on="handling", **fields):
    made = kinds.request(regime, **fields)
    answer = kinds.answer(made, outcome="withheld", cites=[OWN_DATA[regime]])
    answer.citations.update(facts=facts_for(OWN_DATA[regime], subject_access=way_on))
    return made


def said(made, on):
    return " ".join(page_of(compose(made, on=on)).split())


@pytest.mark.parametrize("regime", OWN_DATA)
def test_the_letter_says_by_when_own_data_is_answered(regime):
    made = handing_on(regime)
    assert made.received_on == date(2026, 3, 2)

    page = said(made, on=kinds.ON)

    assert "we will answer it as such by 2 April 2026" in page
    assert "sorry" not in page.split("your own data too")[1].split("</p>")[0]


@pytest.mark.parametrize("regime", OWN_DATA)
def test_a_day_that_is_past_is_not_promised(regime):
    made, late = handing_on(regime), date(2026, 4, 9)

    page = said(made, on=late)

    assert "by 2 April 2026" not in page
    assert "ended on 2 April 2026" in page
    assert "subject_access_overdue" in {
        one.code for one in findings_in(compose(made, on=late))
    }
    assert "subject_access_overdue" not in {
        one.code for one in findings_in(compose(made, on=kinds.ON))
    }


def test_an_invitation_promises_no_day():
    assert "2 April 2026" not in said(handing_on("FOIA", "invite"), on=kinds.ON)


@pytest.mark.parametrize("regime", OWN_DATA)
def test_each_law_has_its_provision(regime):
    assert list(refusals.own_data(Regime(regime))) == [OWN_DATA[regime]]


@pytest.mark.parametrize("regime", INFORMATION_REGIMES)
def test_own_data_is_no_ground_offered_for_an_invalid_request(regime):
    made = kinds.request(regime)
    kind = KINDS["invalid_request"]

    (lack, *_) = kind.fields(Case(made, on=kinds.ON))

    assert "own_data" not in {value for value, _, _ in lack.choices}
    assert "is valid" in lack.hint
    assert OWN_DATA[regime].split(" ")[1] in lack.hint


@pytest.mark.parametrize("regime", INFORMATION_REGIMES)
def test_a_saved_letter_with_that_ground_is_shown_and_cannot_leave(regime):
    details = {**procedural_letters.DETAILS["invalid_request"], "lack": "own_data"}

    content = compose_procedural(
        kinds.request(regime), kind="invalid_request", details=details, on=kinds.ON
    )

    assert "personal data about yourself" in page_of(content)
    assert ("own_data_is_valid", Severity.BLOCK) in {
        (one.code, one.severity) for one in findings_in(content)
    }


def test_the_page_shows_both_days(client, officer):
    made = handing_on("FOIA", authority=officer.authority)
    answer = made.answers.get()
    client.force_login(officer)

    page = client.get(
        reverse(
            "change-citation",
            kwargs={
                "reference": made.reference,
                "question": answer.questions.first().pk,
                "citation": answer.citations.get().pk,
            },
        )
    )

    words = " ".join(page.content.decode().split())
    assert "As a subject access request it is due by 2 April 2026" in words
    assert "Act 2000 it is due by" in words
