"""The pages of advice from outside."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from responses.models import Advice, AdviceRule
from tests.factories import (
    AdviceFactory,
    AdviceRuleFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)

TODAY = timezone.localdate()


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, reference="77-26")


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


def day_fields(name, day=TODAY):
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def awaited(foi_request, **fields):
    return AdviceFactory(
        foi_request=foi_request,
        received_on=None,
        received="",
        file="",
        name="",
        sent_on=TODAY,
        wanted_by=TODAY,
        **fields,
    )


def url(name, advice):
    return reverse(name, args=[advice.foi_request.reference, advice.pk])


def sought(**changes):
    return {
        "source": "third_party",
        "adviser": "O’Neill & Sons",
        "email": "",
        "asked": "Would the price harm you?",
        **day_fields("wanted_by"),
        **changes,
    }


def test_advice_sought_stands_on_the_page_of_the_request(client, foi_request):
    question = QuestionFactory(foi_request=foi_request)

    page = client.post(
        reverse("seek-advice", args=["77-26"]),
        sought(questions=[question.pk]),
        follow=True,
    )

    assert "O’Neill &amp; Sons" in page.content.decode()
    assert "Record the answer" in page.content.decode()


def test_a_day_is_offered_never_after_the_due_date(client, foi_request):
    foi_request.due_on = TODAY + timedelta(days=2)
    foi_request.save()

    form = client.get(reverse("seek-advice", args=["77-26"])).context["form"]

    assert form["wanted_by"].value() == foi_request.due_on


def test_a_form_refused_comes_back_filled_in(client, foi_request):
    page = client.post(
        reverse("seek-advice", args=["77-26"]), sought(is_mailed="on")
    ).content.decode()

    assert "Enter the e-mail address" in page
    assert "Would the price harm you?" in page
    assert not Advice.objects.exists()


def test_the_answer_leads_to_the_decision(client, foi_request):
    advice = awaited(foi_request)

    page = client.post(
        url("receive-advice", advice),
        {
            "received": "<script>alert(1)</script>",
            "chosen": SimpleUploadedFile("advice.pdf", b"%PDF-1.7"),
            **day_fields("received_on"),
        },
        follow=True,
    )

    assert page.redirect_chain[-1][0] == url("decide-advice", advice)
    assert "<script>alert" not in page.content.decode()
    file = client.get(url("advice-file", advice))
    assert file.content == b"%PDF-1.7"
    assert "attachment" in file["Content-Disposition"]


def test_a_file_too_large_is_refused_with_the_words_kept(client, foi_request, settings):
    settings.MOST_BYTES_PER_FILE = 4
    advice = awaited(foi_request)

    page = client.post(
        url("receive-advice", advice),
        {
            "received": "It is privileged.",
            "chosen": SimpleUploadedFile("advice.pdf", b"%PDF-1.7"),
            **day_fields("received_on"),
        },
    ).content.decode()

    assert "advice.pdf is larger than" in page
    assert "It is privileged." in page
    advice.refresh_from_db()
    assert advice.is_awaited


def test_an_empty_file_is_refused(client, foi_request):
    advice = awaited(foi_request)

    page = client.post(
        url("receive-advice", advice),
        {
            "received": "It is privileged.",
            "chosen": SimpleUploadedFile("advice.pdf", b""),
            **day_fields("received_on"),
        },
    ).content.decode()

    assert "advice.pdf is empty" in page
    advice.refresh_from_db()
    assert advice.is_awaited


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("chase-advice", {"note": "Soon?", **day_fields("wanted_by")}),
        ("withdraw-advice", {"reason": "Withdrawn."}),
    ],
)
def test_a_step_leads_back_to_the_advice(client, foi_request, name, typed):
    answer = client.post(url(name, awaited(foi_request)), typed)

    assert answer.url == f"{foi_request.get_absolute_url()}#advice"


def test_a_decision_is_shown_with_its_reason(client, foi_request):
    advice = AdviceFactory(foi_request=foi_request)

    page = client.post(
        url("decide-advice", advice),
        {"decision": "in_part", "reason": "The notes of May are older."},
        follow=True,
    ).content.decode()

    assert "Followed in part" in page
    assert "The notes of May are older." in page


def test_advice_of_another_request_is_not_found(client, foi_request):
    other = AdviceFactory(foi_request__authority=foi_request.authority)

    for name in ("decide-advice", "advice-file", "chase-advice"):
        address = reverse(name, args=["77-26", other.pk])
        assert client.get(address).status_code == 404


def test_the_queries_of_the_request_do_not_grow_with_advice(client, foi_request):
    page = foi_request.get_absolute_url()
    AdviceFactory(foi_request=foi_request)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    AdviceFactory.create_batch(6, foi_request=foi_request)

    with CaptureQueriesContext(connection) as many:
        client.get(page)

    assert len(many) == len(few)


def test_an_administrator_keeps_the_rules_of_the_authority(client, officer):
    administrator = UserFactory(roles=["administrator"], authority=officer.authority)
    other = AdviceRuleFactory(section="43")
    client.force_login(administrator, backend="accounts.backends.RoleBackend")

    page = client.post(
        reverse("add-advice-rule"),
        {"source": "clearing_house", "regime": "FOIA", "section": "s.23"},
        follow=True,
    ).content.decode()

    assert "Cabinet Office Clearing House" in page
    assert reverse("end-advice-rule", args=[other.pk]) not in page
    rule = AdviceRule.objects.get(authority=officer.authority)
    client.post(reverse("end-advice-rule", args=[rule.pk]))
    rule.refresh_from_db()
    assert rule.ended_at is not None


def test_a_section_unknown_to_the_law_comes_back_filled_in(client, officer):
    administrator = UserFactory(roles=["administrator"], authority=officer.authority)
    client.force_login(administrator, backend="accounts.backends.RoleBackend")

    page = client.post(
        reverse("add-advice-rule"),
        {"source": "legal", "regime": "FOIA", "section": "999"},
    ).content.decode()

    assert "“999” is no section" in page
    assert 'value="999"' in page
