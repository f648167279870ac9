"""A council's request of fourteen questions, counted from the text to the PDF.

The answers have two that are joined, one for which a department is asked, and three
that rest on a provision each.
"""

import pytest
from playwright.sync_api import expect

from requests_app.models import FOIRequest
from tests.factories import AuthorityFactory, DepartmentFactory, UserFactory
from tests.journeys.hand import Hand
from tests.journeys.paths import (
    check_letter,
    choose_together,
    clear_by_keys,
    clear_the_rest,
    heading,
)

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """Dear Council

Please send me the following about parks and play areas.

Parks
1. How many parks does the council look after?
2. What was spent on them in each of the last three years?
3. For each play area, please give:
 a) its address
 b) the day on which it was last inspected
 c) the number of faults found on that day
4. How many people look after the parks?

Contracts
5. Who cuts the grass, and until when does the contract run?
6. What does that contractor charge for each visit?
7. How often was the work checked last year?

Trees
8. How many trees were felled last year?
9. How many trees were planted last year?
10. Where is the register of protected trees?
11. Which trees are to be felled next winter?

Safety
12. How many people were hurt in the parks last year?
13. Where are the cameras in the parks, and when are they watched?
14. Is there a policy on dogs in play areas?

Yours faithfully
Zoë O'Hara"""
ASKED = ("5", "6", "7")
REPLY = "Green Verges Ltd, until 2028. We checked the work each month."
# Each answer: its name, its words, its outcome and its key.
ANSWERS = (
    ("Question 1", "The council looks after 31 parks.", "Disclosed", "1"),
    ("Question 2", "About £1.2 million in each year.", "Disclosed", "1"),
    ("Questions 3(a) to 3(c)", "There are 12 play areas.", "Disclosed", "1"),
    ("Question 4", "Nineteen people.", "Disclosed", "1"),
    ("Question 5", REPLY, "Disclosed", "1"),
    ("Question 6", "", "Withheld", "3"),
    ("Question 7", "Twelve times.", "Disclosed", "1"),
    ("Questions 8 and 9", "We felled 40 trees and planted 212.", "Disclosed", "1"),
    ("Question 10", "The register is public.", "Already accessible", "9"),
    ("Question 11", "None has been chosen.", "Not held", "4"),
    ("Question 12", "Seven people.", "Disclosed", "1"),
    ("Question 13", "", "Withheld", "3"),
    ("Question 14", "Dogs may not enter play areas.", "Disclosed", "1"),
)
# The questions with one answer.
JOINED = {
    "Questions 3(a) to 3(c)": ("Question 3(a)", "3(b)", "3(c)"),
    "Questions 8 and 9": ("Question 8", "9"),
}
WHY = "Why section {} applies"
# A choice among boxes.
LIKELIHOOD = "It would follow"
REASONED = {
    "Question 6": (
        "43(2)",
        (
            (WHY, "The charge is a price that rivals could use."),
            (LIKELIHOOD, ""),
            (
                "The harm that disclosure would do",
                "Rivals would bid just under that price, and the town would pay more.",
            ),
            ("Public interest factors for disclosure", "Money is spent openly."),
            ("Public interest factors for maintaining", "Low bids save money."),
            (
                "Where the balance lies, and why",
                "Bids at a known price would cost the town more than it would learn.",
            ),
        ),
    ),
    "Question 10": (
        "21(1)",
        (
            (WHY, "Anyone may read the register."),
            ("Where this requester can obtain it", "At the library in Mill Street."),
        ),
    ),
    "Question 13": (
        "31(1)(a)",
        (
            (WHY, "The times would show when no person watches."),
            (LIKELIHOOD, ""),
            (
                "The harm that disclosure would do",
                "A thief could read when to come, and would come then.",
            ),
            ("Public interest factors for disclosure", "People want to be safe."),
            ("Public interest factors for maintaining", "Theft has victims."),
            (
                "Where the balance lies, and why",
                "Safety is reported in other ways, so theft weighs more.",
            ),
        ),
    ),
}
SAYS = ("questions 3(a) to 3(c)", "questions 8 and 9", "section 43(2)", "green verges")


