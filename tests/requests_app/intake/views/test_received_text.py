from django.urls import reverse

from requests_app.intake.views.received_text import CHARACTERS_SHOWN
from tests.factories import FOIRequestFactory, QuestionFactory


def address(foi_request, name="received-text"):
    return reverse(name, kwargs={"reference": foi_request.reference})


def test_the_text_is_shown_as_received_with_its_questions_marked(client, approver):
    foi_request = FOIRequestFactory(
        authority=approver.authority,
        received_text="Dear all,\n\n1. How many <b>boats</b>?\n\nA Person",
    )
    QuestionFactory(foi_request=foi_request, label="1", text="How many <b>boats</b>?")
    client.force_login(approver)

    page = client.get(address(foi_request)).content.decode()

    assert "<mark>1. How many &lt;b&gt;boats&lt;/b&gt;?</mark>" in page
    assert "<b>boats" not in page


def test_a_long_text_is_cut_on_the_page_and_whole_in_the_file(client, officer):
    text = "How many boats do you own? " * 30_000
    foi_request = FOIRequestFactory(authority=officer.authority, received_text=text)
    client.force_login(officer)

    page = client.get(address(foi_request))
    file = client.get(address(foi_request, "received-text-file"))

    assert len(page.content) < 100_000
    assert f"{CHARACTERS_SHOWN:,} of {len(text):,}" in page.content.decode()
    assert file.content.decode() == text
    assert file.headers["Content-Disposition"].startswith("attachment")
