"""The whole path of one request, counted: from the text that came in to the PDF.

The text has the shape of a real request: twelve questions with seven answers, an
opening, a statement on other information, and an interim reply.
"""

import pytest
from playwright.sync_api import expect

from requests_app.models import FOIRequest
from tests.factories import AuthorityFactory, UserFactory
from tests.journeys.hand import Hand
from tests.journeys.paths import (
    check_letter,
    choose_together,
    clear_by_keys,
    clear_the_rest,
    heading,
)

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """1. Has the force worked with any company that lends bicycles? If yes, which?
 a. If yes, did the force pass on photographs? Please give their number and source.
 b. If yes, what was the rank of the person who agreed to this?
 c. If yes, what was to be done when a bicycle was recognised?
 d. If yes, how many times was the force told of a recognised bicycle?
 e. If yes, how many of these messages were right?
 f. If yes, how many of these messages were wrong?
2. Does the force have any policy on working with companies that lend bicycles?
 a. If yes, when was the policy written?
 b. How many photographs taken in this work are still stored?
3. Has the force assessed what this work means for privacy? If so, may I have it?
4. Has the force looked at such an assessment by any company? If so, may I have it?

Yours faithfully
Zoë O'Hara"""
STANDS_IN_THE_WAY = "Not sent yet: 5 warnings need a correction or a reason"
SAYS = ("questions 1(b) to 1(f)", "questions 2 and 2(a)", "section 24(2)")
FOLLOWS = "This is the subject of an inquiry within the force, which is not finished."


@pytest.fixture
def request_text(request, shared):
    """The text of our own, or that of the real request where it is at hand."""
    if request.param == "ours":
        return TEXT
    path = shared / "examples" / "btp-1433-19" / "request.txt"
    return path.read_text("utf-8") + "\nYours faithfully\nZoë O'Hara"


TEXTS = pytest.mark.parametrize("request_text", ["ours", "the real one"], indirect=True)


@pytest.fixture
def people():
    authority = AuthorityFactory(kind="police")
    officer = UserFactory(roles=["officer"], authority=authority)
    return officer, UserFactory(roles=["approver"], authority=authority)


@TEXTS
def test_a_real_request_by_mouse(new_page, sign_in, people, request_text, capsys):
    """The hand is at the mouse, and saves with Ctrl+Enter after typing."""
    officer, approver = people
    hand = Hand()
    page, desk = hand.watch(new_page()), hand.watch(new_page())
    sign_in(page, officer)
    sign_in(desk, approver)
    page.goto("/intake/")
    expect(page.get_by_label("Text of the request")).to_be_focused()
    hand.type(page, request_text)
    hand.click(page.get_by_label("Requester’s name"))
    hand.type(page, "Zoë O'Hara")
    hand.click(page.get_by_role("button", name="Continue"))
    hand.click(page.get_by_role("button", name="Register and draft"))
    expect(heading(page)).to_have_text("Question 1")
    foi_request = FOIRequest.objects.get()

    def answer(words, outcome, name):
        expect(heading(page)).to_have_text(name)
        expect(page.locator("#answer [contenteditable]")).to_be_focused()
        hand.type(page, words)
        hand.click(page.get_by_label(outcome, exact=True))
        hand.press(page, "Control+Enter")

    hand.click(page.locator("#answer [contenteditable]"))
    answer(
        "Photographs went to one company, until it closed.", "Disclosed", "Question 1"
    )
    answer("They showed convicted offenders.", "Disclosed", "Question 1(a)")
    expect(heading(page)).to_have_text("Question 1(b)")
    choose_together(page, hand, "1(b)", "1(f)")
    answer(FOLLOWS, "To follow", "Questions 1(b) to 1(f)")
    expect(heading(page)).to_have_text("Question 2")
    choose_together(page, hand, "2", "2(a)")
    answer("We have no such policy.", "Not held", "Questions 2 and 2(a)")
    answer(FOLLOWS, "To follow", "Question 2(b)")
    answer("No.", "Not held", "Question 3")
    answer("No.", "Not held", "Question 4")
    expect(page.locator("#room-list")).to_contain_text("Drafted (12)")

    hand.click(page.get_by_role("link", name="Opening and ending"))
    expect(page.get_by_role("textbox", name="Before the answers")).to_be_focused()
    hand.type(page, "The force has no formal agreement with any company.")
    hand.press(page, "Control+Enter")
    expect(page.get_by_text("Opening and ending of the letter saved.")).to_be_visible()
    hand.click(page.get_by_role("link", name="Statement on other information"))
    rely_on(page, hand)
    hand.click(page.get_by_role("button", name="Send for clearance"))
    expect(heading(page)).to_have_text(STANDS_IN_THE_WAY)
    hand.click(page.get_by_label("One reason for every warning"))
    hand.type(page, "This is how the force puts such statements.")
    hand.press(page, "Control+Enter")
    expect(page.get_by_text("Sent for clearance.")).to_be_visible()

    desk.goto("/clearance/")
    hand.click(desk.get_by_role("link", name=foi_request.reference, exact=True))
    clear_the_rest(desk, hand.click)

    page.goto(f"/requests/{foi_request.reference}/issue/")
    hand.click(page.get_by_label("Uploaded or handed over elsewhere"))
    hand.click(page.get_by_role("textbox", name="Where"))
    hand.type(page, "handed over at the counter")
    hand.click(page.get_by_role("button", name="Issue the letter"))
    check_letter(page, foi_request, hand.click, SAYS)

    with capsys.disabled():
        print(f"\nBy mouse: {hand}")  # noqa: T201 - measured
    assert hand.clicks <= 30
    assert hand.pages <= 8


