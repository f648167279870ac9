"""Overriding a warning, on its own page and from a letter's checklist."""

import pytest
from django.urls import reverse

from responses.checks.services import findings
from responses.letters.composing import compose
from responses.models import WarningOverride
from tests.factories import QuestionFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def foi_request(officer):
    return kinds.mixed_with_ncnd(authority=officer.authority)


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def preview(foi_request):
    return reverse("preview-response", kwargs={"reference": foi_request.reference})


def check(as_officer, foi_request, code):
    checklist = as_officer.get(preview(foi_request)).context["checklist"]
    every = [*checklist.must, *checklist.advised, *checklist.overridden]
    return next(one for one in every if one.found.finding.code == code)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_warning_is_overridden_from_the_letter_and_leads_back_to_it(
    as_officer, foi_request
):
    one = check(as_officer, foi_request, "one_balance_for_several")
    issue = reverse("issue-response", kwargs={"reference": foi_request.reference})

    response = as_officer.post(
        one.override_url, {"reason": "It is the same.", "back": issue}, follow=True
    )

    assert response.redirect_chain == [(f"{issue}#checklist", 302)]
    assert "Warning overridden: One balance is given" in text_of(response)


def test_an_override_is_shown_with_who_and_why(as_officer, foi_request, officer):
    kinds.nothing_warns(foi_request, by=officer)

    page = text_of(as_officer.get(preview(foi_request)))

    assert "Overridden warnings (2)" in page
    assert "The letter says all that this requester needs." in page
    assert "every warning is overridden with a reason" in page
    assert "Send for clearance</button>" in page


def test_while_a_warning_stands_the_letter_is_not_offered_to_be_sent(
    as_officer, foi_request
):
    page = text_of(as_officer.get(preview(foi_request)))

    assert "Good practice (2)" in page
    assert "Send for clearance</button>" not in page


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("", "Give the reason for overriding the warning"),
        ("x" * 2_001, "Give the reason in at most 2,000 characters"),
    ],
)
def test_a_reason_that_will_not_do_keeps_what_was_typed(
    as_officer, foi_request, reason, says
):
    one = check(as_officer, foi_request, "one_balance_for_several")

    response = as_officer.post(
        one.override_url, {"reason": reason, "back": preview(foi_request)}
    )

    page = text_of(response)
    assert "<title>Error: Override warning" in page
    assert says in page
    assert reason in page
    assert f'value="{preview(foi_request)}"' in page


def test_what_blocks_has_no_form_and_its_address_refuses(as_officer, foi_request):
    QuestionFactory(foi_request=foi_request, order=9, label="3")
    one = check(as_officer, foi_request, "question_without_outcome")
    assert one.override_url == ""
    at = reverse(
        "override-warning",
        kwargs={
            "reference": foi_request.reference,
            "draft": "response",
            "fingerprint": one.found.fingerprint,
        },
    )

    page = text_of(as_officer.get(at))
    response = as_officer.post(at, {"reason": "Never mind."})

    assert "cannot be overridden" in page
    assert "<textarea" not in page
    assert "cannot be overridden" in text_of(response)
    assert not WarningOverride.objects.exists()


def test_a_warning_that_is_gone_is_said_to_be(as_officer, foi_request):
    one = check(as_officer, foi_request, "one_balance_for_several")
    foi_request.statement.citations.filter(provision_key="FOIA 31(3)").delete()

    page = text_of(as_officer.get(one.override_url))

    assert "The letter no longer has this warning" in page


def test_an_override_is_removed(as_officer, foi_request, officer):
    kinds.nothing_warns(foi_request, by=officer)
    one = check(as_officer, foi_request, "one_balance_for_several")

    response = as_officer.post(one.remove_override_url, follow=True)
    again = as_officer.post(one.remove_override_url, follow=True)

    assert "Override removed" in text_of(response)
    assert "That warning is not overridden." in text_of(again)


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x", ""]
)
def test_overriding_a_warning_leads_nowhere_else(as_officer, foi_request, back):
    one = check(as_officer, foi_request, "one_balance_for_several")

    response = as_officer.post(one.override_url, {"reason": "Same.", "back": back})

    assert response.url == f"{preview(foi_request)}#checklist"


def test_an_unknown_letter_is_not_there(as_officer, foi_request):
    at = reverse(
        "override-warning",
        kwargs={
            "reference": foi_request.reference,
            "draft": "poem",
            "fingerprint": "0" * 64,
        },
    )

    assert as_officer.get(at).status_code == 404


def test_who_only_reads_decides_nothing(client, foi_request, approver):
    client.force_login(approver)

    page = text_of(client.get(preview(foi_request)))

    assert "Good practice (2)" in page
    assert 'name="reason"' not in page


def test_every_finding_leads_somewhere_that_exists(as_officer, officer):
    for kind, regime in kinds.EVERY_KIND:
        make, _ = kinds.KINDS[kind]
        foi_request = make(regime, authority=officer.authority)
        QuestionFactory(foi_request=foi_request, order=9, label="3")
        foi_request.answers.update(text="")
        for answer in foi_request.answers.all():
            answer.citations.update(why_applies="", harm="", balance="")
        content = compose(foi_request, on=kinds.ON)
        assert len(findings(foi_request, content)) > 0

        checklist = as_officer.get(preview(foi_request)).context["checklist"]

        for one in {one.fix_link.url.partition("#")[0] for one in checklist.must}:
            assert as_officer.get(one).status_code == 200, (kind, regime, one)
