import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.models import FOIRequest
from responses.drafting.answers import answer_question
from responses.drafting.citations import cite_exemption
from responses.drafting.statements import save_statement
from responses.models import (
    Answer,
    AnswerRevision,
    Citation,
    NCNDStatement,
    ResponseDraft,
)
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory
from tests.journeys.conftest import WIDE
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long enough sentence"  # noqa: S105 - of an officer made for one test
SAVED = re.compile(r"^\s*Saved \d\d:\d\d\s*$")


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
    """A request with the questions 1, 1(a), 1(b), 1(c) and 2."""
    today = datetime.now(ZoneInfo("Europe/London")).date()
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        received_on=today - timedelta(days=10),
        due_on=today + timedelta(days=18),
    )
    first = QuestionFactory(
        foi_request=foi_request, order=1, label="1", text="For each camera, state:"
    )
    for order, label in enumerate("abc", start=2):
        QuestionFactory(
            foi_request=foi_request,
            order=order,
            label=label,
            parent=first,
            text=f"What about part {label}?",
        )
    QuestionFactory(foi_request=foi_request, order=5, label="2", text="And where?")
    return foi_request


@pytest.fixture
def address(foi_request):
    """Return the address of a page about the request, or about a question of it."""

    def address(name, label=None):
        args = [foi_request.reference]
        if label:
            args.append(foi_request.questions.get(label=label).pk)
        return reverse(name, args=args)

    return address


@pytest.fixture
def page(page, officer, sign_in):
    """The officer's browser."""
    sign_in(page, officer)
    return page


def editor(page):
    box = page.get_by_role("textbox", name="Answer")
    return box.and_(page.locator("[contenteditable]"))


def status(page):
    return page.locator("[data-keep-status]")


def write(page, words):
    """Type into the editor and wait for the autosave."""
    editor(page).click()
    page.keyboard.type(words)
    expect(status(page)).to_have_text(SAVED)


def test_a_response_is_drafted_from_the_list_to_clearance(page, address, check_axe):
    page.goto(address("draft-response"))
    expect(page.get_by_text("Answer 4 questions")).to_be_visible()
    check_axe(page)

    # Share an answer between two questions, from the list.
    page.get_by_role("checkbox", name="Choose Question 1(b)").check()
    page.get_by_role("checkbox", name="Choose Question 1(c)").check()
    expect(page.get_by_text("2 questions chosen")).to_be_visible()
    page.get_by_role("button", name="Answer together").click()
    expect(page.get_by_text("What about part b?").first).to_be_visible()
    expect(page.get_by_text("What about part c?").first).to_be_visible()
    editor(page).click()
    page.keyboard.type("These are still being looked into.")
    page.get_by_label("Withheld").check()

    # Find a provision by part of its title; it is cited in place.
    page.get_by_role("combobox", name="Cite a provision").press_sequentially("prev")
    expect(page.get_by_role("option").first).to_be_visible()
    check_axe(page)
    page.get_by_role("combobox").fill("31(1)(a")
    option = page.get_by_role("option", name="Section 31(1)(a) FOIA")
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Why section 31(1)(a) applies")).to_be_focused()
    check_axe(page)
    page.get_by_label("Why section 31(1)(a) applies").fill("It would show our methods.")
    page.get_by_label("The harm that disclosure would do").fill(
        "Offenders would evade."
    )
    page.get_by_label("Public interest factors for disclosure").fill("Openness.")
    page.get_by_label("Public interest factors for maintaining").fill("Safety.")
    page.get_by_label("Where the balance lies").fill("It lies with safety.")
    page.get_by_role("button", name="Save reasons").click()
    expect(page.get_by_text("Section 31(1)(a) saved.")).to_be_visible()
    check_axe(page)

    # Go to the next question, and answer without a provision.
    page.get_by_role("button", name="Save and go to 2").click()
    expect(page.locator("#room-middle h1")).to_contain_text("Question 2")
    write(page, "In Derby.")
    page.get_by_label("Disclosed", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Answer 1 more of 4 questions")).to_be_visible()
    expect(page.locator("#room-list")).to_contain_text("1(b) and 1(c)")

    # Write the statement on other information.
    page.get_by_role("link", name="Statement on other information").click()
    for provision in ("Section 24(2)", "Section 31(3)"):
        page.get_by_label("Rely on another provision").fill(provision)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=provision).first).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Save statement").click()
    expect(page.get_by_text("Statement on other information saved.")).to_be_visible()
    expect(page.locator("#room-list")).to_contain_text("s.31(3)")

    # Write the letter's ending.
    page.get_by_role("link", name="Opening and ending of the letter").click()
    page.get_by_role("textbox", name="After the answers").click()
    page.keyboard.type("Please write again.")
    check_axe(page)
    page.get_by_role("button", name="Save texts").click()
    expect(page.get_by_text("Opening and ending of the letter saved.")).to_be_visible()

    expect(page.locator("#room-middle h1")).to_contain_text("Question 1(a)")
    write(page, "Twelve.")
    page.get_by_label("Disclosed", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Every question is answered")).to_be_visible()
    expect(page.get_by_text("Granted in part, refused in part")).to_be_visible()
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_text("In Derby.").first).to_be_visible()

    citation = Citation.objects.get(answer__isnull=False)
    assert citation.harm == "Offenders would evade."
    assert NCNDStatement.objects.get().citations.count() == 2
    assert ResponseDraft.objects.get().ending == "<p>Please write again.</p>"


