"""After registration the question editor corrects questions, and answers follow."""

import pytest
from django.urls import reverse

from requests_app.questions.outline.nodes import CLOSING, PREAMBLE
from requests_app.questions.stored_outline import outline_of
from responses.models.answers import AnsweredQuestion
from tests.factories import AnswerFactory, FOIRequestFactory, QuestionFactory


@pytest.fixture
def foi_request(officer):
    foi_request = FOIRequestFactory(
        authority=officer.authority, received_text="1. How many? 2. How much?"
    )
    for order, text in enumerate(("How many?", "How much?")):
        QuestionFactory(
            foi_request=foi_request, order=order, label=str(order + 1), text=text
        )
    return foi_request


@pytest.fixture
def address(foi_request):
    return reverse("correct-questions", kwargs={"reference": foi_request.reference})


@pytest.fixture
def send(client, officer, foi_request, address):
    client.force_login(officer)

    def send(action, question, **more):
        foi_request.refresh_from_db()
        return client.post(
            address,
            {
                "version": foi_request.questions_version,
                "action": action,
                "node": question.pk,
                **more,
            },
        )

    return send


def answers(foi_request):
    return [
        AnsweredQuestion.objects.filter(question_id=node.id).exists()
        for node in outline_of(foi_request).nodes
    ]


def test_the_page_offers_the_way_back_and_no_second_registration(
    client, officer, foi_request, address
):
    client.force_login(officer)

    page = client.get(address)

    assert "Back to the request" in page.text
    assert "Register request" not in page.text
    assert "Every word is in a question or beside one" in page.text


def test_an_answer_follows_its_question(foi_request, send):
    _, second = foi_request.questions.all()
    AnswerFactory(foi_request=foi_request, to=[second])

    send("split", second, **{f"t{second.pk}": "How\n\nmuch?"})
    assert answers(foi_request) == [False, True, True]
    send("merge", second)

    assert answers(foi_request) == [True, True]


def test_a_question_with_an_answer_is_not_deleted(foi_request, send):
    _, second = foi_request.questions.all()
    AnswerFactory(foi_request=foi_request, to=[second])

    response = send("delete", second)

    assert "Question 2 has an answer (Disclosed) that would be lost" in response.text
    assert answers(foi_request) == [False, True]


@pytest.mark.parametrize("state", ["clearance", "cleared", "answered"])
def test_what_may_not_be_corrected_is_shown(client, officer, state):
    foi_request = FOIRequestFactory(authority=officer.authority, state=state)
    QuestionFactory(foi_request=foi_request, order=0)
    client.force_login(officer)
    address = reverse("correct-questions", kwargs={"reference": foi_request.reference})

    page = client.get(address)
    refused = client.post(
        address,
        {
            "version": 1,
            "action": "add",
            "node": foi_request.questions.get().pk,
        },
    )

    assert "<textarea" not in page.text
    assert "How many speed cameras are there?" in page.text
    assert refused.status_code == 200
    assert foi_request.questions.count() == 1


@pytest.mark.parametrize("node", [PREAMBLE, CLOSING, "999999", "x"])
def test_any_node_may_be_named_in_the_address(
    client, officer, foi_request, address, node
):
    client.force_login(officer)

    assert client.get(address, {"node": node}).status_code == 200
