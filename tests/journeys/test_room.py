"""The drafting room: moving, typing, citing, and its keys, without loading a page."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from requests_app.models import FOIRequest
from responses.drafting.answers import answer_question
from responses.models import Answer, AnswerRevision, Citation
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)
from tests.journeys.conftest import WIDE
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long enough sentence"  # noqa: S105 - of an officer made for one test
LAPTOP = {"width": 1366, "height": 768}


@pytest.fixture
def officer():
    return UserFactory(
        roles=["officer"],
        first_name="Priya",
        last_name="Nair",
        password=make_password(PASSWORD),
    )


@pytest.fixture
def foi_request(officer):
    """A request with the questions 1, 1(a), 1(b), 1(c) and 2 to 8."""
    today = datetime.now(ZoneInfo("Europe/London")).date()
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        subject="Bicycles lent to the public",
        received_on=today - timedelta(days=10),
        due_on=today + timedelta(days=18),
    )
    first = QuestionFactory(
        foi_request=foi_request, order=1, label="1", text="For each lender, state:"
    )
    for order, label in enumerate("abc", start=2):
        QuestionFactory(
            foi_request=foi_request,
            order=order,
            label=label,
            parent=first,
            text=f"How many were lent in part {label} of the town, and to whom?",
        )
    for number in range(2, 9):
        QuestionFactory(
            foi_request=foi_request,
            order=number + 10,
            label=str(number),
            text=f"Where did they stand in year {number}?",
        )
    return foi_request


class Desk:
    """The officer's page, with the parts of the room by name."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.loads = 0
        page.on("load", lambda _: setattr(self, "loads", self.loads + 1))

    @property
    def heading(self):
        return self.page.locator("#room-middle h1")

    @property
    def editor(self):
        box = self.page.get_by_role("textbox", name="Answer")
        return box.and_(self.page.locator("[contenteditable]"))

    @property
    def status(self):
        return self.page.locator("[data-keep-status]")

    def row(self, path):
        return self.page.locator("#room-list .foi-tasks a", has_text=path).first

    def open(self, label):
        self.page.goto(self.address(label))
        expect(self.editor).to_be_visible()
        expect(self.page.locator("[data-letter-body] article").first).to_be_visible()
        self.loads = 0

    def at(self, path):
        expect(self.heading).to_have_text(f"Question {path}")
        expect(self.editor).to_be_focused()


@pytest.fixture
def desk(page, officer, sign_in, address):
    sign_in(page, officer)
    page.set_viewport_size(LAPTOP)
    return Desk(page, address)


def test_moving_between_questions_loads_no_page_and_the_address_follows(
    desk, page, address, check_axe
):
    desk.open("2")
    desk.editor.click()
    page.keyboard.type("In Derby.")

    desk.row("Where did they stand in year 3").click()
    desk.at("3")
    assert page.url.endswith(address("3"))
    assert page.title().startswith("Question 3")
    assert Answer.objects.get().text == "<p>In Derby.</p>"
    current = page.locator("#room-list [aria-current=page]")
    expect(current).to_contain_text("year 3")
    expect(page.locator("#room-list")).to_contain_text("In progress")
    check_axe(page)

    page.go_back()
    expect(desk.heading).to_have_text("Question 2")
    expect(desk.editor).to_have_text("In Derby.")
    assert page.url.endswith(address("2"))
    page.go_forward()
    expect(desk.heading).to_have_text("Question 3")
    assert desk.loads == 0


def test_the_letter_beside_follows_the_question_and_the_words(desk, page):
    desk.open("2")
    letter = page.locator("[data-letter-body]")
    desk.editor.click()
    page.keyboard.type("Under the bridge.")
    expect(letter).to_contain_text("Under the bridge.")

    desk.row("Where did they stand in year 8").click()
    desk.at("8")

    part = page.locator("[data-letter-body] :text('stand in year 8')").last
    expect(part).to_be_in_viewport()


def test_the_keys_answer_and_go_on(desk, page):
    desk.open("2")
    desk.editor.click()
    page.keyboard.type("Under the bridge, at no. 1.")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.get_by_label("Disclosed", exact=True)).to_be_checked()
    page.keyboard.press("Control+Enter")
    desk.at("3")

    page.keyboard.press("Alt+ArrowUp")
    desk.at("2")
    page.keyboard.press("Alt+ArrowDown")
    desk.at("3")
    answer = Answer.objects.get()
    assert answer.text == "<p>Under the bridge, at no. 1.</p>"
    assert answer.outcome == "disclosed"
    assert desk.loads == 0