@pytest.fixture
def people():
    authority = AuthorityFactory(kind="council")
    department = DepartmentFactory(authority=authority, name="Contracts")

    def person(role, **fields):
        return UserFactory(roles=[role], authority=authority, **fields)

    return (
        person("officer"),
        person("approver"),
        person("contributor", department=department),
    )


class ByMouse:
    """Points at what is wanted, and saves with Ctrl+Enter after typing."""

    def __init__(self, hand):
        self.hand = hand

    def into(self, page, target):
        """Bring the focus to a box."""
        self.hand.click(target)

    def press(self, page, target):
        self.hand.click(target)

    def send(self, page, button):
        self.hand.click(button)

    def choose(self, page, box):
        self.hand.click(box)

    def outcome(self, page, label, key):
        self.hand.click(page.get_by_label(label, exact=True))

    def cite(self, page):
        self.hand.click(page.locator("[data-find-provision] [name=provision]"))

    def join(self, page, first, *others):
        choose_together(page, self.hand, first, others[-1])

    def register(self, page):
        self.press(page, page.get_by_role("button", name="Register and acknowledge"))

    def go(self, page, words, target):
        """Go where a link or a button leads."""
        self.hand.click(target)


class ByKeys:
    """Touches nothing but the keys."""

    def __init__(self, hand):
        self.hand = hand

    def into(self, page, target):
        self.hand.tab_to(page, target, most=150)

    def press(self, page, target):
        self.into(page, target)
        self.hand.press(page, "Enter")

    def send(self, page, button):
        expect(button).to_be_visible()
        self.hand.press(page, "Control+Enter")

    def choose(self, page, box):
        if box.get_attribute("type") == "radio":
            self.into(page, box.locator("xpath=ancestor::fieldset[1]//input").first)
            while not box.is_checked():
                self.hand.press(page, "ArrowDown")
        else:
            self.into(page, box)
            self.hand.press(page, "Space")

    def outcome(self, page, label, key):
        self.hand.press(page, "Escape", key)

    def cite(self, page):
        self.hand.press(page, "c")

    def join(self, page, first, *others):
        self.hand.press(page, "Escape")
        for other in others:
            self.hand.press(page, "j")
            expect(heading(page)).to_contain_text(f" {other}")
        self.hand.press(page, "e")

    def go(self, page, words, target):
        """Go somewhere by the palette."""
        self.hand.press(page, "Escape", "Control+k")
        expect(page.get_by_role("dialog")).to_be_visible()
        self.hand.type(page, words)
        offered = page.get_by_role("dialog").get_by_role("option")
        expect(offered.first).to_contain_text(words)
        self.hand.press(page, "Enter")


WAYS = {"mouse": (ByMouse, 60, 30, 15), "keys": (ByKeys, 0, 485, 15)}


@pytest.mark.parametrize("way", WAYS)
def test_a_councils_request(new_page, sign_in, people, way, capsys):
    kind, most_clicks, most_keys, most_pages = WAYS[way]
    hand = Hand()
    path = Path(kind(hand), [hand.watch(new_page()) for _ in people])
    for page, person in zip(path.pages, people, strict=True):
        sign_in(page, person)
    path.take_in()
    path.ask_the_department()
    path.reply()
    for answer in ANSWERS:
        path.answer(*answer)
    path.send()
    path.clear()
    path.issue()

    with capsys.disabled():
        print(f"\nA council's request, {way}: {hand}")  # noqa: T201 - measured
    assert hand.clicks <= most_clicks
    assert hand.keys <= most_keys
    assert hand.pages <= most_pages


