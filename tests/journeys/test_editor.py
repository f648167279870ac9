"""The answer's editor: headings, footnotes, tables, and wording for "/"."""

import re

import pytest
from playwright.sync_api import expect

from documents.richtext.cleaning import clean
from responses.models import Answer
from statute.paragraphs import ParagraphKind
from tests.documents.richtext.columns import COLUMNS
from tests.factories import (
    FOIRequestFactory,
    ParagraphFactory,
    QuestionFactory,
    UserFactory,
)
from tests.responses.letters.formatted import ANSWER
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question():
    officer = UserFactory(roles=["officer"])
    return QuestionFactory(foi_request=FOIRequestFactory(authority=officer.authority))


@pytest.fixture
def address(question):
    reference = question.foi_request.reference
    return f"/requests/{reference}/questions/{question.pk}/answer/"


@pytest.fixture
def editor(page, sign_in, question, address):
    authority = question.foi_request.authority
    sign_in(page, UserFactory(roles=["officer"], authority=authority))
    page.goto(address)
    return page.locator("#id_text_editor")


def begin_with(page, html):
    page.locator("#id_text").evaluate(
        "(box, detail) => box.dispatchEvent(new CustomEvent('foi:set', { detail }))",
        html,
    )


def held(page):
    return clean(page.locator("#id_text").input_value())


def is_saved(text):
    return Answer.objects.filter(text=text).exists()


def tool(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_all_that_an_answer_may_hold_comes_back_unchanged(
    page, editor, question, address, check_axe
):
    begin_with(page, ANSWER)
    expect(editor.locator(".foi-footnote")).to_have_count(4)
    check_axe(page)
    assert held(page) == ANSWER
    assert wait_until(lambda: is_saved(ANSWER), seconds=10)

    page.goto(address)
    expect(editor.locator("h3")).to_have_text(["Gates", "Costs"])
    assert held(page) == ANSWER
    tool(page, "Save").click()
    expect(page.get_by_text("Question 1 saved")).to_be_visible()
    assert is_saved(ANSWER)


def test_headings_are_set_by_tool_and_key(page, editor):
    editor.focus()
    expect(tool(page, "Subheading")).to_have_attribute("aria-disabled", "true")
    page.keyboard.type("Gates")
    tool(page, "Heading").click()
    expect(tool(page, "Heading")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("Upper gates")
    page.keyboard.press("Control+Alt+2")
    page.keyboard.press("Enter")
    page.keyboard.type("Four.")
    tool(page, "Bulleted list").click()
    expect(tool(page, "Heading")).to_have_attribute("aria-disabled", "true")

    expected = "<h3>Gates</h3><h4>Upper gates</h4><ul><li>Four.</li></ul>"
    assert wait_until(lambda: held(page) == expected, seconds=5)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(editor).not_to_contain_text("Four.")
    page.keyboard.press("Control+Shift+z")
    expect(editor).to_contain_text("Four.")


def test_figures_are_raised_and_lowered(page, editor):
    editor.focus()
    page.keyboard.type("m")
    tool(page, "Superscript").click()
    page.keyboard.type("2")
    tool(page, "Subscript").click()
    expect(tool(page, "Superscript")).to_have_attribute("aria-pressed", "false")
    page.keyboard.type("x")

    expected = "<p>m<sup>2</sup><sub>x</sub></p>"
    assert wait_until(lambda: held(page) == expected, seconds=5)


def step_left(page):
    """Move the cursor, and wait until the editor has taken up the new selection."""
    page.keyboard.press("ArrowLeft")
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)))"
    )


