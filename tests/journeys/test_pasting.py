"""What other programs put on the clipboard goes into an answer with its sense."""

from functools import partial

import pytest
from playwright.sync_api import expect

from documents.richtext.cleaning import clean, take
from responses.models import Answer
from tests.documents.richtext.test_pasted import FRAGMENTS
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

PASTE = """([node, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  node.dispatchEvent(new ClipboardEvent("paste", how));
}"""
WORD = """
<p class=MsoNormal>We counted 8 × 10<sup>5</sup> <del>owls</del> <ins>bats</ins>
 in 40 m<span style='vertical-align:super'>2</span>.<a class=msocomanchor
 href="#_msocom_1">[XY1]</a></p>
<p style='mso-list:l1 level1 lfo1'><span style='mso-list:Ignore'>3.<span>&nbsp;
 </span></span>Barn</p>
<p style='mso-list:l1 level2 lfo1'><span style='mso-list:Ignore'>a)<span>&nbsp;
 </span></span>Loft</p>
<p style='mso-list:l1 level1 lfo1'><span style='mso-list:Ignore'>4.<span>&nbsp;
 </span></span>Mill</p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p
 class=MsoCommentText>Ask the warden.</p></div></div>
<p>Seen by <span style='background:black;color:black'>Al Sample</span>.</p>
"""
EXCEL = """<table><col width=64><col width=0 style='display:none'><tr><td>Ward</td>
<td>Name</td></tr><tr style='display:none'><td>West</td><td>Bo</td></tr>
<tr><td>East</td><td>Al</td></tr></table>"""


@pytest.fixture
def question():
    officer = UserFactory(roles=["officer"])
    return QuestionFactory(foi_request=FOIRequestFactory(authority=officer.authority))


@pytest.fixture
def editor(page, sign_in, question):
    foi_request = question.foi_request
    sign_in(page, UserFactory(roles=["officer"], authority=foi_request.authority))
    page.goto(f"/requests/{foi_request.reference}/questions/{question.pk}/answer/")
    return page.locator("#id_text_editor")


def paste(editor, html):
    editor.evaluate("(node, html) => (" + PASTE + ")([node, html])", html)


def test_text_from_word_keeps_its_figures_and_lists(page, editor, check_axe):
    paste(editor, WORD)

    expect(editor.locator("sup")).to_have_text(["5", "2"])
    expect(editor).to_contain_text("bats in 40 m")
    expect(editor).not_to_contain_text("owls")
    expect(editor.locator("> ol")).to_have_attribute("start", "3")
    expect(editor.locator("> ol > li")).to_have_count(2)
    expect(editor.locator("ol ol > li")).to_have_text("Loft")
    expect(editor).to_contain_text("Seen by .")
    told = page.get_by_role("status").filter(has_text="left out")
    expect(told).to_contain_text("“owls”")
    expect(told).to_contain_text("Ask the warden.")
    expect(told).to_contain_text("Al Sample")
    check_axe(page)


def test_what_a_sheet_hides_stays_out(page, editor):
    paste(editor, EXCEL)

    expect(editor.locator("td")).to_have_text(["Ward", "East"])
    told = page.get_by_role("status").filter(has_text="Hidden words")
    expect(told).to_contain_text("“Bo”")


def test_text_goes_in_where_the_officer_pasted_and_is_saved(page, editor, question):
    editor.type("Before  after")
    for _ in "after ":
        page.keyboard.press("ArrowLeft")
    paste(editor, "<p>10<sup>6</sup></p>")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("Question 1 saved").first.wait_for()

    assert Answer.objects.get().text == "<p>Before 10<sup>6</sup> after</p>"


def test_what_is_copied_within_the_editor_goes_in_as_it_is(page, editor):
    paste(editor, "<ol><li>Oak</li><li>Elm</li></ol>")
    expect(editor.locator("li")).to_have_count(2)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    editor.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.wait_for_function("getSelection().toString().includes('Elm')")
    page.keyboard.press("ControlOrMeta+c")
    page.keyboard.press("ArrowRight")
    # The editor takes up the browser's selection a moment later.
    page.wait_for_function("getSelection().isCollapsed")
    page.evaluate("new Promise(done => setTimeout(done, 100))")
    page.keyboard.press("ControlOrMeta+v")

    expect(editor.locator("li")).to_have_count(4)
    assert not [address for address in asked if address.endswith("/pasted/")]


def test_without_the_service_nothing_goes_in_and_that_is_said(page, editor):
    page.route("**/pasted/", lambda route: route.abort())

    paste(editor, "<p>x<sup>2</sup></p>")

    expect(page.get_by_text("Nothing was pasted, because")).to_be_visible()
    expect(editor).to_have_text("")


# --- Where pasted text goes ---------------------------------------------------------

PLACE = """([node, word, at]) => {
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walk.nextNode() && walk.currentNode.data !== word);
  const place = node.editor.view.posAtDOM(walk.currentNode, 0) + at;
  node.editor.chain().focus().setTextSelection(place).run();
}"""
LIST = "<ul><li>Oak</li><li>Elm</li></ul>"


def place_cursor(editor, word, at):
    editor.evaluate(f"(node, [word, at]) => ({PLACE})([node, word, at])", [word, at])


def begin_with(page, html):
    page.locator("#id_text").evaluate(
        "(box, detail) => box.dispatchEvent(new CustomEvent('foi:set', { detail }))",
        html,
    )