def test_the_page_saves_while_somebody_types(page, address, check_axe):
    page.goto(address("answer-question", "2"))

    write(page, "In Der")
    assert Answer.objects.get().text == "<p>In Der</p>"
    with page.expect_response(re.compile("autosave")):
        page.keyboard.type("by.")
    expect(status(page)).to_have_text(SAVED)

    assert Answer.objects.get().text == "<p>In Derby.</p>"
    with page.expect_response(re.compile("autosave")):
        page.get_by_label("Not held").check()
    assert Answer.objects.get().outcome == "not_held"
    check_axe(page)

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Question 2 saved.")).to_be_visible()
    assert [one.is_autosave for one in AnswerRevision.objects.all()][:1] == [False]


def test_what_is_formatted_is_kept_and_comes_back(page, address):
    page.goto(address("answer-question", "2"))
    editor(page).click()
    page.keyboard.press("Control+b")
    page.keyboard.type("Bold")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Bulleted list").click()
    page.keyboard.type("one")
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Link").click()
    dialog = page.get_by_role("dialog", name="Link")
    dialog.get_by_label("Words to show").fill("our page")
    dialog.get_by_label("Address").fill("nothing at all")
    dialog.get_by_role("button", name="Add link").click()
    expect(dialog.get_by_text("Enter an address such as")).to_be_visible()
    dialog.get_by_label("Address").fill("www.example.org/page")
    dialog.get_by_role("button", name="Add link").click()
    expect(dialog).to_be_hidden()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Insert table").click()
    page.keyboard.type("Year")
    page.keyboard.press("Tab")
    page.keyboard.type("Count")
    expect(status(page)).to_have_text(SAVED)

    text = Answer.objects.get().text
    assert "<p><strong>Bold</strong></p>" in text
    assert "<ul><li>one</li><li>two</li></ul>" in text
    assert '<a href="https://www.example.org/page">our page</a>' in text
    assert '<thead><tr><th scope="col">Year</th><th scope="col">Count</th>' in text

    page.reload()
    assert editor(page).locator("strong").inner_text() == "Bold"
    assert editor(page).locator("th").first.inner_text() == "Year"

    # Saving an unchanged table leaves the table as it was.
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Question 2 saved.")).to_be_visible()
    assert Answer.objects.get().text == text


def test_the_editor_is_worked_and_left_by_keyboard(page, address):
    page.goto(address("answer-question", "2"))
    box = editor(page)
    expect(box).to_have_attribute("aria-multiline", "true")

    # Tab stops once at the toolbar, then goes to the text.
    page.get_by_role("button", name="Bold").focus()
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.type("some words")
    page.keyboard.press("Control+a")

    # Alt+F10 goes from the text to the toolbar, arrows along it, Escape back.
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Italic")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(box).to_be_focused()
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Redo")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Redo")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()

    # In a table Tab goes from cell to cell, and out of the last cell.
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Insert table").click()
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Add row")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    for _ in range(8):
        page.keyboard.press("Tab")
        expect(box).to_be_focused()
    page.keyboard.press("Tab")
    expect(box).not_to_be_focused()

    # Escape leaves the editor at once for the next field.
    box.focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("radio").first).to_be_focused()

    buttons = page.get_by_role("toolbar").get_by_role("button").all()
    assert len(buttons) == 21
    for button in buttons:
        size = button.bounding_box()
        assert min(size["width"], size["height"]) >= 24
    expect(status(page)).to_have_text(SAVED)


