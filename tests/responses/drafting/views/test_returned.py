"""What an approver wants changed stands at its question in the room."""

import pytest
from django.urls import reverse

from responses.approving.parts import ENDING, START, STATEMENT, parts_in
from responses.approving.services import return_with_comments
from responses.models import PartReturn
from tests.responses import kinds
from tests.responses.kinds import ON

REASON = "Name <b>both</b> kinds."


@pytest.fixture
def foi_request(officer):
    return kinds.mixed_with_ncnd(authority=officer.authority)


@pytest.fixture
def sent(foi_request, officer):
    return kinds.in_clearance(foi_request, by=officer)


@pytest.fixture
def room(client, officer, sent):
    """Return a page of the room, as its officer sees the page."""
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    def room(name="draft-response", *keys):
        return client.get(reverse(name, args=[sent.reference, *keys]))

    return room


@pytest.fixture
def give_back(sent, approver):
    def give_back(*parts, reasons=REASON):
        return_with_comments(
            foi_request=sent, reasons=reasons, parts=parts, by=approver, on=ON
        )

    return give_back


def question(foi_request, order):
    return foi_request.questions.get(order=order).pk


def key_of(foi_request, order):
    return f"answer-{question(foi_request, order)}"


def told(page):
    return page.context["returned"]


def test_the_question_has_the_reason_the_name_and_the_day(
    room, give_back, sent, approver
):
    give_back(key_of(sent, 1))

    page = room("answer-question", question(sent, 1))

    assert "The approver wants this changed" in page.text
    assert f"{approver}, 9 March 2026" in page.text
    assert "Name &lt;b&gt;both&lt;/b&gt; kinds." in page.text


def test_another_question_says_where_the_changes_belong(room, give_back, sent):
    give_back(key_of(sent, 1), STATEMENT)

    page = room("answer-question", question(sent, 0))

    assert not told(page).is_here
    assert "The approver returned this draft" in page.text
    assert [url for _, url in told(page).places] == [
        reverse("answer-question", args=[sent.reference, question(sent, 1)]),
        reverse("save-statement", args=[sent.reference]),
    ]


@pytest.mark.parametrize(
    ("part", "page"),
    [
        (STATEMENT, "save-statement"),
        (START, "save-letter-text"),
        (ENDING, "save-letter-text"),
    ],
)
def test_words_around_the_answers_have_their_own_page(
    room, give_back, sent, part, page
):
    assert part in {one.key for one in parts_in(sent)}
    give_back(part)

    assert told(room(page)).is_here
    assert not told(room("answer-question", question(sent, 0))).is_here


def test_the_list_marks_the_answers_returned_and_filters_them(room, give_back, sent):
    give_back(key_of(sent, 1))

    page = room()

    marked = [row.path for row in page.context["room"].rows if row.is_returned]
    assert marked == [
        row.path
        for row in page.context["room"].rows
        if row.line.question.pk == question(sent, 1)
    ]
    (chosen,) = [one for one in page.context["room"].filters if one.label == "Returned"]
    (row,) = [one for one in page.context["room"].rows if one.is_returned]
    assert chosen.count == len(row.lines)


def test_a_draft_sent_again_has_its_returns_behind_it(
    room, give_back, sent, officer, approver
):
    give_back(key_of(sent, 1))
    kinds.in_clearance(sent, by=officer)

    assert not PartReturn.objects.filter(done_at=None).exists()
    assert told(room()) is None

    # The same reason, for another answer.
    give_back(key_of(sent, 0))

    page = room("answer-question", question(sent, 1))
    assert not told(page).is_here
    assert told(room("answer-question", question(sent, 0))).is_here


def test_a_return_of_the_whole_names_no_place(room, give_back, sent, approver):
    give_back()

    page = room("answer-question", question(sent, 0))

    assert (told(page).by, told(page).places) == (approver, [])
    assert "To change:" not in page.text


def test_a_question_no_longer_asked_is_not_linked(room, give_back, sent, approver):
    give_back(key_of(sent, 1))
    PartReturn.objects.update(part="answer-999999")

    page = room()

    assert told(page).places == []
    assert "Name &lt;b&gt;both" in page.text
