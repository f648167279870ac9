"""An officer asks two departments; a person answers by a link, on a telephone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import Enquiry
from responses.enquiries.asking import make_enquiry
from responses.enquiries.link_changes import end_link
from responses.enquiries.links import link_for, url_of
from responses.enquiries.posting import SEND_ENQUIRIES
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime.now(ZoneInfo("Europe/London"))
TODAY = NOW.date()


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"], first_name="Priya", last_name="Nair")


@pytest.fixture
def foi_request(officer):
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        received_on=TODAY - timedelta(days=4),
        due_on=TODAY + timedelta(days=24),
    )
    for number in range(1, 3):
        QuestionFactory(
            foi_request=foi_request,
            order=number,
            label=str(number),
            text=f"How many benches stood in park {number}?",
            due_on=foi_request.due_on,
        )
    return foi_request


def enter(page, day: date):
    for name, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(name, exact=True).fill(str(part))


def test_two_departments_are_asked_and_a_link_is_answered_on_a_telephone(
    foi_request, officer, page, new_page, sign_in, check_axe, check_widths
):
    DepartmentFactory(
        authority=officer.authority, name="Parks", mailbox="parks@authority.example"
    )
    DepartmentFactory(authority=officer.authority, name="Highways")
    sign_in(page, officer)
    page.goto(reverse("make-enquiry", args=[foi_request.reference]))
    page.get_by_label("Parks").check()
    page.get_by_label("Highways").check()
    page.get_by_label("1 How many").check()
    page.get_by_label("What you want to know").fill("As of May.")
    enter(page, TODAY)
    check_widths(page)
    page.get_by_role("button", name="Send questions").click()
    expect(page.get_by_text("Questions sent to")).to_be_visible()
    check_widths(page)

    run_due(handler=handler_of(SEND_ENQUIRIES.name), on=TODAY, at=NOW)
    paths = {
        one.to[0]: "/reply/" + one.body.partition("/reply/")[2].split()[0]
        for one in mail.outbox
    }
    telephone = new_page(is_narrow=True)
    telephone.goto(paths.pop("parks@authority.example"))
    check_axe(telephone)
    assert telephone.evaluate("document.documentElement.scrollWidth") <= 400
    telephone.get_by_label("Answer to question 1").fill("Eleven benches.")
    telephone.get_by_role("button", name="Send answer").click()
    expect(telephone.get_by_text("Answer sent. Thank you.")).to_be_visible()
    check_axe(telephone)

    other = new_page(is_narrow=True, javascript=False)
    (path,) = paths.values()
    other.goto(path)
    other.locator("#not-ours summary").click()
    other.get_by_label("Why these questions").fill("Parks have the benches.")
    other.get_by_label("Department to ask instead").select_option("Parks")
    other.get_by_role("button", name="Say that this is not ours").click()
    expect(other.get_by_text("The officer is told.")).to_be_visible()

    question = foi_request.questions.get(label="1")
    page.goto(reverse("answer-question", args=[foi_request.reference, question.pk]))
    page.locator("[data-panel=departments]").click()
    expect(page.get_by_role("button", name="Ask Parks")).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Put into answer").click()
    expect(page.locator("[contenteditable=true]").first).to_contain_text(
        "Eleven benches."
    )
    page.goto(reverse("enquiries-out"))
    check_widths(page)
    assert Enquiry.objects.unanswered().count() == 0


def test_a_draft_is_kept_while_a_person_writes(
    foi_request, officer, page, new_page, sign_in
):
    parks = DepartmentFactory(authority=officer.authority, name="Parks")
    enquiry = Enquiry.objects.create(
        foi_request=foi_request,
        department=parks,
        asked_by=officer,
        asked_on=TODAY,
        wanted_by=TODAY,
    )
    enquiry.questions.add(foi_request.questions.get(label="2"))
    contributor = UserFactory(
        roles=["contributor"], authority=officer.authority, department=parks
    )
    sign_in(page, contributor)
    page.goto(reverse("answer-enquiry", args=[enquiry.pk]))
    page.get_by_label("Answer to question 2").fill("Perhaps nine.")

    expect(page.get_by_text("Draft saved at")).to_be_visible(timeout=20_000)

    assert enquiry.replies.get().parts.get().text == "Perhaps nine."

    told = page.locator("[data-draft-told]")
    page.context.set_offline(True)
    page.get_by_label("Answer to question 2").fill("Perhaps nine or ten.")
    expect(told).to_contain_text("could not be saved", timeout=20_000)
    page.context.set_offline(False)
    expect(told).to_contain_text("Draft saved at", timeout=20_000)
    assert enquiry.replies.get().parts.get().text == "Perhaps nine or ten."


def test_two_telephones_with_one_link_see_each_others_words(
    foi_request, officer, new_page, check_axe
):
    enquiry = make_enquiry(
        foi_request=foi_request,
        department=DepartmentFactory(authority=officer.authority, name="Parks"),
        questions=foi_request.questions.filter(label="1"),
        message="",
        wanted_by=TODAY,
        by=officer,
        on=TODAY,
    )
    link = link_for(enquiry, "parks@authority.example", on=TODAY)
    path = "/reply/" + url_of(link).partition("/reply/")[2]
    first, second = new_page(is_narrow=True), new_page(is_narrow=True)
    for telephone in (first, second):
        telephone.goto(path)
    box = "Answer to question 1"
    first.get_by_label(box).fill("Nine in the depot.")
    first.get_by_role("button", name="Save draft").click()
    expect(first.get_by_text("Draft saved. Only you")).to_be_visible()

    second.get_by_label(box).fill("Eleven benches.")
    second.get_by_role("button", name="Send answer").click()
    expect(second.get_by_text("Saved on another page meanwhile")).to_be_visible()
    expect(second.get_by_text("Nine in the depot.")).to_be_visible()
    check_axe(second)
    second.get_by_label(box).fill("Eleven benches, and nine in the depot.")
    second.get_by_role("button", name="Send answer").click()
    expect(second.get_by_text("Answer sent. Thank you.")).to_be_visible()

    end_link(link=link, by=officer, on=TODAY, at=NOW)
    first.goto(path)
    expect(first.get_by_role("heading", name="This link has ended")).to_be_visible()
    check_axe(first)
