"""Correcting questions keeps their keys, their history and their linked data."""

from datetime import date

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.intake.recording import record_request
from requests_app.models import Enquiry, FOIRequest, Question, QuestionsRevision
from requests_app.questions.correcting import (
    NothingToUndo,
    QuestionsChanged,
    correct_questions,
    redo_correction,
    undo_correction,
)
from requests_app.questions.outline.tree_edits import (
    add,
    delete,
    edit,
    merge,
    move_down,
    move_in,
    renumber,
    set_kind,
    split,
)
from requests_app.questions.stored_outline import outline_of, steps_of
from requests_app.search.matching import has_words_of
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)

TODAY = date(2026, 3, 4)
TEXT = """1. How many drones do you own?
 a. What did they cost?
 b. Who flies them?
2. Do you have a drone policy?
3. Could I see it?"""


@pytest.fixture
def foi_request(officer):
    return record_request(
        authority=officer.authority,
        received_text=TEXT,
        received_on=date(2026, 3, 2),
        regime="FOIA",
        channel="email",
        requester_name="Robin Writer",
        by=officer,
        on=TODAY,
    )


@pytest.fixture
def told():
    """Collect the corrections passed to `follow`."""
    return []


@pytest.fixture
def correct(foi_request, officer, told):
    """Correct the question at a path in the current questions."""

    def correct(operation, path=None, *args, by=officer):
        foi_request.refresh_from_db()
        outline = outline_of(foi_request)
        given = [] if path is None else [key(outline, path)]
        return correct_questions(
            foi_request=foi_request,
            version=foi_request.questions_version,
            outline=operation(outline, *given, *args),
            by=by,
            on=TODAY,
            follow=told.append,
        )

    return correct


@pytest.fixture
def step(foi_request, officer, told):
    """Undo or redo, from the current questions."""

    def step(service):
        foi_request.refresh_from_db()
        return service(
            foi_request=foi_request,
            version=foi_request.questions_version,
            by=officer,
            on=TODAY,
            follow=told.append,
        )

    return step


def key(outline, path):
    return next(key for key, found in outline.paths.items() if found == path)


def asked(foi_request):
    return [str(path) for path in outline_of(foi_request).paths.values()]


def keys(foi_request):
    return list(foi_request.questions.values_list("pk", flat=True))


def test_moving_a_question_keeps_every_key(foi_request, correct):
    before = keys(foi_request)

    correct(move_in, "2")

    assert asked(foi_request) == ["1", "1(a)", "1(b)", "1(2)", "3"]
    assert keys(foi_request) == before


def test_changing_places_keeps_every_key(foi_request, correct):
    before = keys(foi_request)

    correct(move_down, "2")

    assert asked(foi_request) == ["1", "1(a)", "1(b)", "3", "2"]
    assert keys(foi_request) == [*before[:3], before[4], before[3]]


def test_splitting_keeps_the_key_and_tells_of_the_part(foi_request, correct, told):
    outline = outline_of(foi_request)
    whole = key(outline, "1(b)")

    correction = correct(split, "1(b)", 3)

    (part,) = {*keys(foi_request)} - {*outline.by_id}
    assert correction.split == {whole: (part,)}
    assert correction.merged == {}
    assert correction.removed == frozenset()
    assert told == [correction]


def test_joining_keeps_the_first_key_and_tells_of_the_other(foi_request, correct):
    outline = outline_of(foi_request)

    correction = correct(merge, "1(b)")

    gone, kept = key(outline, "1(b)"), key(outline, "1(a)")
    assert correction.merged == {gone: kept}
    assert correction.removed == frozenset()
    assert gone not in keys(foi_request)


def test_a_question_joined_to_one_that_is_joined_again_is_followed(
    foi_request, correct
):
    outline = outline_of(foi_request)

    def join_two(outline):
        return merge(merge(outline, key(outline, "1(b)")), key(outline, "1(a)"))

    correction = correct(join_two)

    first = key(outline, "1")
    assert correction.merged == {
        key(outline, "1(b)"): first,
        key(outline, "1(a)"): first,
    }


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(delete, id="deleted"),
        pytest.param(lambda outline, key: set_kind(outline, key, "note"), id="a note"),
        pytest.param(
            lambda outline, key: set_kind(outline, key, "heading"), id="a heading"
        ),
    ],
)
def test_what_is_no_question_any_longer_is_told_of(foi_request, correct, operation):
    outline = outline_of(foi_request)

    correction = correct(operation, "3")

    assert correction.removed == {key(outline, "3")}