@pytest.mark.parametrize(
    ("at", "pasted", "saved"),
    [
        pytest.param(
            8, LIST, "<li>14 sites</li><li>Oak</li><li>Elm</li>", id="end of an item"
        ),
        pytest.param(
            0, LIST, "<li>Oak</li><li>Elm</li><li>14 sites</li>", id="before an item"
        ),
        pytest.param(
            2,
            LIST,
            "<li>14</li><li>Oak</li><li>Elm</li><li>sites</li>",
            id="within an item",
        ),
        pytest.param(
            8,
            '<ol start="3"><li>Oak</li></ol>',
            '<li>14 sites<ol start="3"><li>Oak</li></ol></li>',
            id="a list of another kind",
        ),
    ],
)
def test_a_list_pasted_in_a_list_keeps_its_items(
    page, editor, question, at, pasted, saved
):
    begin_with(page, "<ul><li>14 sites</li><li>Last</li></ul>")
    place_cursor(editor, "14 sites", at)
    paste(editor, pasted)
    expect(editor).to_contain_text("Oak")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("Question 1 saved").first.wait_for()

    assert Answer.objects.get().text == f"<ul>{saved}<li>Last</li></ul>"


def test_a_list_pasted_within_a_sentence_does_not_join_its_words(
    page, editor, question
):
    begin_with(page, "<p>In all 14 of these</p>")
    place_cursor(editor, "In all 14 of these", 9)
    paste(editor, "<ol><li>2 oaks</li></ol>")
    expect(editor).to_contain_text("2 oaks")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("Question 1 saved").first.wait_for()

    saved = Answer.objects.get().text
    assert saved == "<p>In all 14</p><ol><li>2 oaks</li></ol><p>of these</p>"


def test_a_table_takes_the_place_of_no_words(page, editor):
    begin_with(page, "<table><tr><td>East</td><td>West</td></tr></table>")
    place_cursor(editor, "East", 4)
    paste(editor, "<table><tr><td>1</td><td>2</td></tr></table>")

    expect(page.get_by_text("Nothing was pasted, because the table")).to_be_visible()
    expect(editor.locator("td")).to_have_text(["East", "West"])


def test_a_table_with_headings_goes_in(page, editor, question):
    paste(
        editor,
        "<table><thead><tr><th>Ward<th>Cases</thead><tr><th>East<td>4</table>",
    )
    expect(editor.locator("th")).to_have_text(["Ward", "Cases", "East"])
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("Question 1 saved").first.wait_for()

    assert Answer.objects.get().text == (
        '<table><thead><tr><th scope="col">Ward</th><th scope="col">Cases</th></tr>'
        '</thead><tbody><tr><th scope="row">East</th><td>4</td></tr></tbody></table>'
    )


def test_a_table_fills_empty_cells(page, editor):
    begin_with(page, "<table><tr><td></td><td></td></tr></table>")
    editor.locator("td").first.click()
    paste(editor, "<table><tr><td>1</td><td>2</td></tr></table>")

    expect(editor.locator("td")).to_have_text(["1", "2"])


def test_what_two_pastes_left_out_is_said_until_the_officer_clears_it(
    page, editor, check_axe
):
    paste(editor, "<p>We hold <s>nine</s> ten maps.</p>")
    paste(editor, "<p>Seen <img src='x.png'> in <s>May</s> June.</p>")

    expect(editor).to_contain_text("June")
    told = page.get_by_role("status").filter(has_text="left out")
    for words in ("“nine”", "“May”", "1 picture was left out: add it as a file."):
        expect(told).to_contain_text(words)
    check_axe(page)
    page.get_by_role("button", name="Clear this message").click()
    expect(told).to_have_count(0)
    expect(editor).to_be_focused()


def test_letters_of_lists_are_the_same_on_screen_and_on_paper(page, editor, question):
    kinds = ["a", "A", "i", "I"]
    paste(editor, "".join(f"<ol type={kind}><li>{kind}</li></ol>" for kind in kinds))
    expect(editor.locator("li")).to_have_text(kinds)
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("Question 1 saved").first.wait_for()
    page.goto(f"/requests/{question.foi_request.reference}/preview/")

    shown = page.locator(".letter ol[type]").evaluate_all(
        "lists => lists.map(list => getComputedStyle(list).listStyleType)"
    )
    assert shown == ["lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]


def _holds(box, html):
    return clean(box.input_value()) == html


def test_the_editor_takes_every_fragment_as_the_service_reads_it(page, editor):
    box = page.locator("#id_text")
    differing = []
    for fragment in FRAGMENTS:
        wanted = take(fragment["html"]).html
        editor.evaluate("node => node.editor.commands.clearContent()")
        with page.expect_response("**/pasted/"):
            paste(editor, fragment["html"])
        if not wait_until(partial(_holds, box, wanted), seconds=2):
            differing.append(fragment["what"])

    assert not differing


# --- Long texts ---------------------------------------------------------------------


def test_300_kilobytes_are_pasted_and_saved_whole(page, editor, question):
    page.set_default_timeout(60_000)
    lines = [f"Line {number}: " + "water in the pond " * 6 for number in range(2_600)]
    html = "".join(f"<p class=MsoNormal>{line}<o:p></o:p></p>" for line in lines)
    assert len(html) > 300_000

    paste(editor, html)
    expect(editor).to_contain_text("Line 2599:", timeout=60_000)
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("Question 1 saved").first.wait_for()

    assert Answer.objects.get().text == "".join(
        f"<p>{one.strip()}</p>" for one in lines
    )


def test_300_kilobytes_in_too_many_pieces_are_refused_in_a_sentence(page, editor):
    begin_with(page, "<p>Typed before.</p>")
    html = "".join(
        f"<p class=x>Line {number} of the pond.</p>" for number in range(9_000)
    )
    assert len(html) > 300_000

    paste(editor, html)

    told = page.get_by_role("status").filter(has_text="Nothing was pasted.")
    expect(told).to_contain_text("more than 5,000 elements", timeout=60_000)
    expect(editor).to_have_text("Typed before.")