def rely_on(page, hand):
    """Write the statement, with the wording offered, on two provisions."""
    for typed, citation in (("24(2)", "Section 24(2)"), ("31(3)", "Section 31(3)")):
        box = page.get_by_role("combobox", name="Rely on another provision")
        expect(box).to_be_focused()
        hand.type(page, typed)
        hand.press(page, "Enter")
        expect(page.get_by_role("heading", name=citation).first).to_be_visible()
    hand.press(page, "Control+Enter")
    expect(page.get_by_text("Statement on other information saved.")).to_be_visible()


@TEXTS
def test_a_real_request_by_keyboard(new_page, sign_in, people, request_text, capsys):
    officer, approver = people
    hand = Hand()
    page, desk = hand.watch(new_page()), hand.watch(new_page())
    sign_in(page, officer)
    sign_in(desk, approver)
    page.goto("/intake/")
    hand.type(page, request_text)
    hand.press(page, "Tab")
    hand.type(page, "Zoë O'Hara")
    hand.press(page, "Enter")
    page.wait_for_url("**/intake/*/")
    page.wait_for_load_state("load")
    hand.tab_to(page, page.get_by_role("button", name="Register and draft"), most=150)
    hand.press(page, "Enter")
    expect(heading(page)).to_have_text("Question 1")
    expect(page.locator("#answer [contenteditable]")).to_be_visible()
    hand.press(page, "e")
    foi_request = FOIRequest.objects.get()

    def answer(words, key, name):
        expect(heading(page)).to_have_text(name)
        expect(page.locator("#answer [contenteditable]")).to_be_focused()
        hand.type(page, words)
        hand.press(page, "Escape", key, "Control+Enter")

    def join(*names):
        hand.press(page, "Escape")
        for name in names:
            hand.press(page, "j")
            expect(heading(page)).to_have_text(name)
        hand.press(page, "e")

    answer("Photographs went to one company, until it closed.", "1", "Question 1")
    answer("They showed convicted offenders.", "1", "Question 1(a)")
    expect(page.locator("#answer [contenteditable]")).to_be_focused()
    join("Questions 1(b) and 1(c)", *(f"Questions 1(b) to 1({e})" for e in "def"))
    answer(FOLLOWS, "0", "Questions 1(b) to 1(f)")
    expect(page.locator("#answer [contenteditable]")).to_be_focused()
    join("Questions 2 and 2(a)")
    answer("We have no such policy.", "4", "Questions 2 and 2(a)")
    answer(FOLLOWS, "0", "Question 2(b)")
    answer("No.", "4", "Question 3")
    answer("No.", "4", "Question 4")
    expect(page.locator("#room-list")).to_contain_text("Drafted (12)")

    def go(page, words, entry):
        """Open a place by the palette."""
        hand.press(page, "Escape", "Control+k")
        expect(page.get_by_role("dialog")).to_be_visible()
        hand.type(page, words)
        expect(page.get_by_role("option").first).to_contain_text(entry)
        hand.press(page, "Enter")

    go(page, "opening", "Opening and ending")
    expect(page.get_by_role("textbox", name="Before the answers")).to_be_focused()
    hand.type(page, "The force has no formal agreement with any company.")
    hand.press(page, "Control+Enter")
    expect(page.get_by_text("Opening and ending of the letter saved.")).to_be_visible()
    go(page, "statement", "Statement on other")
    rely_on(page, hand)
    go(page, "send", "Send for clearance")
    expect(heading(page)).to_have_text(STANDS_IN_THE_WAY)
    hand.tab_to(page, page.get_by_label("One reason for every warning"))
    hand.type(page, "This is how the force puts such statements.")
    hand.press(page, "Control+Enter")
    expect(page.get_by_text("Sent for clearance.")).to_be_visible()

    desk.goto("/clearance/")
    hand.tab_to(desk, desk.get_by_role("link", name=foi_request.reference, exact=True))
    hand.press(desk, "Enter")
    clear_by_keys(desk, lambda key: hand.press(desk, key))

    go(page, "issue", "Issue the letter")
    hand.tab_to(page, page.get_by_role("radio").first)
    while not page.get_by_label("Uploaded or handed over elsewhere").is_checked():
        hand.press(page, "ArrowDown")
    hand.tab_to(page, page.get_by_role("textbox", name="Where"))
    hand.type(page, "handed over at the counter")
    hand.tab_to(page, page.get_by_role("button", name="Issue the letter"))
    hand.press(page, "Enter")

    def download(button):
        hand.tab_to(page, button)
        hand.press(page, "Enter")

    check_letter(page, foi_request, download, SAYS)
    with capsys.disabled():
        print(f"\nBy keyboard: {hand}")  # noqa: T201 - measured
    assert hand.clicks == 0
    assert hand.pages <= 8