def test_a_question_joined_to_what_stands_before_is_no_question(foi_request, correct):
    outline = outline_of(foi_request)

    correction = correct(merge, "1")

    assert correction.removed == {key(outline, "1")}
    assert asked(foi_request) == ["a", "b", "2", "3"]
    foi_request.refresh_from_db()
    assert foi_request.preamble == "1. How many drones do you own?"


def test_what_hangs_on_a_question_is_handed_on_before_it_goes(
    foi_request, officer, correct
):
    def look(correction):
        there = Question.objects.filter(pk__in=correction.merged).exists()
        new = set(correction.outline.by_id) == {
            *keys(foi_request),
        } - {*correction.merged}
        seen.append((there, new))

    seen = []
    outline = outline_of(foi_request)
    correct_questions(
        foi_request=foi_request,
        version=1,
        outline=merge(outline, key(outline, "1(b)")),
        by=officer,
        on=TODAY,
        follow=look,
    )

    assert seen == [(True, True)]


def test_a_refusal_to_hand_on_leaves_everything_as_it_was(foi_request, officer):
    def refuse(correction):
        raise RuntimeError

    outline = outline_of(foi_request)
    with pytest.raises(RuntimeError):
        correct_questions(
            foi_request=foi_request,
            version=1,
            outline=delete(outline, key(outline, "3")),
            by=officer,
            on=TODAY,
            follow=refuse,
        )

    foi_request.refresh_from_db()
    assert outline_of(foi_request).content == outline.content
    assert foi_request.questions_version == 1


def test_a_correction_is_in_the_history_with_before_and_after(foi_request, correct):
    correct(move_in, "2")

    entry = foi_request.history.first()
    assert entry.kind == "questions_corrected"
    assert entry.note == "2 is now under 1, as 1(2)."
    assert entry.changes == {"2": ["2", "1(2)"]}


def test_a_corrected_question_is_found_by_its_new_words(foi_request, correct):
    correct(lambda outline, key: edit(outline, key, text="Any badgers?"), "3")

    assert list(FOIRequest.objects.filter(has_words_of("badgers"))) == [foi_request]


def test_correcting_nothing_leaves_no_trace(foi_request, correct, told):
    correction = correct(lambda outline: outline)

    assert correction.note == ""
    assert told == []
    assert foi_request.history.count() == 1
    assert foi_request.questions_revisions.count() == 1


def test_the_second_of_two_corrections_at_once_is_told_of_the_first(
    foi_request, officer, correct
):
    stale = outline_of(foi_request)
    colleague = UserFactory(
        first_name="Jo", last_name="Bloggs", authority=officer.authority
    )
    correct(move_in, "2", by=colleague)

    with pytest.raises(QuestionsChanged, match="Jo Bloggs corrected") as found:
        correct_questions(
            foi_request=foi_request,
            version=1,
            outline=delete(stale, key(stale, "3")),
            by=officer,
            on=TODAY,
        )

    assert found.value.version == 2
    assert "1(2)" in found.value.outline.paths.values()
    assert asked(foi_request) == ["1", "1(a)", "1(b)", "1(2)", "3"]


def test_the_same_correction_sent_twice_is_done_once(foi_request, officer):
    outline = outline_of(foi_request)
    for _ in range(2):
        correct_questions(
            foi_request=foi_request,
            version=1,
            outline=split(outline, key(outline, "3"), 3),
            by=officer,
            on=TODAY,
        )

    foi_request.refresh_from_db()
    assert foi_request.questions_version == 2
    assert foi_request.questions.count() == 6


# --- Undoing -------------------------------------------------------------------------


def test_undoing_leads_back_step_by_step_and_redoing_forward(
    foi_request, correct, step
):
    first = asked(foi_request)
    correct(move_in, "2")
    second = asked(foi_request)
    correct(merge, "3")
    third = asked(foi_request)

    seen = []
    for service in (
        undo_correction,
        undo_correction,
        redo_correction,
        redo_correction,
        undo_correction,
    ):
        step(service)
        seen.append(asked(foi_request))

    assert seen == [second, first, second, third, second]


def test_nothing_can_be_undone_before_the_first_correction(step):
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        step(undo_correction)
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        step(redo_correction)


def test_a_correction_after_undoing_begins_anew(foi_request, correct, step):
    correct(move_in, "2")
    step(undo_correction)
    correct(move_down, "2")

    with pytest.raises(NothingToUndo):
        step(redo_correction)
    step(undo_correction)
    step(redo_correction)

    assert asked(foi_request) == ["1", "1(a)", "1(b)", "3", "2"]


