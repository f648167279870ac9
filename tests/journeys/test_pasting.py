"""What other programs put on the clipboard goes into an answer with its sense."""

import pytest
from playwright.sync_api import expect

from responses.models import Answer
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory

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
    page.wait_for_url("**/draft/")

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
