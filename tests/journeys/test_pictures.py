"""When a picture is pasted, the officer is told to enclose it as a file."""

import pytest
from playwright.sync_api import expect

from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
LEFT_OUT = "1 picture was left out: add it as a file."
PASTE = """([node, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  node.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def test_the_words_of_a_paste_go_in_and_its_picture_is_named(page, sign_in, check_axe):
    officer = UserFactory(roles=["officer"])
    foi_request = FOIRequestFactory(authority=officer.authority)
    question = QuestionFactory(foi_request=foi_request)
    sign_in(page, officer)
    page.goto(f"/requests/{foi_request.reference}/questions/{question.pk}/answer/")
    editor = page.locator("#id_text_editor")

    def paste(html):
        page.evaluate(PASTE, [editor.element_handle(), html])

    paste('<p>The map <img src="data:image/png;base64,AAAA" alt="map"> shows it.</p>')
    told = page.get_by_role("status").filter(has_text=LEFT_OUT)
    expect(told).to_have_count(1)
    expect(editor).to_contain_text("The map")
    expect(editor).to_contain_text("shows it.")
    check_axe(page)

    paste("<p>Words alone.</p>")
    expect(editor).to_contain_text("Words alone.")
    expect(told).to_have_count(1)
    page.get_by_role("button", name="Clear this message").click()
    expect(told).to_have_count(0)