def test_two_officers_texts_are_shown_side_by_side_and_neither_is_lost(
    page, new_page, sign_in, officer, address, check_axe
):
    colleague = UserFactory(
        roles=["officer"],
        authority=officer.authority,
        first_name="Kim",
        last_name="Lee",
    )
    other = new_page()
    sign_in(other, colleague)
    page.goto(address("answer-question", "2"))
    other.goto(address("answer-question", "2"))

    write(other, "Kim says Leeds.")
    editor(page).click()
    page.keyboard.type("Priya says Derby.")
    expect(status(page)).to_contain_text("NOT SAVED – Kim Lee saved this answer")
    check_axe(page)
    page.get_by_role("button", name="Save", exact=True).click()

    expect(
        page.get_by_role("heading", name="Choose which answer to keep")
    ).to_be_visible()
    expect(page.get_by_role("heading", name="Saved by Kim Lee")).to_be_visible()
    check_axe(page)
    assert Answer.objects.get().text == "<p>Kim says Leeds.</p>"

    page.get_by_role("button", name="Edit both together").click()
    expect(editor(page)).to_contain_text("Kim says Leeds.")
    expect(editor(page)).to_contain_text("Priya says Derby.")
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Derby and Leeds.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Question 2 saved.")).to_be_visible()

    assert Answer.objects.get().text == "<p>Derby and Leeds.</p>"
    kept = set(AnswerRevision.objects.values_list("text", flat=True))
    assert {"<p>Kim says Leeds.</p>", "<p>Priya says Derby.</p>"} <= kept

    # The other page now has an older version; “Keep mine” replaces the saved text.
    editor(other).click()
    other.keyboard.type(" And York.")
    expect(status(other)).to_contain_text("NOT SAVED – Priya Nair saved this answer")
    other.get_by_role("button", name="Save", exact=True).click()
    other.get_by_role("button", name="Keep my answer").click()
    expect(editor(other)).to_contain_text("And York.")
    assert "And York." in Answer.objects.get().text

    page.goto(address("answer-versions", "2"))
    check_axe(page)
    page.get_by_role("link", name="not used").last.click()
    expect(page.get_by_role("button", name="Restore version")).to_be_visible()
    check_axe(page)


def test_what_was_typed_without_a_connection_is_saved_when_it_is_back(page, address):
    page.goto(address("answer-question", "2"))
    expect(editor(page)).to_be_visible()
    page.context.set_offline(True)
    editor(page).click()
    page.keyboard.type("In Derby.")
    expect(status(page)).to_contain_text("NOT SAVED – there is no connection")
    assert not Answer.objects.exists()

    page.context.set_offline(False)

    expect(status(page)).to_have_text(SAVED)
    assert Answer.objects.get().text == "<p>In Derby.</p>"


def test_what_was_typed_after_the_session_ended_comes_back_after_signing_in(
    page, address, officer
):
    page.goto(address("answer-question", "2"))
    expect(editor(page)).to_be_visible()
    page.context.clear_cookies(name="sessionid")
    editor(page).click()
    page.keyboard.type("In Derby.")
    expect(status(page)).to_contain_text("NOT SAVED – you have been signed out")

    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("User name").fill(officer.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(
        page.get_by_text("had not been saved. It has been restored below.")
    ).to_be_visible()
    expect(editor(page)).to_contain_text("In Derby.")
    expect(status(page)).to_have_text(SAVED)
    assert Answer.objects.get().text == "<p>In Derby.</p>"


def test_what_was_typed_is_offered_where_another_text_was_saved_since(
    page, address, foi_request, officer
):
    page.goto(address("answer-question", "2"))
    page.route("**/autosave/", lambda route: route.abort())
    editor(page).click()
    page.keyboard.type("Priya says Derby.")
    expect(status(page)).to_contain_text("NOT SAVED")
    answer_question(
        foi_request=foi_request,
        question=foi_request.questions.get(label="2"),
        text="<p>Kim says Leeds.</p>",
        outcome="",
        version=0,
        by=UserFactory(roles=["officer"], authority=officer.authority),
        on=foi_request.received_on,
    )
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/autosave/")
    page.reload()

    expect(editor(page)).to_contain_text("Kim says Leeds.")
    page.get_by_role("button", name="Restore my text").click()
    expect(editor(page)).to_contain_text("Priya says Derby.")
    expect(status(page)).to_contain_text("NOT SAVED")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(
        page.get_by_role("heading", name="Choose which answer to keep")
    ).to_be_visible()

    # The server has both texts now, so the browser's copy is removed.
    page.get_by_role("button", name="Keep the saved answer").click()
    expect(editor(page)).to_contain_text("Kim says Leeds.")
    expect(page.get_by_role("button", name="Restore my text")).to_be_hidden()


def test_a_statement_saved_leaves_no_copy_behind(page, address):
    page.goto(address("save-statement"))
    page.get_by_label("The harm in confirming or denying").fill("One.\n\nTwo.  ")
    page.get_by_label("Rely on another provision").fill("24(2)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Section 24(2)").first).to_be_visible()
    assert page.locator(".foi-kept-text").count() == 0
    page.get_by_role("button", name="Save statement").click()
    expect(page.get_by_text("Statement on other information saved.")).to_be_visible()

    # The page's script removes the copy a moment after the heading shows.
    page.wait_for_load_state("load")
    assert wait_until(lambda: page.evaluate("sessionStorage.length") == 0, seconds=10)


