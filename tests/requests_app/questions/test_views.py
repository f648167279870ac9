"""The question editor takes one action at a time, and keeps all typed text."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.intake.recording import record_request
from requests_app.intake.registering import register_request
from requests_app.questions.correcting import correct_questions
from requests_app.questions.outline.nodes import CLOSING, PREAMBLE
from requests_app.questions.outline.tree_edits import delete
from requests_app.questions.stored_outline import outline_of
from tests.factories import UserFactory

TEXT = """Dear team,

1. How many drones do you own?
 a. What did they cost? And who paid?
 b. Who flies them?
2. Do you have a drone policy?

Yours faithfully
Robin Writer"""


@pytest.fixture
def foi_request(officer):
    today = timezone.localdate()
    return record_request(
        authority=officer.authority,
        received_text=TEXT,
        received_on=today,
        regime="FOIA",
        channel="email",
        requester_name="Robin Writer",
        by=officer,
        on=today,
    )


@pytest.fixture
def send(client, officer, foi_request):
    """Send the editor's form: every text, with some changed, and one action."""
    client.force_login(officer)

    def send(action, path=None, *, by_script=True, version=None, **changed):
        foi_request.refresh_from_db()
        outline = outline_of(foi_request)
        sent = {"version": version or foi_request.questions_version, "action": action}
        sent |= {"tpreamble": outline.preamble, "tclosing": outline.closing}
        for node in outline.nodes:
            sent |= {f"t{node.id}": node.text, f"l{node.id}": node.label}
        if path is not None:
            sent["node"] = path if path in (PREAMBLE, CLOSING) else key(outline, path)
        headers = {"HX-Request": "true"} if by_script else {}
        return client.post(
            reverse("correct-questions", kwargs={"foi_request": foi_request.pk}),
            {**sent, **changed},
            headers=headers,
        )

    return send


def key(outline, path):
    return next(key for key, found in outline.paths.items() if found == path)


def asked(foi_request):
    return [str(path) for path in outline_of(foi_request).paths.values()]


def said(response):
    return re.search(r'data-said="([^"]*)"', response.text)[1]


def field(foi_request, path, kind="t"):
    return f"{kind}{key(outline_of(foi_request), path)}"


@pytest.mark.parametrize(
    ("action", "path", "after"),
    [
        ("in", "2", ["1", "1(a)", "1(b)", "1(2)"]),
        ("out", "1(b)", ["1", "1(a)", "b", "2"]),
        ("up", "2", ["2", "1", "1(a)", "1(b)"]),
        ("down", "1(a)", ["1", "1(b)", "1(a)", "2"]),
        ("merge", "1(b)", ["1", "1(a)", "2"]),
        ("delete", "1", ["a", "b", "2"]),
        ("add", "2", ["1", "1(a)", "1(b)", "2", "first unnumbered question"]),
    ],
)
def test_each_action_corrects_the_chosen_question(
    foi_request, send, action, path, after
):
    response = send(action, path)

    assert asked(foi_request) == after
    assert said(response)


@pytest.mark.parametrize("kind", ["heading", "note"])
def test_a_question_can_be_made_something_else(foi_request, send, kind):
    send(kind, "2")

    assert foi_request.questions.last().kind == kind


def test_splitting_at_the_cursor_goes_on_in_the_new_question(foi_request, send):
    response = send("split", "1(a)", caret=len("What did they cost?"))

    texts = list(foi_request.questions.values_list("text", flat=True))
    new = outline_of(foi_request).nodes[2].id
    assert texts[1:3] == ["What did they cost?", "And who paid?"]
    assert f'data-node="{new}"' in response.text
    assert 'data-caret="0"' in response.text


def test_joining_goes_on_where_the_texts_meet(foi_request, send):
    response = send("merge", "1(b)")

    assert f'data-caret="{len("What did they cost? And who paid?") + 1}"' in (
        response.text
    )


def test_joining_the_first_goes_on_in_what_stands_before(foi_request, send):
    response = send("merge", "1")

    assert 'data-node="preamble"' in response.text
    assert f'data-caret="{len("Dear team,") + 1}"' in response.text


def test_without_scripts_an_empty_line_marks_the_split(foi_request, send):
    name = field(foi_request, "1(a)")

    response = send(
        "split",
        "1(a)",
        by_script=False,
        **{name: "What did they cost?\r\n\r\nAnd who paid?"},
    )

    new = outline_of(foi_request).nodes[2].id
    assert response.url == f"/intake/{foi_request.pk}/?node={new}#chosen"
    assert foi_request.questions.count() == 5


def test_without_scripts_and_empty_line_it_says_how_to_split(foi_request, send):
    response = send("split", "1(a)", by_script=False)

    assert "Put an empty line where the second question begins" in response.text
    assert "<title>Error: " in response.text


def test_a_question_can_be_split_off_the_words_around(foi_request, send):
    send("split", "closing", caret=len("Yours faithfully"))

    foi_request.refresh_from_db()
    assert foi_request.questions.last().text == "Yours faithfully"
    assert foi_request.closing == "Robin Writer"


def test_texts_and_numbers_are_saved_along_with_any_action(foi_request, send):
    texts = {
        field(foi_request, "1(b)"): "Who flies them now?",
        field(foi_request, "2", "l"): "3",
    }

    send("up", "2", **texts)

    assert asked(foi_request) == ["3", "1", "1(a)", "1(b)"]
    assert foi_request.questions.last().text == "Who flies them now?"


def test_saving_alone_keeps_the_texts(foi_request, send):
    response = send("save", **{field(foi_request, "2"): "Is there a policy?"})

    assert foi_request.questions.last().text == "Is there a policy?"
    assert said(response) == "The words of 2 were changed."


