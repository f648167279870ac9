"""A letter of 40 answers, read and cleared without a mouse."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from requests_app.workflow import State
from responses.clearance.services import send_for_clearance
from responses.models import Look, PartApproval
from tests.factories import FOIRequestFactory, QuestionFactory
from tests.journeys.hand import Hand
from tests.journeys.paths import clear_the_rest
from tests.responses import kinds
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS = 40


@pytest.fixture
def foi_request(officer):
    made = FOIRequestFactory(authority=officer.authority, officer=officer)
    for order in range(ANSWERS):
        QuestionFactory(foi_request=made, order=order, label=str(order + 1))
    for order in range(ANSWERS):
        text = f"<p>In the year asked about we counted {order + 3} cameras.</p>"
        kinds.answer(made, order, text=text)
    return made


@pytest.fixture
def send(foi_request, officer):
    """Send the response for clearance, as the pages do today."""

    def send():
        now = timezone.now()  # noqa: TID251 - the pages go by today
        on = timezone.localdate(now)  # noqa: TID251
        kinds.nothing_warns(foi_request, by=officer, on=on, at=now)
        return send_for_clearance(foi_request=foi_request, by=officer, on=on, at=now)

    return send


@pytest.fixture
def desk(send, foi_request, approver, page, sign_in):
    send()
    sign_in(page, approver)
    page.goto("/clearance/")
    page.get_by_role("link", name=foi_request.reference, exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("[data-part]").first.wait_for()
    # Keys count once the scripts of the page have run.
    page.wait_for_load_state("load")
    return page


def test_forty_answers_are_read_and_cleared_by_keys(
    desk, foi_request, approver, check_axe, capsys
):
    hand = Hand()
    check_axe(desk)

    hand.press(desk, "n")
    expect(desk.locator("#part-start")).to_be_focused()
    for _ in range(ANSWERS + 1):
        hand.press(desk, "a")
    clear = desk.get_by_role("button", name="Clear response")
    expect(desk.get_by_text("41 of 41 parts approved")).to_be_visible(timeout=30_000)
    expect(clear).to_be_focused()
    check_axe(desk)
    hand.press(desk, "Enter")
    expect(desk.get_by_text("Response cleared. The officer can issue")).to_be_visible()
    check_axe(desk)

    foi_request.refresh_from_db()
    assert foi_request.state == State.CLEARED
    assert PartApproval.objects.filter(by=approver).count() == ANSWERS + 1
    with capsys.disabled():
        print(f"\nCleared by keys: {hand}")  # noqa: T201 - measured
    assert hand.clicks == 0
    assert hand.keys <= 60


def test_a_letter_is_commented_on_amended_and_returned_by_keys(
    desk, foi_request, officer, check_axe
):
    first, second = (
        f"#part-answer-{one.pk}" for one in foi_request.questions.all()[:2]
    )
    desk.keyboard.press("n")
    desk.keyboard.press("n")
    expect(desk.locator(first)).to_be_focused()

    # What stands beside the part opens.
    desk.keyboard.press("Enter")
    expect(desk.locator(first).get_by_text("As received")).to_be_visible()
    check_axe(desk)

    # A comment becomes a task, and the focus returns to the part.
    desk.keyboard.press("c")
    box = desk.locator(first).get_by_label("Comment", exact=True)
    expect(box).to_be_focused()
    check_axe(desk)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(first).get_by_text("Enter a comment")).to_be_visible()
    desk.keyboard.insert_text("Which year?")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(first).locator(".foi-part__comment")).to_be_visible()
    expect(desk.locator(first)).to_be_focused()

    # Other words become a suggestion.
    desk.keyboard.press("n")
    expect(desk.locator(second)).to_be_focused()
    desk.keyboard.press("s")
    box = desk.locator(second).get_by_label("The answer as you would have it")
    expect(box).to_be_focused()
    box.fill("In the year asked about we counted five cameras.")
    check_axe(desk)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(second).get_by_text("suggested by")).to_be_visible()
    expect(desk.get_by_role("button", name="Clear with amendments")).to_be_visible()

    # The list has the keys of the desk.
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog").get_by_text("Approve the part")).to_be_visible()
    check_axe(desk)
    desk.keyboard.press("Escape")

    desk.keyboard.press("r")
    expect(desk.get_by_label("What has to change")).to_be_focused()
    desk.keyboard.insert_text("See my comments.")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Response returned.")).to_be_visible()
    foi_request.refresh_from_db()
    assert foi_request.state == State.ANSWERING
    assert foi_request.comments.get().assigned_to == officer


def test_with_keys_switched_off_buttons_do_the_same(
    desk, foi_request, approver, check_widths
):
    approver.is_without_keys = True
    approver.save()
    desk.reload()
    desk.locator("[data-part]").first.wait_for()

    desk.keyboard.press("n")
    desk.keyboard.press("a")
    expect(desk.get_by_text("0 of 41 parts approved")).to_be_visible()
    desk.get_by_role("button", name="Approve start of the letter").click()

    expect(desk.get_by_text("1 of 41 parts approved")).to_be_visible()
    check_widths(desk)


def test_without_javascript_a_letter_is_read_and_cleared(
    send, foi_request, approver, new_page, sign_in
):
    send()
    page = new_page(javascript=False)
    sign_in(page, approver)
    page.goto(f"/requests/{foi_request.reference}/clearance/")

    page.get_by_role("button", name="Approve question 1", exact=True).click()
    page.get_by_text("1 of 41 parts approved").wait_for()
    page.get_by_role("link", name="Comment on question 2", exact=True).click()
    page.get_by_label("Comment", exact=True).fill("Which year?")
    page.get_by_role("button", name="Add comment").click()
    page.get_by_text("Which year?").wait_for()
    clear_the_rest(page)


def test_words_changed_while_they_are_read_are_shown_and_not_approved(
    desk, foi_request, officer, check_axe
):
    first = desk.locator(f"#part-answer-{foi_request.questions.first().pk}")
    desk.keyboard.press("n")
    expect(desk.locator("#part-start")).to_be_focused()
    desk.keyboard.press("n")
    expect(first).to_be_focused()
    looks = Look.objects.filter(part__startswith="answer")
    assert wait_until(looks.exists, seconds=20)
    answer = foi_request.answers.order_by("pk").first()
    answer.text = "<p>In the year asked about we counted thirty cameras.</p>"
    answer.save()

    desk.keyboard.press("a")

    expect(first.get_by_text("so nothing was approved")).to_be_visible()
    expect(first.locator("ins")).to_contain_text("thirty")
    expect(first).to_be_focused()
    check_axe(desk)