def test_a_footnote_is_written_changed_and_removed_by_keyboard(page, editor, check_axe):
    editor.focus()
    page.keyboard.type("There were 9")
    page.keyboard.press("Control+Alt+f")
    dialog = page.get_by_role("dialog", name="Footnote")
    box = dialog.get_by_role("textbox", name="Words of the footnote")
    expect(box).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_text("Enter the words of the footnote")).to_be_visible()
    check_axe(page)
    page.keyboard.type("In ")
    page.keyboard.press("Control+i")
    page.keyboard.type("May")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()
    expect(editor).to_be_focused()
    page.keyboard.type(" owls.")
    written = "<p>There were 9<foot-note>In <em>May</em></foot-note> owls.</p>"
    assert wait_until(lambda: held(page) == written, seconds=5)

    for _ in "9 owls.":
        step_left(page)
    expect(tool(page, "Footnote")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(box).to_have_text("In May")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    step_left(page)
    page.keyboard.press("Enter")
    page.keyboard.type(" or June")
    dialog.get_by_role("button", name="Change footnote").click()
    changed = written.replace("May</em>", "May or June</em>")
    assert wait_until(lambda: held(page) == changed, seconds=5)

    editor.locator(".foi-footnote").click()
    dialog.get_by_role("button", name="Remove footnote").click()
    assert wait_until(lambda: held(page) == "<p>There were 9 owls.</p>", seconds=5)
    page.keyboard.press("Control+z")
    assert wait_until(lambda: held(page) == changed, seconds=5)


TABLE = (
    "<table><tbody><tr><td>Crop</td><td>Tons</td></tr>"
    "<tr><td>Rye</td><td>9</td></tr></tbody></table>"
)


def into_cell(editor, words):
    editor.get_by_text(words, exact=True).click()


def test_rows_columns_headings_and_sides_are_set_by_tools(page, editor, check_widths):
    begin_with(page, TABLE)
    into_cell(editor, "9")
    # The heading is words, so the column is none of figures yet.
    expect(tool(page, "Align right")).to_have_attribute("aria-pressed", "false")
    tool(page, "Heading row").click()
    expect(tool(page, "Heading row")).to_have_attribute("aria-pressed", "true")
    expect(editor.locator(".foi-at-the-right")).to_have_text(["Tons", "9"])
    expect(tool(page, "Align right")).to_have_attribute("aria-pressed", "true")
    check_widths(page)

    tool(page, "Align right").click()
    expect(editor.locator(".foi-at-the-right")).to_have_count(0)
    assert '<td align="left">9</td>' in held(page)
    tool(page, "Align right").click()
    assert '<th align="right" scope="col">Tons</th>' in held(page)

    # By keyboard alone: a row below, a column at the right, and that away again. Focus
    # is back in the text a frame after each tool.
    into_cell(editor, "Rye")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Enter")
    expect(editor.locator("tr")).to_have_count(3)
    expect(editor).to_be_focused()
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(editor.locator("tr").first.locator("th")).to_have_count(3)
    expect(editor).to_be_focused()
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(editor.locator("tr").first.locator("th")).to_have_count(2)

    tool(page, "Heading column").click()
    expect(editor.locator("tr").nth(1).locator("th")).to_have_count(1)


def test_the_editor_and_the_letter_know_the_same_columns_of_figures(page, editor):
    tables = [
        "<table><tbody>"
        + "".join(f"<tr><td>{cell.replace('<', '&lt;')}</td></tr>" for cell in cells)
        + "</tbody></table>"
        for cells, _ in COLUMNS
        if cells
    ]
    begin_with(page, "<p>Next.</p>".join(tables))

    shown = editor.locator("table").evaluate_all(
        "tables => tables.map(table => !!table.querySelector('.foi-at-the-right'))"
    )

    assert shown == [is_of_figures for cells, is_of_figures in COLUMNS if cells]


@pytest.fixture
def paragraph(question):
    authority = question.foi_request.authority
    return ParagraphFactory(
        authority=authority,
        kind=ParagraphKind.ADVICE,
        regime="FOIA",
        topic="Owls by night",
        provisions=(),
        text="We shall count again by {{ due_date }}.",
    )


def test_a_slash_offers_wording_for_the_line(page, paragraph, editor, check_axe):
    editor.focus()
    page.keyboard.type("/")
    offers = page.get_by_role("listbox", name="Wording")
    options = offers.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    first, second = (options.nth(at).get_attribute("id") for at in (0, 1))
    expect(editor).to_have_attribute("aria-activedescendant", first)
    check_axe(page)
    page.keyboard.press("ArrowDown")
    expect(editor).to_have_attribute("aria-activedescendant", second)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")

    page.keyboard.type("owls night")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("We shall count again by ")
    page.keyboard.press("Enter")

    expect(offers).to_be_hidden()
    expect(editor).to_have_text(re.compile(r"^We shall count again by \d.* 20\d\d\.$"))
    page.keyboard.press("Control+z")
    expect(editor).to_have_text("/owls night")


def test_wording_goes_into_a_sentence(page, paragraph, editor):
    editor.focus()
    page.keyboard.type("Thank you. /owls")
    page.get_by_role("option").filter(has_text="Owls by night").click()

    expect(editor.locator("p")).to_have_count(1)
    expect(editor).to_contain_text("Thank you. We shall count again by ")


def test_escape_leaves_the_slash_and_other_slashes_offer_nothing(page, editor):
    editor.focus()
    page.keyboard.type("Before noon /")
    offers = page.get_by_role("listbox", name="Wording")
    expect(offers).to_be_visible()
    page.keyboard.press("Escape")
    expect(offers).to_be_hidden()
    expect(editor).to_be_focused()
    page.keyboard.type("xyz and/or 12/05")
    expect(editor).to_have_text("Before noon /xyz and/or 12/05")
    expect(offers).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.type("/zzzzqqq")
    expect(offers).to_be_hidden()


def test_a_slash_outside_the_text_opens_the_search(page, editor):
    editor.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("/")

    expect(page.get_by_role("dialog").first).to_be_visible()
