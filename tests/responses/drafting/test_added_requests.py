"""Requests are added up by reference, as far as the law lets their cost count."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from responses.drafting.citations import cite_exemption
from responses.drafting.facts import WrongFact
from responses.models import Citation
from tests.factories import FOIRequestFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db

KEYS = {"FOIA": "FOIA 12(1)", "FOISA": "FOISA 12(2)"}


@pytest.fixture
def asked(officer):
    """Make a request; this one and others differ in what a test names."""

    def make(regime="FOIA", **changes):
        values = {
            "regime": regime,
            "authority": officer.authority,
            "requester_name": "Ada Quill",
            "requester_email": "ada@example.org",
            "received_on": date(2026, 3, 2),
        }
        return kinds.request(**(values | changes))

    return make


def cite(foi_request, officer, *references, **facts):
    return cite_exemption(
        foi_request=foi_request,
        question=foi_request.questions.first(),
        provision_key=KEYS[foi_request.regime],
        facts={"added_requests": list(references), **facts},
        by=officer,
        on=kinds.ON,
    )


@pytest.mark.parametrize(
    ("changes", "made_by"),
    [
        ({}, "same"),
        ({"requester_name": "A. Quill"}, "same"),
        ({"requester_name": "ADA QUILL", "requester_email": ""}, "same"),
        ({"requester_name": "Bo", "requester_email": "bo@example.org"}, "together"),
        # 60 working days, the first and the last included.
        ({"received_on": date(2025, 12, 3)}, "same"),
    ],
)
def test_requests_that_the_regulations_allow_are_added_up(
    officer, asked, changes, made_by
):
    other = asked(**changes)

    citation = cite(asked(), officer, other.reference, added_from=made_by)

    assert citation.facts["added_requests"] == [other.reference]


@pytest.mark.parametrize(
    ("changes", "made_by", "reason"),
    [
        ({"received_on": date(2025, 12, 2)}, "same", "within 60 consecutive working"),
        (
            {"requester_name": "Bo", "requester_email": "bo@example.org"},
            "same",
            "another name and e-mail address",
        ),
        (
            {"requester_name": "Bo", "requester_email": ""},
            "same",
            "another name and e-mail address",
        ),
        ({"regime": "EIR"}, "same", "Environmental Information Regulations"),
    ],
)
def test_requests_that_the_regulations_leave_out_are_refused(
    officer, asked, changes, made_by, reason
):
    other = asked(**changes)

    with pytest.raises(WrongFact, match=reason):
        cite(asked(), officer, other.reference, added_from=made_by)

    assert not Citation.objects.exists()


def test_this_request_itself_and_one_unknown_or_unseen_are_refused(officer, asked):
    this = asked()
    elsewhere = FOIRequestFactory()

    for reference, reason in (
        (this.reference, "this request itself"),
        ("FOI-1999-0001", "You see no request FOI-1999-0001"),
        (elsewhere.reference, f"You see no request {elsewhere.reference}"),
    ):
        with pytest.raises(WrongFact, match=reason):
            cite(this, officer, reference)


def test_scottish_law_adds_up_requests_of_different_people_alone(officer, asked):
    this = asked("FOISA")
    with pytest.raises(WrongFact, match="only requests by different people"):
        cite(this, officer, asked("FOISA").reference)

    other = asked("FOISA", requester_name="Bo", requester_email="bo@example.org")

    assert cite(this, officer, other.reference).facts["added_requests"]


def test_a_sample_larger_than_its_records_is_refused(officer, asked):
    with pytest.raises(WrongFact, match="The sample has 40 records, but only 30"):
        cite(asked(), officer, records=30, records_timed=40)


def test_the_page_takes_references_and_comes_back_filled(client, officer, asked):
    this, other = asked(), asked()
    client.force_login(officer)
    url = reverse("cite-exemption", args=[this.reference, this.questions.first().pk])
    typed = {
        "records": "400",
        "minutes_locating": "4.5",
        "added_requests": f"{other.reference}\r\nFOI-1999-0001",
        "added_from": "same",
        "added_hours": "7",
    }

    page = client.post(f"{url}?provision=FOIA+12(1)", typed)

    assert "You see no request FOI-1999-0001" in page.text
    assert f"{other.reference}\r\nFOI-1999-0001" in page.text
    assert page.context["form"]["records"].value() == "400"
    assert '<details class="govuk-details" open>' in page.text

    typed["added_requests"] = f"{other.reference}, {other.reference}"
    client.post(f"{url}?provision=FOIA+12(1)", typed)

    citation = Citation.objects.get()
    assert citation.facts == {
        "records": 400,
        "minutes_locating": "4.5",
        "added_requests": [other.reference],
        "added_from": "same",
        "added_hours": "7",
    }
    change = reverse(
        "change-citation",
        args=[this.reference, this.questions.first().pk, citation.pk],
    )
    again = client.get(change)
    assert again.context["form"]["added_requests"].value() == other.reference
    assert "37 hours at £25 an hour come to £925." in again.text
    assert "That is above the limit of £450." in again.text


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("records", "many", "Enter how many as a whole number"),
        ("records", "0", "Enter 1 or more, or leave this empty"),
        ("minutes_locating", "x", "Enter the minutes as a number"),
        ("minutes_locating", "-3", "Enter more than 0 minutes"),
        ("minutes_locating", "123456", "Enter fewer minutes"),
        ("added_requests", "x" * 400, "Enter each reference in a line of its own"),
        ("added_requests", "\n".join(map(str, range(60))), "Enter at most 50"),
    ],
)
def test_a_wrong_figure_is_named_in_a_sentence(
    client, officer, asked, name, typed, said
):
    this = asked()
    client.force_login(officer)
    url = reverse("cite-exemption", args=[this.reference, this.questions.first().pk])

    page = client.post(f"{url}?provision=FOIA+12(1)", {name: typed})

    assert said in page.text
    assert not Citation.objects.exists()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"hours_locating": Decimal(18)}, "so the request cannot be refused on cost"),
        ({"hours_locating": Decimal("18.1")}, "That is above the limit of £450."),
        ({}, "An hour counts for £25."),
    ],
)
def test_the_sum_is_shown_without_a_script(client, officer, asked, facts, said):
    this = asked()
    citation = cite(this, officer, **facts)
    client.force_login(officer)

    page = client.get(
        reverse(
            "change-citation",
            args=[this.reference, this.questions.first().pk, citation.pk],
        )
    )

    assert said in page.text


def test_the_page_asks_as_often_for_many_requests_added_up(
    client, officer, asked, django_assert_num_queries
):
    this = asked()
    others = [asked().reference for _ in range(4)]
    citation = cite(this, officer)
    client.force_login(officer)
    url = reverse(
        "change-citation",
        args=[this.reference, this.questions.first().pk, citation.pk],
    )
    client.get(url)
    with CaptureQueriesContext(connection) as alone:
        client.get(url)
    citation.facts = {"added_requests": others, "hours_locating": "20"}
    citation.save()

    with django_assert_num_queries(len(alone)):
        client.get(url)