def test_a_question_that_comes_back_has_its_old_key(foi_request, correct, step):
    before = keys(foi_request)
    gone = before[2]
    correct(merge, "1(b)")

    correction = step(undo_correction)

    assert keys(foi_request) == before
    assert correction.split == {before[1]: (gone,)}
    assert correction.note == "Undone: 1(b) was joined to 1(a)."


def test_undoing_a_split_joins_the_part_again(foi_request, correct, step):
    correct(split, "1(b)", 3)
    whole, part = keys(foi_request)[2:4]

    undone = step(undo_correction)
    redone = step(redo_correction)

    assert undone.merged == {part: whole}
    assert redone.split == {whole: (part,)}
    assert keys(foi_request)[2:4] == [whole, part]


def test_undoing_from_an_old_page_is_refused(foi_request, officer, correct):
    correct(move_in, "2")

    with pytest.raises(QuestionsChanged):
        undo_correction(foi_request=foi_request, version=1, by=officer, on=TODAY)


def test_questions_from_elsewhere_can_be_corrected_and_undone(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    question = QuestionFactory(foi_request=foi_request, order=0)
    outline = outline_of(foi_request)

    correct_questions(
        foi_request=foi_request,
        version=1,
        outline=renumber(outline, question.pk, "7"),
        by=officer,
        on=TODAY,
    )
    foi_request.refresh_from_db()
    assert steps_of(foi_request).undo.note == "1 is now numbered 7."
    undo_correction(foi_request=foi_request, version=2, by=officer, on=TODAY)

    assert asked(foi_request) == ["1"]


# --- When corrections are possible, and their further effects ------------------------


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("clearance", "Recall the response"),
        ("cleared", "Recall the response"),
        ("answered", "Reopen the request"),
        ("withdrawn", "Reopen the request"),
    ],
)
def test_what_an_approver_reads_or_was_answered_stays_as_asked(
    officer, state, sentence
):
    foi_request = FOIRequestFactory(authority=officer.authority, state=state)
    QuestionFactory(foi_request=foi_request, order=0)
    outline = outline_of(foi_request)
    corrections = (
        lambda: correct_questions(
            foi_request=foi_request,
            version=1,
            outline=add(outline),
            by=officer,
            on=TODAY,
        ),
        lambda: undo_correction(
            foi_request=foi_request, version=1, by=officer, on=TODAY
        ),
    )

    for correct in corrections:
        with pytest.raises(ActionNotPossible, match=sentence):
            correct()


def test_what_was_put_to_a_department_follows_its_questions(
    foi_request, officer, correct
):
    enquiry = Enquiry.objects.create(
        foi_request=foi_request,
        department=DepartmentFactory(authority=officer.authority),
        asked_by=officer,
        asked_on=TODAY,
        wanted_by=TODAY,
    )
    enquiry.questions.set(foi_request.questions.filter(label__in=["b", "3"]))
    reply = enquiry.replies.create(by=officer, name="Kim")
    for question in enquiry.questions.all():
        reply.parts.create(question=question, text=f"To {question.label}.")

    correct(merge, "1(b)")
    correct(split, "3", 3)

    paths = outline_of(foi_request).paths
    put = [str(paths[pk]) for pk in enquiry.questions.values_list("pk", flat=True)]
    assert sorted(put) == ["1(a)", "3", "first unnumbered question"]
    said = {(str(paths[one.question_id]), one.text) for one in reply.parts.all()}
    assert said == {
        ("1(a)", "To b."),
        ("3", "To 3."),
        ("first unnumbered question", "To 3."),
    }


def test_every_form_the_questions_had_is_kept(foi_request, correct):
    correct(move_in, "2")
    correct(delete, "3")

    kept = [
        [node["label"] for node in revision.outline["nodes"]]
        for revision in QuestionsRevision.objects.order_by("version")
    ]
    assert kept == [
        ["1", "a", "b", "2", "3"],
        ["1", "a", "b", "2", "3"],
        ["1", "a", "b", "2"],
    ]


def test_correcting_takes_as_many_queries_for_200_questions_as_for_5(
    officer, django_assert_max_num_queries
):
    counts = []
    for number in (5, 200):
        text = "\n".join(f"{n}. How many drones?" for n in range(1, number + 1))
        foi_request = record_request(
            authority=officer.authority,
            received_text=text,
            received_on=date(2026, 3, 2),
            regime="FOIA",
            channel="email",
            requester_name="Robin Writer",
            by=officer,
            on=TODAY,
        )
        outline = outline_of(foi_request)
        with django_assert_max_num_queries(60) as captured:
            correct_questions(
                foi_request=foi_request,
                version=1,
                outline=split(outline, outline.nodes[0].id, 3),
                by=officer,
                on=TODAY,
            )
        counts.append(len(captured))

    assert counts[0] == counts[1]
