"""All pages about a request, in a wide and a narrow window, full and empty."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from requests_app.casework.handling import add_note
from requests_app.clock.events import recalculate_due_date
from requests_app.models import Enquiry, FOIRequest, Job
from requests_app.reminders.services import remind_of_due_dates
from requests_app.search.indexing import index_request
from responses.enquiries.asking import make_enquiry
from tests.factories import (
    AnswerFactory,
    AuthorityFactory,
    DepartmentFactory,
    FOIRequestFactory,
    LetterFactory,
    QuestionFactory,
    TeamFactory,
    UserFactory,
)
from tests.journeys.conftest import WIDE

pytestmark = pytest.mark.django_db(transaction=True)


class Office:
    """An authority with its people and some requests, dated relative to today."""

    def __init__(self):
        self.today = timezone.localdate()  # noqa: TID251 - the day the pages go by
        self.authority = AuthorityFactory(name="Midshire Police")
        self.team = TeamFactory(authority=self.authority, name="Disclosure")
        self.department = DepartmentFactory(authority=self.authority, name="Dogs")
        self.officer = self.person("officer", "Olive", team=self.team)
        self.approver = self.person("approver", "Alan")
        self.manager = self.person("manager", "Mary", team=self.team)
        self.auditor = self.person("auditor", "Audrey")
        self.administrator = self.person("administrator", "Adam")
        self.contributor = self.person(
            "contributor", "Carl", department=self.department
        )

    def person(self, role, name, **fields):
        return UserFactory(
            roles=[role],
            authority=self.authority,
            first_name=name,
            last_name=role.title(),
            **fields,
        )

    def request(self, reference, *, due=10, **fields):
        fields = {
            "authority": self.authority,
            "officer": self.officer,
            "team": self.team,
            "received_on": self.today - timedelta(days=14),
            "due_on": None if due is None else self.today + timedelta(days=due),
            "subject": "Police dogs and their handlers",
        } | fields
        made = FOIRequestFactory(reference=reference, **fields)
        one = QuestionFactory(
            foi_request=made, order=0, label="1", text="How many dogs?"
        )
        QuestionFactory(
            foi_request=made, order=1, parent=one, label="a", text="Of what breed?"
        )
        if made.state in {"clearance", "cleared", "answered"}:
            AnswerFactory(foi_request=made, to=[one])
        index_request(made)
        return made

    def fill(self):
        """Make requests of many kinds; return the request with the most detail."""
        self.request("2-26", due=-3)
        self.request("3-26", due=0)
        self.request("4-26", due=None, state="awaiting_clarification")
        self.request("5-26", state="clearance", is_restricted=True)
        self.request("6-26", state="cleared", officer=None)
        self.request("7-26", due=60, regime="EIR")
        self.request(
            None, state="received", registered_on=None, officer=None, team=None
        )
        answered = self.request("8-26", state="answered", closed_on=self.today)
        LetterFactory(foi_request=answered, given_on=self.today)
        LetterFactory(foi_request=self.request("9-26", due=1, state="issued"))
        known = self.request("1-26", due=2)
        with transaction.atomic():
            recalculate_due_date(known)
            known.save()
        add_note(foi_request=known, note="They rang.", by=self.officer, on=self.today)
        make_enquiry(
            foi_request=known,
            department=self.department,
            questions=known.questions.all(),
            message="For 2025.",
            wanted_by=self.today,
            by=self.officer,
            on=self.today,
        )
        remind_of_due_dates(on=self.today)
        Job.objects.update(needs_attention=True, attempts=1, last_error="No route.")
        return known


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def visit(check_widths):
    """Open a page and run `check_widths`."""

    def visit(page, name, /, **named):
        page.set_viewport_size(WIDE)
        page.goto(reverse(name, kwargs=named))
        check_widths(page)
        assert page.title().endswith("FOI casework")

    return visit


def test_every_page_of_a_busy_office(office, page, sign_in, visit):
    office.fill()

    sign_in(page, office.manager)
    for name in ("home", "foi-requests", "dashboard", "jobs"):
        visit(page, name)
    named = {"reference": "1-26"}
    for name in ("foi-request", "due-date", "assign-request", "restrict-request"):
        visit(page, name, **named)
    for name in ("seek-clarification", "request-fee", "make-enquiry", "add-note"):
        visit(page, name, **named)
    visit(page, "receive-fee", **named)  # not possible in the request's state
    visit(page, "due-date", reference="4-26")
    visit(page, "foi-request", reference="8-26")
    visit(page, "cancel-job", job=Job.objects.first().pk)


def test_every_page_of_an_empty_office(office, page, sign_in, visit):
    for person, names in (
        (office.manager, ("home", "foi-requests", "dashboard", "jobs")),
        (office.approver, ("home",)),
        (office.contributor, ("home", "enquiries")),
        (office.auditor, ("home",)),
        (office.administrator, ("home",)),
    ):
        sign_in(page, person)
        for name in names:
            visit(page, name)


def test_pages_that_refuse_are_in_the_same_dress(office, page, sign_in, check_widths):
    office.fill()
    sign_in(page, office.auditor)

    for path, heading in (
        ("/requests/5-26/", "Page not found"),
        ("/requests/1-26/add-note/", "You do not have permission"),
        ("/nowhere/", "Page not found"),
    ):
        page.set_viewport_size(WIDE)
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        check_widths(page)


def test_from_home_to_clarification_and_back(office, page, sign_in, check_axe):
    office.fill()
    sign_in(page, office.officer)
    page.goto(reverse("home"))

    # Every question of the request is with a department.
    page.get_by_text("Waiting for others: ").click()
    page.get_by_role("link", name="1-26", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Police dogs")
    page.get_by_role("link", name="How was this date calculated?").click()
    expect(page.get_by_role("table").first).to_contain_text("Request received")
    page.get_by_role("link", name="1-26").click()

    page.get_by_role("link", name="Ask for clarification").click()
    page.get_by_role("link", name="already told the requester another way").click()
    page.get_by_label("Every question still to be answered").check()
    page.get_by_label("What the requester was asked").fill("Which years?")
    page.get_by_role("button", name="Record that clarification was sought").click()
    expect(page.get_by_role("alert")).to_contain_text("The time for answering stops")
    expect(page.get_by_text("No due date for now")).to_be_visible()

    page.get_by_role("button", name="Record clarification").click()
    page.wait_for_url("**/receive-clarification/")
    page.get_by_role("button", name="Record clarification").click()
    expect(page).to_have_title(
        "Error: Record clarification received – 1-26 – FOI casework"
    )
    check_axe(page)
    page.get_by_label("Every question that waits for the requester").check()
    page.get_by_label("What the requester wrote").fill("2024 and 2025.")
    page.get_by_role("button", name="Record clarification").click()
    expect(page.get_by_role("alert")).to_contain_text("into the questions")
    page.goto(reverse("foi-request", args=["1-26"]))
    expect(page.get_by_text("No due date for now")).to_have_count(0)

    page.get_by_role("link", name="Undo an event that affects the due date").click()
    check_axe(page)
    page.get_by_label("Clarification received").check()
    page.get_by_label("What is wrong with it").fill("It was about another request.")
    page.get_by_role("button", name="Undo the event").click()
    expect(page.get_by_role("alert")).to_contain_text("Event undone")
    page.get_by_role("link", name="Record that clarification is not needed").click()
    check_axe(page)
    page.get_by_label("Why it is not needed").fill("The figures are in one file.")
    page.get_by_role("button", name="Record that clarification is not needed").click()
    expect(page.get_by_role("alert")).to_contain_text("as if nothing had been asked")
    page.goto(reverse("due-date", kwargs={"reference": "1-26"}))
    expect(page.locator("s")).to_contain_text("Clarification received")
    check_axe(page)


def test_a_number_leads_to_its_list_and_filters_can_be_taken_off(
    office, page, sign_in, check_axe
):
    office.fill()
    sign_in(page, office.manager)

    page.goto(reverse("dashboard"))
    page.get_by_role("link", name="1 Overdue").click()
    expect(page.get_by_text("1 request", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="2-26")).to_be_visible()
    check_axe(page)

    page.get_by_role("link", name="Remove filter Due: Overdue").click()
    expect(page.get_by_role("link", name="7-26")).to_be_visible()


def test_the_list_is_filtered_sorted_and_searched_by_keyboard(office, page, sign_in):
    office.fill()
    sign_in(page, office.manager)
    page.goto(reverse("foi-requests"))

    page.get_by_role("link", name="More filters").press("Enter")
    page.locator("summary", has_text="Regime").press("Enter")
    page.get_by_label("EIR", exact=True).press("Space")
    page.get_by_role("button", name="Apply").press("Enter")
    page.wait_for_url("**regime=EIR**")
    assert "band=" not in page.url  # empty filters are left out of the address
    expect(page.locator("tbody tr")).to_have_count(1)

    page.goto(reverse("foi-requests"))
    page.get_by_role("link", name="Received", exact=True).press("Enter")
    expect(page.get_by_role("columnheader", name="Received")).to_have_attribute(
        "aria-sort", "ascending"
    )

    page.get_by_label("Reference, requester, question or answer").fill("8-26")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=8-26**")
    expect(page.get_by_role("link", name="8-26")).to_be_visible()


def test_pages_work_without_scripts(office, new_page, sign_in):
    office.fill()
    page = new_page(javascript=False)
    sign_in(page, office.manager)

    page.goto(reverse("foi-requests"))
    page.get_by_label("State").select_option("closed")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name="8-26")).to_be_visible()
    page.goto(reverse("due-date", kwargs={"reference": "1-26"}))
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()


def test_a_department_replies_and_the_officer_reads_it(
    office, page, sign_in, check_axe
):
    office.fill()
    enquiry = Enquiry.objects.get()

    sign_in(page, office.contributor)
    page.goto("/")
    page.get_by_role("link", name="Read and reply").click()
    expect(page.get_by_text("How many dogs?")).to_be_visible()
    check_axe(page)
    page.get_by_label("Answer to").first.fill("Twelve, all of them spaniels.")
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_text("Answer sent")).to_be_visible()
    page.goto(reverse("answer-enquiry", args=[enquiry.pk]))
    check_axe(page)

    sign_in(page, office.officer)
    page.goto(reverse("foi-request", kwargs={"reference": "1-26"}))
    expect(page.get_by_text("Twelve, all of them spaniels.")).to_be_visible()


def test_a_manager_decides_on_a_job_needing_attention(office, page, sign_in, check_axe):
    office.fill()
    Job.objects.exclude(pk=Job.objects.first().pk).delete()
    sign_in(page, office.manager)

    page.goto(reverse("jobs"))
    page.get_by_role("link", name="Cancel job").click()
    page.get_by_label("Reason for cancelling").fill("Told by telephone.")
    page.get_by_role("button", name="Cancel job").click()
    expect(page.get_by_text("No jobs need attention.")).to_be_visible()
    expect(page.get_by_text("Told by telephone.")).to_be_visible()
    check_axe(page)


def test_a_double_click_withdraws_once(office, page, sign_in):
    office.fill()
    sign_in(page, office.officer)
    page.goto(reverse("withdraw-request", kwargs={"reference": "7-26"}))

    page.get_by_label("What the requester said").fill("No longer needed.")
    page.get_by_role("button", name="Record withdrawal").dblclick()

    expect(page.get_by_role("alert")).to_contain_text("The request is closed")
    assert FOIRequest.objects.get(reference="7-26").history.count() == 1