def test_what_was_typed_is_still_there_when_the_draft_was_closed(
    page, address, foi_request
):
    page.goto(address("answer-question", "2"))
    expect(editor(page)).to_be_visible()
    FOIRequest.objects.filter(pk=foi_request.pk).update(state="clearance")

    editor(page).click()
    page.keyboard.type("In Derby.")

    expect(status(page)).to_contain_text("NOT SAVED – This request is “In clearance”")
    FOIRequest.objects.filter(pk=foi_request.pk).update(state="answering")
    expect(status(page)).to_have_text(SAVED)


def test_a_citation_half_written_comes_back_after_signing_in(page, address, officer):
    url = f"{address('cite-exemption', '2')}?provision=FOIA%2043(2)"
    page.goto(url)
    page.get_by_label("Why section 43(2) applies").fill("It would help competitors.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Cite s.43(2)").click()
    page.get_by_label("User name").fill(officer.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_label("Why section 43(2) applies")).to_have_value(
        "It would help competitors."
    )


def test_an_answer_is_written_without_scripts(new_page, sign_in, officer, address):
    page = new_page(javascript=False)
    sign_in(page, officer)
    page.goto(address("answer-question", "2"))
    page.get_by_label("Answer", exact=True).fill("In two places:\n- Derby\n- Leeds")
    page.get_by_label("Cite a provision").fill("43(2)")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#room-middle h1")).to_contain_text("Section 43(2)")
    page.get_by_role("button", name="Cite s.43(2)").click()

    assert Citation.objects.get().provision_key == "FOIA 43(2)"
    assert Answer.objects.get().text == (
        "<p>In two places:</p><ul><li>Derby</li><li>Leeds</li></ul>"
    )


def test_no_page_is_wider_than_its_window(page, officer, address, check_widths):
    Answer.objects.create(
        foi_request=FOIRequest.objects.get(),
        updated_by=officer,
        text="<table>" + "<tr><th>A heading</th>" * 3 + "</table>" + "<p>x</p>",
    ).answered_questions.create(
        question=FOIRequest.objects.get().questions.get(label="2")
    )

    for name, label in (
        ("draft-response", None),
        ("answer-question", "2"),
        ("cite-exemption", "2"),
        ("save-statement", None),
        ("save-letter-text", None),
        ("answer-versions", "2"),
    ):
        page.set_viewport_size(WIDE)
        page.goto(address(name, label))
        page.wait_for_load_state("networkidle")
        check_widths(page)


def test_a_closed_draft_and_refusals_are_accessible(
    page, address, foi_request, officer, check_axe
):
    page.goto(address("draft-response"))
    page.get_by_role("button", name="Answer together").click()
    expect(page.get_by_text("Choose two or more questions to answer")).to_be_visible()
    check_axe(page)

    page.goto(address("save-statement"))
    about = {"by": officer, "on": foi_request.received_on}
    save_statement(
        foi_request=foi_request,
        scope="any other information",
        reasons={"FOIA 24(2)": "Security."},
        harm="Theirs.",
        version=0,
        **about,
    )
    page.get_by_role("button", name="Save statement").click()
    expect(page.get_by_role("heading", name="Saved text and your")).to_be_visible()
    check_axe(page)

    answer_question(
        foi_request=foi_request,
        question=foi_request.questions.get(label="2"),
        text="<p>In <strong>Derby</strong>.</p>",
        outcome="disclosed",
        version=0,
        **about,
    )
    cite_exemption(
        foi_request=foi_request,
        question=foi_request.questions.get(label="2"),
        provision_key="FOIA 43(2)",
        **about,
    )
    FOIRequest.objects.update(state="clearance")
    for name, label in (
        ("draft-response", None),
        ("answer-question", "2"),
        ("answer-versions", "2"),
        ("save-statement", None),
        ("save-letter-text", None),
    ):
        page.goto(address(name, label))
        check_axe(page)
        assert not page.get_by_role("button", name="Save").count()