class Path:
    """The steps of the officer, of the approver and of the department."""

    def __init__(self, way, pages):
        self.way, self.hand, self.pages = way, way.hand, pages
        self.page, self.desk, self.department = pages

    def take_in(self):
        page, way = self.page, self.way
        page.goto("/intake/")
        expect(page.get_by_label("Text of the request")).to_be_focused()
        self.hand.type(page, TEXT)
        way.into(page, page.get_by_label("Requester’s name"))
        self.hand.type(page, "Zoë O'Hara")
        way.send(page, page.get_by_role("button", name="Continue"))
        # Parks and trees tell of another law; the officer keeps the usual one.
        page.get_by_text("Suggested: Environmental").wait_for()
        way.press(page, page.get_by_role("button", name="Register and acknowledge"))
        expect(page.locator("h1.govuk-heading-l")).to_contain_text("Issue")
        self.issue_letter()
        expect(heading(page)).to_have_text("Question 1")
        expect(page.locator("#answer [contenteditable]")).to_be_visible()
        self.foi_request = FOIRequest.objects.get()

    def issue_letter(self):
        page, way = self.page, self.way
        way.choose(page, page.get_by_label("Uploaded or handed over elsewhere"))
        way.into(page, page.get_by_role("textbox", name="Where"))
        self.hand.type(page, "handed over at the counter")
        way.press(page, page.get_by_role("button", name="Issue the letter"))

    def ask_the_department(self):
        page, way = self.page, self.way
        if isinstance(way, ByMouse):
            panels = page.get_by_role("navigation", name="Panel")
            self.hand.click(panels.get_by_role("link", name="Departments"))
        link = page.get_by_role("link", name="Ask a department")
        way.go(page, "Ask a department", link)
        way.choose(page, page.get_by_label("Contracts", exact=True))
        for number in ASKED:
            way.choose(page, page.get_by_label(f"{number}  "))
        way.send(page, page.get_by_role("button", name="Send questions"))
        page.get_by_text("Questions sent").first.wait_for()

    def reply(self):
        page, way = self.department, self.way
        page.goto("/enquiries/")
        way.press(page, page.locator("main").get_by_role("link").first)
        way.into(page, page.get_by_role("textbox").first)
        self.hand.type(page, REPLY)
        way.press(page, page.get_by_role("button", name="Send answer"))
        button = self.page.get_by_role("button", name="Draft response")
        way.go(self.page, "Draft the response", button)
        expect(heading(self.page)).to_have_text("Question 1")
        self.to_editor()

    def to_editor(self):
        editor = self.page.locator("#answer [contenteditable]")
        expect(editor).to_be_visible()
        if isinstance(self.way, ByMouse):
            self.hand.click(editor)
        else:
            self.hand.press(self.page, "e")

    def answer(self, name, words, outcome, key):
        page = self.page
        first, *others = JOINED.get(name, [name])
        expect(heading(page)).to_have_text(first if others else name)
        editor = page.locator("#answer [contenteditable]")
        expect(editor).to_be_focused()
        if others:
            self.way.join(page, first.removeprefix("Question "), *others)
            expect(heading(page)).to_have_text(name)
            expect(editor).to_be_focused()
        self.hand.type(page, words)
        self.way.outcome(page, outcome, key)
        if name in REASONED:
            self.give_reasons(*REASONED[name])
        self.hand.press(page, "Control+Enter")

    def give_reasons(self, section, reasons):
        page = self.page
        self.way.cite(page)
        self.hand.type(page, section)
        page.get_by_role("option", name=f"Section {section}").first.wait_for()
        self.hand.press(page, "ArrowDown", "Enter")
        first, *others = reasons
        expect(page.get_by_label(first[0].format(section))).to_be_focused()
        self.hand.type(page, first[1])
        for label, words in others:
            box = page.get_by_label(label)
            if words:
                self.way.into(page, box)
                self.hand.type(page, words)
            else:
                self.way.choose(page, box)

    def send(self):
        page = self.page
        button = page.get_by_role("button", name="Send for clearance")
        self.way.go(page, "Send for clearance", button)
        if isinstance(self.way, ByKeys):
            expect(heading(page)).to_have_text("Ready to be sent for clearance")
            self.hand.press(page, "Control+Enter")
        page.get_by_text("Sent for clearance.").wait_for()

    def clear(self):
        desk, reference = self.desk, self.foi_request.reference
        desk.goto("/clearance/")
        self.way.press(desk, desk.get_by_role("link", name=reference, exact=True))
        if isinstance(self.way, ByKeys):
            clear_by_keys(desk, lambda key: self.hand.press(desk, key))
        else:
            clear_the_rest(desk, lambda button: self.way.press(desk, button))

    def issue(self):
        page = self.page
        page.goto(f"/requests/{self.foi_request.reference}/issue/")
        self.issue_letter()
        check_letter(
            page, self.foi_request, lambda button: self.way.press(page, button), SAYS
        )
