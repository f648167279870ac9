"""Requests are added up by reference, as far as the law lets their cost count."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from responses.checks.services import findings
from responses.checks.where_to_fix import WhereToFix
from responses.drafting.added_requests import offered_to_add
from responses.drafting.citations import cite_exemption
from responses.drafting.facts import WrongFact
from responses.letters.composing import compose
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


# --- Offered ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regime", "changes", "is_offered"),
    [
        ("FOIA", {}, True),
        ("FOIA", {"requester_name": "Bo", "requester_email": "a@example.org"}, True),
        (
            "FOIA",
            {
                "requester_name": "Bo",
                "requester_email": "a@example.org",
                "subject": "Other",
            },
            False,
        ),
        ("FOIA", {"received_on": date(2025, 12, 3)}, True),
        ("FOIA", {"received_on": date(2025, 12, 2)}, False),
        ("FOIA", {"is_restricted": True}, False),
        ("FOISA", {}, False),
        ("FOISA", {"requester_name": "Bo", "requester_email": "a@example.org"}, True),
    ],
    ids=[
        *("same person", "same subject", "another thing", "in 60 days", "in 61"),
        *("restricted", "Scotland, same person", "Scotland, another person"),
    ],
)
def test_what_may_be_added_up_is_offered(officer, asked, regime, changes, is_offered):
    foi_request = asked(regime)
    other = asked(regime, **changes)
    if changes.get("subject"):
        other.questions.update(text="Something else.")

    found = offered_to_add(foi_request, to=officer)

    assert found == ([other] if is_offered else [])
    assert offered_to_add(foi_request, to=officer, named=[other.reference]) == []


def test_a_request_in_the_same_words_is_offered_after_the_requesters_own(
    officer, asked
):
    foi_request, campaign = (
        asked(),
        asked(requester_name="Bo", requester_email="bo@example.org", subject="Ferries"),
    )
    own = asked(subject="Another subject", received_on=date(2026, 2, 2))

    assert offered_to_add(foi_request, to=officer) == [own, campaign]


def test_what_is_chosen_is_added_to_the_references_typed(client, officer, asked):
    foi_request, typed, chosen = asked(), asked(), asked()
    address = reverse(
        "cite-exemption", args=[foi_request.reference, foi_request.questions.first().pk]
    )
    client.force_login(officer)
    page = client.get(address, {"provision": "FOIA 12(1)"})
    assert f"{chosen} by Ada Quill, received on 2 March 2026" in page.text

    client.post(
        f"{address}?provision=FOIA+12(1)",
        {
            "added_requests": typed.reference,
            "added_offered": [chosen.reference, typed.reference],
            "added_from": "same",
        },
    )

    named = Citation.objects.get().facts["added_requests"]
    assert named == [typed.reference, chosen.reference]


# --- Checked again ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("corrected", "told"),
    [
        ({"received_on": date(2025, 6, 2)}, "within 60 consecutive working"),
        (
            {"requester_name": "Bo", "requester_email": "bo@example.org"},
            "another name and e-mail address",
        ),
        ({"reference": "FOI-2026-9999"}, "There is no request"),
    ],
)
def test_the_gate_looks_again_once_a_request_was_corrected(
    officer, asked, corrected, told
):
    foi_request, other = asked(), asked()
    cited = cite(foi_request, officer, other.reference, added_from="same")
    cited.answer.outcome = "cost"
    cited.answer.save()

    def found():
        content = compose(foi_request, on=kinds.ON)
        these = findings(foi_request, content)
        links = WhereToFix(foi_request, content)
        return [
            (one.finding.message, links(one.finding).url)
            for one in these
            if one.finding.code == "not_added_up"
        ]

    assert found() == []
    type(other).objects.filter(pk=other.pk).update(**corrected)

    ((message, url),) = found()
    assert told in message
    assert url.endswith("#id_added_requests")