def test_what_cannot_be_done_is_said_and_what_was_typed_stays(foi_request, send):
    name = field(foi_request, "2")

    response = send("out", "2", **{name: "Is there a policy?"})

    assert said(response) == "2 is already at the outermost level."
    assert "Is there a policy?" in response.text


def test_a_number_too_long_is_refused(foi_request, send):
    response = send("save", **{field(foi_request, "2", "l"): "9" * 41})

    assert "40 characters at most" in response.text


def test_undo_and_redo(foi_request, send):
    send("delete", "2")
    undone = send("undo")
    assert asked(foi_request)[-1] == "2"
    send("redo")

    assert asked(foi_request) == ["1", "1(a)", "1(b)"]
    assert said(undone) == "Undone: 2 was deleted."


def test_undoing_what_was_typed_and_not_yet_saved(foi_request, send):
    typed = {field(foi_request, "2"): "Is there a policy?"}

    send("undo", **typed)
    assert foi_request.questions.last().text == "Do you have a drone policy?"
    send("redo")

    assert foi_request.questions.last().text == "Is there a policy?"


def test_nothing_to_undo_is_said(foi_request, send):
    assert said(send("undo")) == "There is nothing to undo."


def test_dragging_puts_a_question_elsewhere(foi_request, send):
    target = key(outline_of(foi_request), "1(b)")

    send("drop", "2", target=target, where="inside")

    assert asked(foi_request) == ["1", "1(a)", "1(b)", "1(b)(2)"]


def test_words_that_stand_nowhere_are_shown_and_put_back(foi_request, send):
    deleted = send("delete", "2")

    assert (
        "7 words</strong>" in deleted.text
        or "7 words not yet in a question" in deleted.text
    )
    span = re.search(r'name="put_back"\s+value="(\d+-\d+)"', deleted.text)[1]
    put_back = send("save", put_back=span)

    assert asked(foi_request)[-1] == "2"
    assert "Every word is in a question or beside one" in put_back.text


def test_looking_saves_nothing(foi_request, send):
    response = send("look", **{field(foi_request, "2"): "Do you?"})

    assert 'data-loose="4"' in response.text
    assert foi_request.questions.last().text == "Do you have a drone policy?"
    assert foi_request.history.count() == 1


def test_two_corrections_at_once_are_shown_side_by_side(foi_request, officer, send):
    name = field(foi_request, "2")
    colleague = UserFactory(
        first_name="Jo", last_name="Bloggs", authority=officer.authority
    )
    outline = outline_of(foi_request)
    correct_questions(
        foi_request=foi_request,
        version=1,
        outline=delete(outline, key(outline, "1(b)")),
        by=colleague,
        on=timezone.localdate(),
    )

    response = send("up", "2", version=1, **{name: "My own words?"})

    assert "Jo Bloggs corrected these questions" in response.text
    assert "My own words?" in response.text
    assert asked(foi_request) == ["1", "1(a)", "2"]

    mine = re.search(r'name="mine"\s+value="([^"]*)"', response.text)[1]
    kept = send("mine", mine=mine)
    assert asked(foi_request) == ["2", "1", "1(a)", "1(b)"]
    assert "My own words?" in kept.text
    send("undo")
    assert asked(foi_request) == ["1", "1(a)", "2"]


def test_the_same_action_sent_twice_is_done_once(foi_request, send):
    outline = outline_of(foi_request)
    node = key(outline, "2")

    for _ in range(2):
        response = send("in", version=1, node=node)

    assert asked(foi_request) == ["1", "1(a)", "1(b)", "1(2)"]
    assert "Which questions to keep?" not in response.text


def test_a_page_from_before_registration_still_saves(foi_request, officer, send):
    register_request(foi_request=foi_request, by=officer, on=timezone.localdate())

    response = send("in", "2", by_script=False)

    foi_request.refresh_from_db()
    assert response.status_code == 307
    assert response.url == reverse(
        "correct-questions", kwargs={"reference": foi_request.reference}
    )


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"version": "x"}, id="no version"),
        pytest.param({"version": 1, "action": "burn"}, id="no such action"),
        pytest.param({"version": 1, "action": "mine", "mine": "x"}, id="tampered with"),
        pytest.param({"version": 1, "put_back": "1-x"}, id="no such words"),
    ],
)
def test_what_no_page_sends_is_not_understood(client, officer, foi_request, sent):
    client.force_login(officer)

    response = client.post(
        reverse("correct-questions", kwargs={"foi_request": foi_request.pk}), sent
    )

    assert response.status_code == 400


def test_rare_characters_before_the_cursor_count_as_one(foi_request, send):
    name = field(foi_request, "2")

    send("split", "2", caret=len("Drones 🚁🚁?"), **{name: "Drones 🚁🚁? And cost?"})

    texts = list(foi_request.questions.values_list("text", flat=True))
    assert texts[-2:] == ["Drones 🚁🚁?", "And cost?"]


def test_an_approver_may_not_correct(client, approver, foi_request):
    client.force_login(approver)

    response = client.post(
        reverse("correct-questions", kwargs={"foi_request": foi_request.pk}),
        {"version": 1},
    )

    assert response.status_code == 403


@pytest.mark.parametrize("key", ["²", "--5", "9" * 5_000, "\0", "x", "-"])
def test_a_part_with_an_odd_key_is_no_error_of_the_server(
    client, officer, foi_request, key
):
    client.force_login(officer)
    url = reverse("correct-questions", kwargs={"foi_request": foi_request.pk})

    answer = client.post(url, {"action": "delete", "node": key, "target": key})
    assert answer.status_code < 500
