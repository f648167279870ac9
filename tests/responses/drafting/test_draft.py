import pytest

from responses.drafting.draft import Draft
from tests.factories import AnswerFactory, FOIRequestFactory, QuestionFactory


@pytest.fixture
def foi_request(db):
    """A heading over 1 with 1(a) and 1(b); then 2, and a note."""
    foi_request = FOIRequestFactory()
    heading = _node(foi_request, 0, "", kind="heading", text="Cameras")
    one = _node(foi_request, 1, "1", parent=heading, text="For each camera, state:")
    _node(foi_request, 2, "a", parent=one)
    _node(foi_request, 3, "b", parent=one)
    _node(foi_request, 4, "2")
    _node(foi_request, 5, "", kind="note", text="Thank you.")
    return foi_request


def _node(foi_request, order, label, **fields):
    return QuestionFactory(foi_request=foi_request, order=order, label=label, **fields)


def paths(lines):
    return [str(line.path) for line in lines]


def test_a_question_that_only_leads_to_others_needs_no_answer(foi_request):
    draft = Draft(foi_request)

    assert paths(draft.asked) == ["1(a)", "1(b)", "2"]
    assert [line.is_stem for line in draft.lines] == [False, True, *[False] * 4]


def test_a_question_with_parts_that_asks_by_itself_needs_an_answer(foi_request):
    foi_request.questions.filter(label="1").update(
        text="Are there cameras? If so:\nhow many?"
    )

    assert paths(Draft(foi_request).asked) == ["1", "1(a)", "1(b)", "2"]


def test_once_answered_itself_it_counts(foi_request):
    one = foi_request.questions.get(label="1")
    AnswerFactory(foi_request=foi_request, to=[one])

    assert paths(Draft(foi_request).asked) == ["1", "1(a)", "1(b)", "2"]


def test_headings_do_not_indent(foi_request):
    assert [line.depth for line in Draft(foi_request).lines] == [0, 0, 1, 1, 0, 0]


def test_questions_with_one_answer_say_so(foi_request):
    a, b = foi_request.questions.filter(label__in="ab")
    AnswerFactory(foi_request=foi_request, to=[b, a])

    draft = Draft(foi_request)

    lines = {str(line.path): line for line in draft.lines}
    assert (lines["1(a)"].is_first, lines["1(b)"].is_first) == (True, False)
    assert paths(draft.lines_with(lines["1(b)"])) == ["1(a)", "1(b)"]
    assert draft.around(lines["1(b)"])[0] is None
    assert draft.around(lines["1(b)"])[1].path == "2"


def test_what_a_question_stands_beneath(foi_request):
    draft = Draft(foi_request)

    line = draft.line_of(foi_request.questions.get(label="b"))

    heading, one = draft.above(line)
    assert heading.question.text == "Cameras"
    assert one.path == "1"


def test_a_requests_outcome_leaves_stems_out(foi_request):
    answered = foi_request.questions.filter(label__in=["a", "b", "2"])
    AnswerFactory(foi_request=foi_request, to=list(answered))

    assert Draft(foi_request).rolled_up.outcome == "granted"
