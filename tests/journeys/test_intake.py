"""An officer records a request: paste, read, correct, register."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from requests_app.models import FOIRequest
from requests_app.questions.stored_outline import outline_of
from tests.waiting import wait_until

TEXT = """Dear team,

Please answer these questions about your vehicles.

1. How many vans do you own? How many of them are electric?
 a. What did each cost?
 b. Who drives them?
2. Do you have a policy on charging points?
3. Where are the charging points?

Yours faithfully
Robin Writer"""


@pytest.fixture
def paste(page, sign_in, check_axe, officer):
    """Sign in and record a request; return the page with its questions."""

    def paste(
        *,
        page: Page = page,
        text: str = TEXT,
        email: str = "",
        has_scripts: bool = True,
    ) -> Page:
        sign_in(page, officer)
        page.goto(reverse("record-request"))
        page.get_by_label("Text of the request").fill(text)
        page.get_by_label("Requester’s name").fill("Robin Writer")
        page.get_by_label("E-mail address").fill(email)
        if has_scripts:
            check_axe(page)
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/intake/*/")
        return page

    return paste


def words(page: Page, path: str):
    """Return the text field of the question with this reference."""
    return page.locator(f'.foi-rows textarea[aria-label="{path}"]')


def choose(page: Page, path: str) -> None:
    page.locator(
        f'.foi-rows li:has(textarea[aria-label="{path}"]) [type="radio"]'
    ).check()


def paths(page: Page) -> list[str]:
    fields = page.locator(".foi-rows li:not(.edge) textarea:first-of-type")
    return [each.get_attribute("aria-label") for each in fields.all()]


def expect_paths(page: Page, *expected: str) -> None:
    fields = page.locator(".foi-rows li:not(.edge) textarea:first-of-type")
    expect(fields).to_have_count(len(expected))
    for field, path in zip(fields.all(), expected, strict=True):
        expect(field).to_have_attribute("aria-label", path)


def said(page: Page, sentence: str) -> None:
    expect(page.locator("#said")).to_have_text(sentence)


def tool(page: Page, name: str):
    return page.locator(".foi-tools").get_by_role("button", name=name, exact=True)


def test_by_mouse(page, paste, check_axe):
    paste()
    expect(page.get_by_role("heading", name="3 questions and 2 sub-")).to_be_visible()
    expect(
        page.get_by_text("Every word is in a question or beside one")
    ).to_be_visible()
    check_axe(page)

    words(page, "2").click()
    expect(page.locator("mark.is-on")).to_have_text(
        "2. Do you have a policy on charging points?"
    )
    tool(page, "In").click()
    expect_paths(page, "1", "1(a)", "1(b)", "1(2)", "3")
    tool(page, "Undo").click()
    expect_paths(page, "1", "1(a)", "1(b)", "2", "3")

    # Choosing a word of the received text leads to its question.
    page.locator("mark", has_text="Who drives them?").click()
    expect(words(page, "1(b)")).to_be_focused()
    tool(page, "Join").click()
    expect_paths(page, "1", "1(a)", "2", "3")
    said(page, "1(b) was joined to 1(a).")

    words(page, "3").click()
    tool(page, "Delete").click()
    expect_paths(page, "1", "1(a)", "2")
    expect(page.locator("#received")).to_contain_text("6 words not yet in a question")
    check_axe(page)
    page.get_by_role("button", name=re.compile("^Make this a question")).click()
    expect_paths(page, "1", "1(a)", "2", "3")
    expect(page.locator("#received")).to_contain_text(
        "Every word is in a question or beside one"
    )

    grip = page.locator('.foi-rows li:has(textarea[aria-label="3"]) .foi-grip')
    target = page.locator('.foi-rows li:has(textarea[aria-label="2"])')
    grip.drag_to(target, target_position={"x": 300, "y": 3})
    expect_paths(page, "1", "1(a)", "3", "2")

    choose(page, "2")
    tool(page, "Heading").click()
    said(page, "2 is now a heading.")
    tool(page, "Up").click()
    tool(page, "Up").click()
    expect_paths(page, "2", "1", "1(a)", "3")

    page.get_by_role("button", name="Register request").click()

    message = page.get_by_text(re.compile(r"Registered as .* Due \d+ \w+ \d{4}\."))
    expect(message).to_be_visible()
    foi_request = FOIRequest.objects.get()
    assert foi_request.reference in message.inner_text()
    assert [str(path) for path in outline_of(foi_request).paths.values()] == [
        "2",
        "1",
        "1(a)",
        "3",
    ]


def test_by_keyboard_alone(page, paste, check_axe):
    paste()

    # Tab leads from the link to the main content to the questions.
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "node":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(words(page, "1(b)")).to_be_focused()

    page.keyboard.press("Tab")
    expect_paths(page, "1", "1(a)", "1(a)(b)", "2", "3")
    said(page, "1(b) is now under 1(a), as 1(a)(b).")
    expect(words(page, "1(a)(b)")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect_paths(page, "1", "1(a)", "1(b)", "2", "3")
    page.keyboard.press("Alt+ArrowUp")
    expect_paths(page, "1", "1(b)", "1(a)", "2", "3")
    page.keyboard.press("Control+z")
    expect_paths(page, "1", "1(a)", "1(b)", "2", "3")
    page.keyboard.press("Control+y")
    expect_paths(page, "1", "1(b)", "1(a)", "2", "3")

    # Go up to the first question, and split it after its first sentence.
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    expect(words(page, "1")).to_be_focused()
    page.keyboard.press("Control+Home")
    for _ in range(len("How many vans do you own? ")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect_paths(page, "1", "first unnumbered question", "b", "a", "2", "3")
    expect(words(page, "1")).to_have_value("How many vans do you own?")
    expect(words(page, "first unnumbered question")).to_be_focused()
    page.keyboard.press("Backspace")
    expect_paths(page, "1", "1(b)", "1(a)", "2", "3")
    expect(words(page, "1")).to_be_focused()

    # Typed text stays, although every step replaces the editor.
    page.keyboard.press("Control+End")
    page.keyboard.type(" And hired?")
    page.keyboard.press("Alt+ArrowDown")
    expect_paths(page, "2", "1", "1(b)", "1(a)", "3")
    expect(words(page, "1")).to_have_value(re.compile("And hired\\?$"))

    # An impossible action is announced.
    page.keyboard.press("Shift+Tab")
    said(page, "1 is already at the outermost level.")
    check_axe(page)

    # Escape leaves the text, then Tab skips the remaining questions.
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Register and ack")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Register request")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text(re.compile("Registered as"))).to_be_visible()
    assert outline_of(FOIRequest.objects.get()).nodes[1].text.endswith("And hired?")


def test_tab_alone_passes_through_and_changes_nothing(page, paste):
    paste()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.native") is not None:
            break

    expect(page.get_by_role("button", name="Register and ack")).to_be_focused()
    assert FOIRequest.objects.get().questions_version == 1


def test_words_are_counted_and_saved_while_they_are_typed(page, paste):
    paste()

    words(page, "3").fill("Where are the points?")

    expect(page.locator("#received")).to_contain_text("1 word not yet in a question")
    page.goto(reverse("home"))
    third = FOIRequest.objects.get().questions.filter(label="3")
    saved = third.filter(text="Where are the points?")
    assert wait_until(saved.exists, seconds=10)


def test_two_officers_at_once_are_asked(
    page, new_page, paste, sign_in, check_axe, manager
):
    paste()
    other = new_page()
    sign_in(other, manager)
    other.goto(page.url)
    words(other, "2").click()
    tool(other, "In").click()
    expect_paths(other, "1", "1(a)", "1(b)", "1(2)", "3")

    words(page, "3").fill("My own words?")
    words(page, "3").press("Alt+ArrowUp")

    expect(page.get_by_role("heading", name="Which questions to keep?")).to_be_focused()
    expect(page.get_by_text(f"{manager} corrected these questions")).to_be_visible()
    expect(page.get_by_text("My own words?")).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Replace with my questions").click()
    expect_paths(page, "1", "1(a)", "1(b)", "3", "2")
    tool(page, "Undo").click()
    expect_paths(page, "1", "1(a)", "1(b)", "1(2)", "3")


def test_without_scripts(new_page, paste):
    page = new_page(javascript=False)
    paste(page=page, has_scripts=False)
    field = words(page, "1")
    field.fill(field.input_value().replace("? How", "?\n\nHow"))
    choose(page, "1")

    tool(page, "Split").click()
    assert paths(page) == ["1", "first unnumbered question", "a", "b", "2", "3"]
    tool(page, "Join").click()
    assert paths(page) == ["1", "1(a)", "1(b)", "2", "3"]
    choose(page, "2")
    tool(page, "In").click()
    assert paths(page) == ["1", "1(a)", "1(b)", "1(2)", "3"]
    tool(page, "Undo").click()
    assert paths(page) == ["1", "1(a)", "1(b)", "2", "3"]

    words(page, "3").fill("Where are they?")
    page.get_by_role("button", name="Register request").click()

    assert page.get_by_text(re.compile("Registered as")).is_visible()
    assert outline_of(FOIRequest.objects.get()).nodes[-1].text == "Where are they?"


def test_on_a_telephone(new_page, paste, check_axe):
    page = paste(page=new_page(is_narrow=True))
    check_axe(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    words(page, "2").click()
    tool(page, "In").click()
    expect_paths(page, "1", "1(a)", "1(b)", "1(2)", "3")


def test_what_cannot_be_pasted_is_said_and_kept(page, paste, check_axe):
    page = paste(text="x")
    page.goto(reverse("record-request"))
    page.get_by_label("Text of the request").fill("1. How many?")
    page.get_by_label("Month").fill("13")
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("alert")).to_contain_text("There is no day")
    expect(page.get_by_role("alert")).to_contain_text("Enter the name of the person")
    expect(page.get_by_label("Text of the request")).to_have_value("1. How many?")
    check_axe(page)


def test_a_pasted_mail_is_read_at_once_and_its_double_is_told(page, paste, check_axe):
    paste(email="robin@writer.example")
    page.goto(reverse("record-request"))
    mail = f"From: Robin Writer <robin@writer.example>\nSubject: Vans\n\n{TEXT}"
    box = page.get_by_label("Text of the request")
    with page.expect_navigation():
        box.evaluate(
            """(box, text) => {
                box.dispatchEvent(new ClipboardEvent("paste"));
                box.value = text;
            }""",
            mail,
        )

    expect(page.get_by_text("The text was read.")).to_be_visible()
    expect(page.get_by_label("Requester’s name")).to_have_value("Robin Writer")
    address = page.get_by_role("textbox", name="E-mail address")
    expect(address).to_have_value("robin@writer.example")
    check_axe(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose whether this is a double")
    check_axe(page)
    page.get_by_label("Yes, from the same person").check()
    page.get_by_role("group", name="Who is the requester?").get_by_label(
        "Same person"
    ).check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("as a double. You can undo")).to_be_visible()
    expect(page.get_by_role("heading", name="Doubles of this request")).to_be_visible()
    check_axe(page)
    page.get_by_role("link", name="Not registered").click()
    expect(page.get_by_role("link", name="Undo the double").first).to_be_visible()
    check_axe(page)


def test_details_and_the_end_of_an_invalid_request(page, paste, check_axe):
    paste()
    page.get_by_role("link", name="Change details").click()
    check_axe(page)
    page.get_by_label("Subject").fill("Vans")
    page.get_by_role("button", name="Save details").click()
    expect(page.get_by_text("Details saved.")).to_be_visible()

    page.get_by_role("link", name="Mark as not valid").click()
    check_axe(page)
    page.get_by_label("What the request lacks").fill(
        "It gives no address for an answer."
    )
    page.get_by_role("button", name="Mark as not valid").click()

    expect(page.get_by_text("Marked as not valid.")).to_be_visible()
    check_axe(page)


def test_after_registration(page, paste, check_axe):
    paste()
    page.get_by_role("button", name="Register request").click()
    page.get_by_role("link", name="Correct the questions").click()
    check_axe(page)

    words(page, "2").click()
    page.keyboard.press("Tab")
    expect_paths(page, "1", "1(a)", "1(b)", "1(2)", "3")
    page.get_by_role("button", name="Back to the request").click()

    expect(page.get_by_text("2 is now under 1, as 1(2).")).to_be_visible()
