"""Text pasted into an editor, or sent without one: what is left out is said."""

import pytest
from django.urls import reverse

from responses.models import Answer

pytestmark = pytest.mark.django_db

HTML = "<p>We hold <del>seven</del> 10<sup>4</sup> files.</p>"


def test_pasted_text_comes_back_as_an_answer_holds_it(client, officer):
    client.force_login(officer)

    told = client.post(reverse("read-pasted"), {"html": HTML}).json()

    assert told["html"] == "<p>We hold 10<sup>4</sup> files.</p>"
    assert told["left_out"] == ["Struck-out or deleted words were left out: “seven”."]


def test_a_text_that_no_letter_can_hold_is_refused_in_a_sentence(client, officer):
    client.force_login(officer)

    answer = client.post(reverse("read-pasted"), {"html": "<p>a</p>" * 9_000})

    assert answer.status_code == 422
    assert answer.json()["message"].startswith("Nothing was pasted. This text has")


def test_an_answer_sent_without_the_editor_says_what_was_left_out(
    client, officer, foi_request, questions
):
    client.force_login(officer)
    named = {"reference": foi_request.reference, "question": questions["2"].pk}
    data = {"text": HTML, "text-format": "html", "version": 0, "outcome": "disclosed"}

    page = client.post(reverse("answer-question", kwargs=named), data, follow=True)

    said = [str(one) for one in page.context["messages"]]
    assert any("left out: “seven”" in one for one in said)
    assert Answer.objects.get().text == "<p>We hold 10<sup>4</sup> files.</p>"
