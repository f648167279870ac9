"""Four people at four browsers, from the question to a department to the letter."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import FOIRequest
from requests_app.workflow import State
from responses.enquiries.posting import SEND_ENQUIRIES
from responses.models import PartApproval
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)
from tests.responses import kinds
from tests.responses.clearance.routes import route, rule

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime.now(ZoneInfo("Europe/London"))
TODAY = NOW.date()


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"], first_name="Priya", last_name="Nair")


@pytest.fixture
def foi_request(officer):
    made = FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        received_on=TODAY - timedelta(days=4),
        registered_on=TODAY - timedelta(days=4),
        due_on=TODAY + timedelta(days=24),
        flags=[FOIRequest.Flag.SENSITIVE],
    )
    for order, asked in enumerate(("benches stood there", "trees were felled")):
        QuestionFactory(
            foi_request=made,
            order=order,
            label=str(order + 1),
            text=f"How many {asked} in 2025?",
            due_on=made.due_on,
        )
    kinds.answer(made, 1, text="<p>Nine trees were felled in 2025.</p>")
    return made


def at(foi_request, page=""):
    return f"/requests/{foi_request.reference}/{page}"


def enter(page, day: date):
    for name, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(name, exact=True).fill(str(part))


def send_for_clearance(page, foi_request):
    """Send the response, with a reason for each warning where there are warnings."""
    page.goto(at(foi_request, "send-for-clearance/"))
    expect(page.get_by_role("heading", name="Route: Sensitive")).to_be_visible()
    for reason in page.locator("main textarea:visible").all():
        reason.fill("The letter says all that this requester needs.")
    page.get_by_role("button", name="Send for clearance").last.click()
    expect(page.get_by_text("Waits for “Head of unit”")).to_be_visible()


def test_a_request_goes_from_two_departments_to_the_letter(
    foi_request, officer, new_page, sign_in, check_axe
):
    head = UserFactory(
        roles=["approver"],
        authority=officer.authority,
        first_name="Hal",
        last_name="Head",
    )
    rule(
        route(officer.authority, "Sensitive", (1, "Head of unit", [head])),
        flag=FOIRequest.Flag.SENSITIVE,
    )
    parks = DepartmentFactory(authority=officer.authority, name="Parks")
    contributor = UserFactory(
        roles=["contributor"], authority=officer.authority, department=parks
    )
    DepartmentFactory(
        authority=officer.authority, name="Highways", mailbox="roads@authority.example"
    )
    page, colleague, desk = new_page(), new_page(), new_page()
    telephone = new_page(is_narrow=True)
    for window, person in ((page, officer), (colleague, contributor), (desk, head)):
        sign_in(window, person)

    # The officer asks two departments.
    page.goto(at(foi_request, "make-enquiry/"))
    page.get_by_label("Parks").check()
    page.get_by_label("Highways").check()
    page.get_by_label("1 How many").check()
    page.get_by_label("What you want to know").fill("As of May.")
    enter(page, TODAY)
    page.get_by_role("button", name="Send questions").click()
    expect(page.get_by_text("Questions sent to")).to_be_visible()
    run_due(handler=handler_of(SEND_ENQUIRIES.name), on=TODAY, at=NOW)

    # Highways, by its link on a telephone, says that the questions are not theirs.
    (sent,) = [one for one in mail.outbox if one.to == ["roads@authority.example"]]
    telephone.goto("/reply/" + sent.body.partition("/reply/")[2].split()[0])
    telephone.locator("#not-ours summary").click()
    telephone.get_by_label("Why these questions").fill("Parks have the benches.")
    telephone.get_by_label("Department to ask instead").select_option("Parks")
    check_axe(telephone)
    telephone.get_by_role("button", name="Say that this is not ours").click()
    expect(telephone.get_by_text("The officer is told.")).to_be_visible()

    # Parks answers from an account.
    colleague.goto(reverse("enquiries"))
    colleague.get_by_role("main").get_by_role("link").first.click()
    colleague.get_by_label("Answer to question 1").fill("Eleven benches stood there.")
    colleague.get_by_role("button", name="Send answer").click()
    expect(colleague.get_by_text("Answer sent. Thank you.")).to_be_visible()

    # The officer puts the reply into the answer, and sends the response.
    question = foi_request.questions.get(label="1")
    page.goto(reverse("answer-question", args=[foi_request.reference, question.pk]))
    page.locator("[data-panel=departments]").click()
    page.get_by_role("button", name="Put into answer").click()
    editor = page.locator("#answer [contenteditable]")
    expect(editor).to_contain_text("Eleven benches")
    page.get_by_label("Disclosed", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator("#room-list")).to_contain_text("Drafted (2)")
    send_for_clearance(page, foi_request)

    # The approver approves one answer, comments on a passage of the other, and returns.
    desk.goto(reverse("home"))
    desk.locator(".foi-steps").get_by_role("link").first.click()
    desk.wait_for_url(f"**{at(foi_request, 'clearance/')}*")
    check_axe(desk)
    first, second = (
        desk.locator(f"#part-answer-{one.pk}") for one in foi_request.questions.all()
    )
    desk.get_by_role("button", name="Approve question 2", exact=True).click()
    expect(second).to_have_attribute("data-approved", "")
    passage = "Eleven benches stood there."
    letter = first.locator(".foi-part__letter")
    letter.get_by_text(passage).first.click(click_count=3)
    desk.keyboard.press("c")
    expect(first.get_by_label("The words you mean")).to_have_value(passage)
    expect(first.get_by_label("Passage (optional)")).to_contain_text(passage)
    check_axe(desk)
    first.get_by_label("Comment", exact=True).fill("In which month?")
    desk.keyboard.press("Control+Enter")
    expect(first.locator(".foi-part__comment blockquote")).to_have_text(passage)
    desk.get_by_label("What has to change").fill("Say when they were counted.")
    desk.get_by_role("button", name="Return to the officer").click()
    expect(desk.get_by_text("Response returned.")).to_be_visible()
    comment = foi_request.comments.get()
    assert (comment.assigned_to, comment.is_from_text) == (officer, True)

    # The officer finds the task at home, changes the answer, and sends again.
    page.goto(reverse("home"))
    expect(page.get_by_role("main")).to_contain_text(foi_request.reference)
    check_axe(page)
    page.get_by_role("link", name="Task from Hal Head").click()
    expect(page.locator(f"#comment-{comment.pk} blockquote")).to_have_text(passage)
    assert f"/{question.pk}/" in page.url
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" They were counted in May.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(editor).to_contain_text("counted in May")
    page.goto(f"{at(foi_request, 'comments/')}#comment-{comment.pk}")
    page.get_by_role("button", name="Done").first.click()
    expect(page.get_by_text("Done by")).to_be_attached()
    send_for_clearance(page, foi_request)

    # Only the approval of what changed has fallen; the rest is cleared by keyboard.
    desk.goto(at(foi_request, "clearance/"))
    expect(second).to_have_attribute("data-approved", "")
    assert first.get_attribute("data-approved") is None
    expect(first.locator("ins").first).to_contain_text("May")
    left = desk.locator("[data-part]:not([data-approved])").count()
    desk.keyboard.press("n")
    for _ in range(left):
        desk.keyboard.press("a")
    expect(desk.get_by_role("button", name="Clear response")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Response cleared.")).to_be_visible()
    assert PartApproval.objects.filter(by=head).count() > left

    # The officer issues the letter.
    page.goto(at(foi_request, "issue/"))
    page.get_by_role("button", name="Issue the letter").click()
    expect(page.get_by_text("The letter is issued.")).to_be_visible()
    foi_request.refresh_from_db()
    assert foi_request.state == State.ISSUED