def test_a_provision_is_cited_in_place_and_its_reasons_are_saved_on_going_on(
    desk, page, check_axe
):
    desk.open("2")
    desk.editor.click()
    page.keyboard.type("We withhold this.")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    page.keyboard.press("c")
    page.keyboard.type("43(2)")
    expect(page.get_by_role("option", name="Section 43(2) FOIA")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    why = page.get_by_label("Why section 43(2) applies")
    expect(why).to_be_focused()
    check_axe(page)
    why.fill("Bidders would ask more.")
    page.get_by_label("The harm that disclosure would do").fill("The town pays more.")
    page.keyboard.press("Control+Enter")
    desk.at("3")

    citation = Citation.objects.get()
    assert citation.why_applies == "Bidders would ask more."
    assert citation.harm == "The town pays more."
    assert Answer.objects.get().text == "<p>We withhold this.</p>"
    assert desk.loads == 0


def test_saving_reasons_leaves_the_answer_being_written_alone(
    desk, page, foi_request, officer
):
    question = foi_request.questions.get(label="2")
    answer = AnswerFactory(foi_request=foi_request, to=[question], updated_by=officer)
    CitationFactory(answer=answer, provision_key="FOIA 43(2)")
    desk.open("2")
    page.route("**/autosave/", lambda route: route.abort())
    desk.editor.click()
    page.keyboard.type("Words not saved yet. ")

    page.get_by_label("Why section 43(2) applies").fill("Bidders would ask more.")
    page.get_by_role("button", name="Save reasons").click()

    expect(page.get_by_text("Section 43(2) saved.")).to_be_visible()
    expect(desk.editor).to_contain_text("Words not saved yet.")
    assert Citation.objects.get().why_applies == "Bidders would ask more."
    page.unroute("**/autosave/")


def test_the_filters_and_the_tabs_change_in_place(desk, page, foi_request):
    AnswerFactory(
        foi_request=foi_request,
        outcome="disclosed",
        to=[foi_request.questions.get(label="2")],
    )
    desk.open("3")
    page.get_by_role("link", name="Drafted (1)").click()
    expect(desk.row("stand in year 2")).to_be_visible()
    expect(desk.row("stand in year 3")).to_be_hidden()
    page.get_by_role("link", name="All (10)").click()
    expect(desk.row("stand in year 3")).to_be_visible()

    for name, words in (
        ("Law", "No provision is cited."),
        ("Before", "No earlier answer"),
        ("Departments", "No department has been asked"),
        ("Files", "No file goes with the letter."),
        ("Versions", "There are no versions yet."),
    ):
        page.locator("#room-panel nav").get_by_role("link", name=name).click()
        expect(page.locator("#room-tab")).to_contain_text(words)
    desk.row("stand in year 2").click()
    desk.at("2")
    expect(page.locator("#room-tab")).to_contain_text("Versions")
    assert desk.loads == 0


def test_a_range_is_answered_together(desk, page):
    desk.open("2")
    page.get_by_role("checkbox", name="Choose Question 1(a)").check()
    page.get_by_role("checkbox", name="Choose Question 1(c)").click(modifiers=["Shift"])
    expect(page.get_by_text("3 questions chosen")).to_be_visible()
    page.get_by_role("button", name="Answer together").click()

    expect(desk.heading).to_have_text("Questions 1(a) to 1(c)")
    expect(page.locator("#room-list")).to_contain_text("1(a) to 1(c)")
    page.get_by_role("button", name=re.compile("separately.*1.b")).click()
    expect(desk.heading).to_have_text("Question 1(b)")
    page.get_by_role("button", name="Answer together").click()
    expect(page.get_by_text("Choose two or more questions to answer")).to_be_visible()
    assert desk.loads == 0


def test_the_palette_opens_a_question_and_a_request(desk, page, officer, check_axe):
    other = FOIRequestFactory(
        authority=officer.authority, reference="7777-26", subject="Trams"
    )
    desk.open("2")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", name="Send for clearance")).to_be_visible()
    check_axe(page)
    page.keyboard.type("year 8")
    expect(page.get_by_role("option").first).to_contain_text("year 8")
    page.keyboard.press("Enter")
    desk.at("8")
    assert desk.loads == 0

    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("7777")
    expect(page.get_by_role("option").first).to_contain_text("Trams")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{other.get_absolute_url()}")


def test_the_keys_are_listed_and_switched_off_for_the_person(
    desk, page, officer, check_axe
):
    desk.open("2")
    page.locator("#room-middle h1").focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    check_axe(page)
    with page.expect_response(re.compile("/keys/")):
        dialog.get_by_label("Use the keys of one character").uncheck()
    dialog.get_by_role("button", name="Close").click()

    page.locator("#room-middle h1").focus()
    page.keyboard.press("1")
    expect(page.get_by_label("Disclosed", exact=True)).not_to_be_checked()
    officer.refresh_from_db()
    assert officer.is_without_keys


def test_digits_are_text_while_a_person_types(desk, page):
    desk.open("2")
    desk.editor.click()
    page.keyboard.type("c 12?/")

    expect(desk.editor).to_have_text("c 12?/")
    expect(page.get_by_label("Disclosed", exact=True)).not_to_be_checked()


def test_without_a_connection_the_room_stays_and_nothing_is_lost(desk, page):
    desk.open("2")
    desk.editor.click()
    page.keyboard.type("In Derby.")
    page.context.set_offline(True)
    desk.row("stand in year 3").click()
    expect(
        page.locator("#room-told").get_by_text("There is no connection.")
    ).to_be_visible()
    expect(desk.heading).to_have_text("Question 2")
    expect(desk.editor).to_have_text("In Derby.")

    page.context.set_offline(False)
    desk.row("stand in year 3").click()
    desk.at("3")
    assert wait_until(
        lambda: Answer.objects.filter(text="<p>In Derby.</p>").exists(), seconds=10
    )


def test_a_session_over_in_mid_sentence_loses_nothing(desk, page, officer, address):
    desk.open("2")
    page.context.clear_cookies(name="sessionid")
    desk.editor.click()
    page.keyboard.type("In Derby.")
    desk.row("stand in year 3").click()
    page.get_by_label("User name").fill(officer.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{address('3')}")

    desk.row("stand in year 2").click()

    expect(page.get_by_text("had not been saved. It has been restored")).to_be_visible()
    expect(desk.editor).to_have_text("In Derby.")
    assert wait_until(
        lambda: Answer.objects.filter(text="<p>In Derby.</p>").exists(), seconds=10
    )


def test_a_stale_save_shows_both_texts_in_the_room(
    desk, page, foi_request, officer, check_axe
):
    desk.open("2")
    page.route("**/autosave/", lambda route: route.abort())
    desk.editor.click()
    page.keyboard.type("Priya says Derby.")
    answer_question(
        foi_request=foi_request,
        question=foi_request.questions.get(label="2"),
        text="<p>Kim says Leeds.</p>",
        outcome="",
        version=0,
        by=UserFactory(roles=["officer"], authority=officer.authority),
        on=foi_request.received_on,
    )
    page.get_by_role("button", name="Save", exact=True).click()

    expect(desk.heading).to_contain_text("Choose which answer to keep")
    check_axe(page)
    page.unroute("**/autosave/")
    page.get_by_role("button", name="Keep my answer").click()
    expect(desk.editor).to_have_text("Priya says Derby.")
    kept = set(AnswerRevision.objects.values_list("text", flat=True))
    assert kept == {"<p>Kim says Leeds.</p>", "<p>Priya says Derby.</p>"}
    assert desk.loads == 0


def test_question_editor_outcome_and_first_provision_are_above_the_fold(
    desk, page, foi_request
):
    question = foi_request.questions.get(label="2")
    answer = AnswerFactory(foi_request=foi_request, outcome="withheld", to=[question])
    CitationFactory(answer=answer, provision_key="FOIA 43(2)")
    desk.open("2")

    fold = page.locator(".foi-room__save").bounding_box()["y"]
    for part in (
        page.locator(".foi-restated"),
        desk.editor,
        page.get_by_text("To follow", exact=True),
        page.locator(".foi-cited > summary"),
    ):
        box = part.bounding_box()
        assert box["y"] + box["height"] <= fold


@pytest.mark.parametrize("width", [320, 400, 760, 1024, 1180, 1280, 1366, 1920])
def test_nothing_overlaps_or_is_cut_at_any_width(
    desk, page, foi_request, width, check_axe
):
    question = foi_request.questions.get(label="2")
    answer = AnswerFactory(foi_request=foi_request, outcome="withheld", to=[question])
    CitationFactory(answer=answer, provision_key="FOIA 43(2)")
    page.set_viewport_size({"width": width, "height": 800})
    desk.open("2")
    check_axe(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    names = ("bar", "list", "middle", "panel")
    boxes = {name: page.locator(f"#room-{name}").bounding_box() for name in names}
    pairs = [(a, b) for a in names for b in names if a < b]
    for one, other in pairs:
        a, b = boxes[one], boxes[other]
        across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
        down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
        assert across <= 1 or down <= 1, (one, other, a, b)


def test_moving_shifts_no_layout(desk, page):
    desk.open("2")
    page.evaluate(
        "() => { window.shifts = 0; new PerformanceObserver(list => {"
        " for (const entry of list.getEntries())"
        " if (!entry.hadRecentInput) window.shifts += entry.value;"
        "}).observe({type: 'layout-shift'}); }"
    )
    for number in (3, 4, 5):
        page.keyboard.press("Alt+ArrowDown")
        desk.at(str(number))
        page.wait_for_timeout(700)

    assert page.evaluate("window.shifts") < 0.01


def test_60_questions_stay_fluent(desk, page, foi_request):
    for number in range(9, 60):
        QuestionFactory(
            foi_request=foi_request,
            order=number + 10,
            label=str(number),
            text="How many were there, by month and by station? " * 4,
        )
    desk.open("2")

    for number in range(3, 9):
        page.keyboard.press("Alt+ArrowDown")
        desk.at(str(number))

    assert desk.loads == 0
    expect(page.locator("#room-list [aria-current=page]")).to_be_in_viewport()


def test_the_room_works_without_scripts(new_page, sign_in, officer, address):
    page = new_page(javascript=False)
    sign_in(page, officer)
    page.goto(address("2"))
    page.get_by_label("Answer", exact=True).fill("In Derby.")
    page.get_by_label("Disclosed", exact=True).check()
    page.get_by_role("button", name="Save and go to 3").click()
    expect(page.locator("#room-middle h1")).to_have_text("Question 3")
    page.get_by_role("link", name="Drafted (1)").click()
    expect(
        page.get_by_role("link", name="Where did they stand in year 2")
    ).to_be_visible()
    expect(
        page.get_by_role("link", name="Where did they stand in year 4")
    ).to_be_hidden()
    page.get_by_role("link", name="Files", exact=True).click()
    expect(page.get_by_text("No file goes with the letter.")).to_be_visible()
    page.get_by_role("button", name="Send for clearance").click()
    expect(page.locator("#room-middle h1")).to_contain_text("Not sent yet: 9 points")


def test_a_closed_room_and_a_returned_draft_are_accessible(
    desk, page, foi_request, check_widths
):
    FOIRequest.objects.update(state="clearance")
    page.goto(desk.address("2"))
    expect(page.get_by_text("can be changed only while")).to_be_visible()
    page.set_viewport_size(WIDE)
    check_widths(page)


def test_what_stands_in_the_way_is_put_right_from_there(desk, page, check_axe):
    desk.open("2")
    page.get_by_role("button", name="Send for clearance").click()
    expect(desk.heading).to_contain_text("points must be put right")
    check_axe(page)

    page.get_by_role("link", name="Open the answer to question 8").click()

    desk.at("8")
    page.locator("#room-list").get_by_role("link", name="Statement on").click()
    expect(desk.heading).to_have_text("Statement on other information")
    page.get_by_role("combobox", name="Rely on another provision").fill("31(3)")
    expect(page.get_by_role("option").first).to_be_visible()
    check_axe(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Section 31(3)").first).to_be_visible()
    assert desk.loads == 0


def test_moving_shifts_nothing_that_stays(desk, page):
    desk.open("2")
    page.evaluate(
        """() => {
          window.shifts = [];
          new PerformanceObserver((list) => {
            for (const one of list.getEntries()) {
              const moved = one.sources.map((each) => each.node?.className);
              window.shifts.push([one.value, ...moved]);
            }
          }).observe({ type: "layout-shift" });
        }"""
    )

    for path in ("3", "4", "5"):
        page.keyboard.press("Alt+ArrowDown")
        desk.at(path)
        page.wait_for_timeout(700)  # what comes later than the answer, comes by then

    assert page.evaluate("window.shifts") == []
    assert desk.loads == 0
