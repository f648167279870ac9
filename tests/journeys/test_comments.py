"""Comments in the drafting room: two people, by keys and by mouse, and many of them."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.models import Notice
from responses.models import Comment, ResponseDraft
from tests.factories import (
    AnswerFactory,
    CommentFactory,
    UserFactory,
)
from tests.journeys.bicycles import ask_about_bicycles
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
LAPTOP = {"width": 1366, "height": 768}
TAB = ".foi-tabs [data-panel=comments]"
SELECT = """([words, within]) => {
    const place = document.querySelector(within);
    const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode()); ) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        return;
    }
    throw new Error(`no “${words}”`);
}"""


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"], first_name="Priya", last_name="Nair")


@pytest.fixture
def kim(officer):
    return UserFactory(
        roles=["officer"],
        authority=officer.authority,
        username="kim.lee",
        first_name="Kim",
        last_name="Lee 🦊",
    )


@pytest.fixture
def approver(officer):
    return UserFactory(
        roles=["approver"],
        authority=officer.authority,
        first_name="Ada",
        last_name="Okoro",
    )


@pytest.fixture
def foi_request(officer):
    """A request with the questions 1 to 4; question 1 is answered."""
    foi_request = ask_about_bicycles(officer, officer=officer)
    AnswerFactory(
        foi_request=foi_request,
        to=[foi_request.questions.first()],
        text="<p>They stood at the harbour. The key is at the desk.</p>",
        updated_by=officer,
    )
    return foi_request


@pytest.fixture
def question(foi_request):
    return foi_request.questions.first()


@pytest.fixture
def address(foi_request, question):
    return reverse("answer-question", args=[foi_request.reference, question.pk])


def open_room(page, address):
    page.set_viewport_size(LAPTOP)
    page.goto(address)
    expect(page.locator(".foi-editor [contenteditable]")).to_be_visible()


def select(page, words, within=".foi-editor [contenteditable]"):
    """Select words, as a person does with the mouse.

    The editor puts its own selection back shortly after it gets the focus: select until
    the selection stays.
    """

    def stays():
        page.evaluate(SELECT, [words, within])
        page.wait_for_timeout(60)
        return page.evaluate("() => getSelection().toString()") == words

    assert wait_until(stays, seconds=10)


def test_two_people_discuss_a_passage(
    new_page, sign_in, officer, kim, address, check_axe, foi_request, question
):
    page = new_page()
    sign_in(page, officer)
    open_room(page, address)
    page.locator(".foi-editor [contenteditable]").focus()
    select(page, "at the harbour")
    page.keyboard.press("Control+Alt+m")

    words = page.get_by_label("Comment", exact=True)
    expect(words).to_be_focused()
    expect(page.get_by_label("The words you mean")).to_have_value("at the harbour")
    page.keyboard.type("Which side, @ki")
    option = page.locator(".foi-people [role=option]")
    expect(option).to_have_attribute("aria-selected", "true")
    check_axe(page)
    page.keyboard.press("Enter")
    page.keyboard.type("?")
    expect(words).to_have_value("Which side, @kim.lee ?")
    page.get_by_role("button", name="Add comment").click()

    thread = page.locator("article.foi-comment")
    expect(thread).to_be_focused()
    expect(thread).to_contain_text("Which side, @kim.lee ?")
    expect(thread.locator("blockquote")).to_have_text("at the harbour")
    expect(page.locator(TAB)).to_have_text("Comments (1)")
    expect(page.locator(".foi-task__comments").first).to_have_text("1 comment")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")
    check_axe(page)
    comment = Comment.objects.get()
    assert comment.is_from_text
    assert Notice.objects.get().person == kim

    other = new_page()
    sign_in(other, kim)
    other.goto("/")
    other.get_by_role("link", name="named you").click()
    expect(other.locator(f"#comment-{comment.pk}")).to_be_visible()
    assert other.url.endswith(f"?panel=comments#comment-{comment.pk}")
    other.get_by_text("Reply to the comment").click()
    other.get_by_label("Reply", exact=True).fill("The east side.\nBy the crane.")
    other.get_by_role("button", name="Reply").click()
    expect(other.locator(".foi-comment__reply")).to_contain_text("Kim Lee 🦊")
    other.goto("/")
    expect(other.get_by_text("named you")).to_have_count(0)

    editor = page.locator(".foi-editor [contenteditable]")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("They stood east of the crane.")
    # The reply of a colleague comes by itself.
    reply = page.locator(".foi-comment__reply")
    expect(reply).to_contain_text("By the crane.", timeout=15_000)
    expect(editor).to_be_focused()
    assert wait_until(lambda: "crane" in foi_request.answers.get().text, seconds=10)
    page.locator(TAB).click()
    expect(page.locator(".foi-comment__changed")).to_be_visible()

    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("No comment is open here.")).to_be_visible()
    expect(page.locator("#comments-title")).to_be_focused()
    expect(page.locator(TAB)).to_have_text("Comments")
    page.get_by_text("Resolved (1)").click()
    check_axe(page)
    page.get_by_role("button", name="Open again").click()
    expect(page.locator(TAB)).to_have_text("Comments (1)")


def test_a_comment_is_refused_in_place_and_becomes_a_task(
    page, sign_in, officer, kim, address, check_axe
):
    sign_in(page, officer)
    open_room(page, f"{address}?panel=comments")
    page.get_by_label("Comment", exact=True).fill("Ask @nobody.")
    page.get_by_role("button", name="Add comment").click()

    wrong = page.get_by_text("names no person who may see this request")
    expect(wrong).to_be_visible()
    words = page.get_by_label("Comment", exact=True)
    expect(words).to_be_focused()
    expect(words).to_have_value("Ask @nobody.")
    check_axe(page)
    words.fill("Find the contract.")
    page.get_by_role("button", name="Add comment").click()
    expect(wrong).to_have_count(0)

    page.get_by_role("link", name="Make it a task").click()
    task = page.locator("form.foi-comments__task")
    expect(task.get_by_label("Task for")).to_be_focused()
    check_axe(page)
    task.get_by_label("Year").fill("2000")
    task.get_by_label("Day").fill("1")
    task.get_by_label("Month").fill("1")
    task.get_by_label("Task for").select_option(label="Kim Lee 🦊")
    task.get_by_role("button", name="Save").click()
    expect(task).to_contain_text("1 January 2000 has passed")
    task.get_by_label("Year").fill("2100")
    task.get_by_role("button", name="Save").click()
    expect(page.locator("article")).to_contain_text(
        "Task for Kim Lee 🦊, by 1 January 2100"
    )
    expect(page.locator(".foi-task__comments").first).to_have_text("1 task")

    sign_in(page, kim)
    page.goto("/")
    expect(page.get_by_role("link", name="Task from")).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name=re.compile("^Done")).click()
    expect(page.get_by_text("Task done.")).to_be_visible()
    expect(page.get_by_role("link", name="Task from")).to_have_count(0)


def test_an_approver_comments_on_the_letter_and_returns_it(
    new_page, sign_in, officer, approver, foi_request, question, address, check_axe
):
    foi_request.state = "clearance"
    foi_request.save()
    ResponseDraft.objects.create(foi_request=foi_request, submitted_by=officer)
    page = new_page()
    sign_in(page, approver)
    page.set_viewport_size(LAPTOP)
    page.goto(reverse("clearance-desk", args=[foi_request.reference]))
    check_axe(page)
    part = page.locator(f"#part-answer-{question.pk}")
    select(page, "key is at the desk", within=f"#part-answer-{question.pk}")
    part.get_by_role("link", name="Comment").click()
    expect(part.get_by_label("The words you mean")).to_have_value("key is at the desk")
    page.keyboard.type("May we say so?")
    part.get_by_role("button", name="Add comment").click()
    expect(part.locator(".foi-part__comment")).to_contain_text("May we say so?")
    expect(part).to_be_focused()
    check_axe(page)
    page.get_by_label("What has to change").fill("See my comment.")
    page.get_by_role("button", name="Return to the officer").click()

    desk = new_page()
    sign_in(desk, officer)
    open_room(desk, address)
    expect(desk.get_by_role("link", name="1 open comment")).to_be_visible()
    expect(desk.locator("article.foi-comment")).to_contain_text("May we say so?")
    check_axe(desk)


def test_a_hundred_comments_stay_readable(
    page, sign_in, officer, kim, question, foi_request, address, check_widths
):
    for n in range(100):
        CommentFactory(
            foi_request=foi_request,
            question_key=question.pk,
            quoted="harbour" if n % 3 else "",
            words=f"{n}: {'a' * 120} 🦊\nsecond line",
            by=kim,
            resolved_by=officer if n % 2 else None,
            resolved_at=datetime(2026, 3, 20, 10, tzinfo=UTC) if n % 2 else None,
        )
    sign_in(page, officer)
    open_room(page, f"{address}?panel=comments")
    expect(page.locator(TAB)).to_have_text("Comments (50)")
    page.get_by_label("Comment", exact=True).fill("One more.")
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator(TAB)).to_have_text("Comments (51)")
    expect(page.locator("article", has_text="One more.")).to_be_in_viewport()
    check_widths(page)
    page.goto(reverse("comments", args=[foi_request.reference]))
    check_widths(page)


def test_a_comment_waits_out_a_lost_connection(page, sign_in, officer, address):
    sign_in(page, officer)
    open_room(page, f"{address}?panel=comments")
    page.get_by_label("Comment", exact=True).fill("Is this so?")
    page.context.set_offline(True)
    page.get_by_role("button", name="Add comment").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no connection")
    page.context.set_offline(False)

    page.goto("/")
    open_room(page, f"{address}?panel=comments")
    words = page.get_by_label("Comment", exact=True)
    expect(words).to_have_value("Is this so?")
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator("article.foi-comment")).to_contain_text("Is this so?")
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")


def test_everything_works_without_scripts(
    new_page, sign_in, officer, kim, address, check_axe
):
    page = new_page(javascript=False)
    sign_in(page, officer)
    page.goto(address)
    page.get_by_role("link", name="Comment", exact=True).click()
    page.get_by_label("Comment", exact=True).fill("@kim.lee, is this so?")
    page.get_by_role("button", name="Add comment").click()
    thread = page.locator("article.foi-comment")
    expect(thread).to_contain_text("@kim.lee, is this so?")
    page.get_by_text("Reply to the comment").click()
    page.get_by_label("Reply", exact=True).fill("Yes.")
    page.get_by_role("button", name="Reply").click()
    expect(thread).to_contain_text("Yes.")
    page.get_by_role("link", name="Make it a task").click()
    page.get_by_label("Task for").select_option(label="Kim Lee 🦊")
    page.get_by_role("button", name="Save").click()
    expect(thread).to_contain_text("Task for Kim Lee 🦊")
    page.get_by_role("button", name=re.compile("^Done")).click()
    expect(page.get_by_text("Resolved (1)")).to_be_visible()
