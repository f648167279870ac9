"""The pages for reading a letter before issue."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.workflow import State
from responses.models import Clearance
from tests.factories import FOIRequestFactory, QuestionFactory, ResponseDraftFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def foi_request(officer):
    made = kinds.mixed_with_ncnd(authority=officer.authority)
    return kinds.nothing_warns(made, by=officer)


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def at(name, foi_request):
    return reverse(name, kwargs={"reference": foi_request.reference})


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_preview_shows_the_very_letter(as_officer, foi_request):
    response = as_officer.get(at("preview-response", foi_request))

    assert response.context["letter"] in response.content.decode()
    assert "Nothing that the law requires is missing" in text_of(response)


def test_the_preview_offers_to_send_only_what_is_ready(as_officer, foi_request):
    QuestionFactory(foi_request=foi_request, order=9, label="3")

    page = text_of(as_officer.get(at("preview-response", foi_request)))

    assert "Question 3 has no outcome yet." in page
    assert "Not sent for clearance yet" in page
    assert "Send for clearance</button>" not in page


def test_what_is_missing_of_a_citation_leads_to_the_citation(as_officer, officer):
    foi_request = kinds.request(authority=officer.authority)
    kinds.answer(
        foi_request,
        outcome="withheld",
        cites=["FOIA 43(2)"],
        harm="Bidders at the next tender would be likely to ask for more.",
    )
    first = foi_request.questions.first()

    response = as_officer.get(at("preview-response", foi_request))

    where = reverse(
        "change-citation",
        kwargs={
            "reference": foi_request.reference,
            "question": first.pk,
            "citation": foi_request.answers.get().citations.get().pk,
        },
    )
    found = {check.fix_link.url for check in response.context["checklist"].must}
    assert found == {f"{where}#id_why_applies", f"{where}#id_balance"}


def test_what_only_an_administrator_can_put_right_says_so(as_officer, foi_request):
    foi_request.authority.review_contact = ""
    foi_request.authority.save()

    page = text_of(as_officer.get(at("preview-response", foi_request)))

    assert "Missing: internal review" in page
    assert "Ask an administrator to enter this." in page


def test_a_draft_is_sent_and_the_room_shown(as_officer, foi_request):
    response = as_officer.post(at("send-for-clearance", foi_request))

    foi_request.refresh_from_db()
    assert response.url == at("draft-response", foi_request)
    assert foi_request.state == State.CLEARANCE


def test_what_stands_in_the_way_is_said_in_one_line(as_officer, foi_request):
    QuestionFactory(foi_request=foi_request, order=9, label="3")

    page = text_of(as_officer.post(at("send-for-clearance", foi_request)))

    assert "Not sent yet: 1 point must be put right" in page
    assert "Question 3 has no outcome yet." in page


def test_the_queue_has_what_is_due_first_on_top(client, officer, approver):
    later, sooner = (
        FOIRequestFactory(authority=officer.authority, state="clearance", due_on=day)
        for day in (date(2026, 4, 1), date(2026, 3, 31))
    )
    FOIRequestFactory(authority=officer.authority, state="answering")
    FOIRequestFactory(state="clearance")  # another authority's
    client.force_login(approver)

    response = client.get(reverse("clearance-queue"))

    waiting = [row.foi_request for row, _, _ in response.context["waiting"]]
    assert waiting == [sooner, later]


@pytest.mark.parametrize("number", [2, 20])
def test_the_queue_asks_the_same_number_of_questions_however_long_it_is(
    client, officer, approver, django_assert_num_queries, number
):
    for _ in range(number):
        foi_request = FOIRequestFactory(authority=officer.authority, state="clearance")
        ResponseDraftFactory(foi_request=foi_request, submitted_by=officer)
        clearance = Clearance.objects.create(foi_request=foi_request)
        step = clearance.steps.create(name="Legal", state="open")
        step.people.add(approver, officer)
    client.force_login(approver)

    with django_assert_num_queries(17):
        client.get(reverse("clearance-queue"))


@pytest.mark.parametrize("number", [4, 40])
def test_the_preview_asks_the_same_number_of_questions_however_long_it_is(
    as_officer, officer, django_assert_num_queries, number
):
    foi_request = FOIRequestFactory(authority=officer.authority)
    for order in range(number):
        QuestionFactory(foi_request=foi_request, order=order, label=str(order + 1))
    for order in range(number):
        kinds.answer(foi_request, order, text="<p>Yes.</p>")

    with django_assert_num_queries(38):
        as_officer.get(at("preview-response", foi_request))


def test_a_page_out_of_its_time_says_why_nothing_can_be_done(as_officer, foi_request):
    page = text_of(as_officer.get(at("issue-response", foi_request)))

    assert "A letter can be issued once its response is “Cleared”." in page


def test_a_response_is_recalled(as_officer, foi_request, officer):
    kinds.in_clearance(foi_request, by=officer)

    as_officer.post(at("recall-from-clearance", foi_request))

    foi_request.refresh_from_db()
    assert foi_request.state == State.ANSWERING


def test_a_long_letter_makes_no_heavy_page(as_officer, officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    for order in range(200):
        QuestionFactory(foi_request=foi_request, order=order, label=str(order + 1))
    for order in range(200):
        kinds.answer(foi_request, order, text="<p>Yes.</p>")

    response = as_officer.get(at("preview-response", foi_request))

    assert len(response.content) < 100 * 1024


# --- Sending from the room ----------------------------------------------------------


@pytest.fixture
def warned(officer):
    """A draft that nothing blocks, with two warnings or more."""
    return kinds.mixed_with_ncnd(authority=officer.authority)


def test_each_warning_stands_with_its_reason(as_officer, warned):
    response = as_officer.get(at("send-for-clearance", warned))

    form = response.context["form"]
    assert len(form.warnings) == len(response.context["checklist"].advised) > 1
    assert form.for_all is not None
    assert "need a correction or a reason" in text_of(response)


def test_one_reason_overrides_every_warning_and_the_draft_goes(as_officer, warned):
    reason = "This is how the authority writes."

    as_officer.post(at("send-for-clearance", warned), {"for_all": reason})

    warned.refresh_from_db()
    assert warned.state == State.CLEARANCE
    assert {one.reason for one in warned.warning_overrides.all()} == {reason}


def test_without_every_reason_nothing_is_overridden_and_no_word_is_lost(
    as_officer, warned
):
    first = as_officer.get(at("send-for-clearance", warned)).context["form"].warnings[0]
    posted = {first[1].html_name: "A reason for one alone."}

    page = as_officer.post(at("send-for-clearance", warned), posted)

    warned.refresh_from_db()
    assert warned.state == State.ANSWERING
    assert not warned.warning_overrides.exists()
    assert "A reason for one alone." in text_of(page)


def test_a_draft_sent_twice_says_why_not(as_officer, foi_request):
    as_officer.post(at("send-for-clearance", foi_request))

    page = text_of(as_officer.post(at("send-for-clearance", foi_request)))

    assert "This request is “In clearance”" in page
