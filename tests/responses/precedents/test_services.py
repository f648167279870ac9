"""Import previous responses, read them, and reuse their answers."""

from datetime import UTC, date, datetime

import pytest

from requests_app.models import Job
from responses.drafting.adapting import NotChecked, NotReusable, adapt_answer
from responses.drafting.answers import AnswerChanged
from responses.models import LetterWithdrawal, PreviousAnswer, PreviousResponse
from responses.precedents.history import PrecedentsHistory
from responses.precedents.own_letters import keep_issued_answers
from responses.precedents.services import (
    READ_PREVIOUS_RESPONSE,
    PreviousResponseChanged,
    PreviousResponseRefused,
    confirm_previous_response,
    discard_previous_response,
    import_letter,
    read_previous_response,
)
from responses.precedents.similar import similar_answers
from statute.notices import LetterType
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    FOIRequestFactory,
    LetterFactory,
    PreviousAnswerFactory,
    PreviousResponseFactory,
    QuestionFactory,
    UserFactory,
)
from tests.jobs import run_jobs

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)
REPLY = """Our ref: {reference}
4 March 2019

Dear Ms Marsh,

Thank you for your request.

Your request:

1. How many buoys are there in the harbour?
2. What did the new crane cost?

Our response:

1. There are forty buoys.
2. We do not hold this information.

Yours sincerely
"""


def _read(officer, reference="HC-12-19"):
    text = REPLY.format(reference=reference)
    letter = import_letter(by=officer, text=text).letter
    return read_previous_response(letter=letter)


def _confirm(letter, by, **changes):
    said = {
        "reference": letter.reference,
        "issued_on": letter.issued_on or date(2019, 3, 4),
        "subject": "Harbour",
        "foi_request": letter.foi_request,
        "version": letter.version,
    }
    return confirm_previous_response(
        letter=letter, by=by, on=TODAY, at=NOW, **(said | changes)
    )


def test_a_letter_imported_twice_is_one(officer):
    first = import_letter(by=officer, name="a.txt", data=b"A letter.")
    again = import_letter(by=officer, name="b.txt", data=b"A letter.")

    assert (first.is_new, again.is_new) == (True, False)
    assert first.letter == again.letter


def test_a_letter_that_cannot_be_kept_is_refused_in_a_sentence(officer, settings):
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    (settings.MEDIA_ROOT / "previous_responses").write_text("no folder")

    with pytest.raises(PreviousResponseRefused, match="could not be stored"):
        import_letter(by=officer, name="a.txt", data=b"A letter.")

    assert not PreviousResponse.objects.exists()


def test_the_same_letter_in_another_authority_is_its_own(officer):
    import_letter(by=officer, data=b"A letter.")

    assert import_letter(by=UserFactory(), data=b"A letter.").is_new


def test_a_letter_waits_for_a_worker_and_is_read_once(officer):
    letter = import_letter(by=officer, text=REPLY).letter

    assert letter.standing == "waiting"
    assert run_jobs(READ_PREVIOUS_RESPONSE) == 1
    assert run_jobs(READ_PREVIOUS_RESPONSE) == 0

    letter.refresh_from_db()
    assert letter.standing == "read"
    assert not Job.objects.waiting().exists()


def test_what_a_letter_says_is_read(officer):
    letter = _read(officer)

    assert (letter.reference, letter.issued_on) == ("HC-12-19", date(2019, 3, 4))
    assert [
        (one.label, one.question, one.answer, one.outcome, one.is_reusable)
        for one in letter.answers.all()
    ] == [
        (
            "1",
            "How many buoys are there in the harbour?",
            "There are forty buoys.",
            "disclosed",
            False,
        ),
        (
            "2",
            "What did the new crane cost?",
            "We do not hold this information.",
            "not_held",
            False,
        ),
    ]


def test_a_letter_that_cannot_be_read_says_why_and_is_kept(officer):
    letter = import_letter(by=officer, data=b"%PDF-1.7 torn").letter

    letter = read_previous_response(letter=letter)

    assert letter.standing == "unreadable"
    assert "damaged" in letter.error
    with letter.file.open() as file:
        assert file.read() == b"%PDF-1.7 torn"


@pytest.mark.parametrize("written", ["{}", "FOI {}", "Ref {}"])
def test_the_request_a_letter_answers_is_found_by_its_reference(written, officer):
    foi_request = FOIRequestFactory(authority=officer.authority, subject="The quay")
    FOIRequestFactory()

    letter = _read(officer, written.format(foi_request.reference))

    assert (letter.foi_request, letter.subject) == (foi_request, "The quay")


def test_a_request_of_another_authority_is_not_taken_for_it(officer):
    assert _read(officer, FOIRequestFactory().reference).foi_request is None


def test_a_letter_is_read_with_the_questions_of_its_request(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    QuestionFactory(
        foi_request=foi_request, order=0, label="A", text="What did the new crane cost?"
    )

    letter = _read(officer, foi_request.reference)

    first = letter.answers.first()
    assert (first.label, first.answer) == ("A", "We do not hold this information.")


def test_confirming_makes_answers_reusable_and_tells_the_request(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    letter = _read(officer)

    _confirm(letter, officer, foi_request=foi_request, reference="HC-1-18")

    answers = PreviousAnswer.objects.all()
    assert all(one.is_reusable and one.reference == "HC-1-18" for one in answers)
    assert {one.foi_request for one in answers} == {foi_request}
    entry = foi_request.history.get()
    assert entry.kind == PrecedentsHistory.PREVIOUS_RESPONSE_LINKED


def test_two_corrections_at_once_do_not_overwrite_each_other(officer):
    letter = _read(officer)
    _confirm(letter, officer, subject="First")

    with pytest.raises(PreviousResponseChanged, match="Another user"):
        _confirm(letter, officer, subject="Second")

    letter.refresh_from_db()
    assert letter.subject == "First"


def test_a_letter_of_the_future_is_refused(officer):
    with pytest.raises(PreviousResponseRefused, match="in the future"):
        _confirm(_read(officer), officer, issued_on=date(2027, 1, 1))


def test_a_letter_not_read_cannot_be_confirmed(officer):
    letter = import_letter(by=officer, text=REPLY).letter

    with pytest.raises(PreviousResponseRefused, match="not been read"):
        _confirm(letter, officer)


def test_removing_a_letter_takes_its_file_and_answers(
    officer, django_capture_on_commit_callbacks
):
    letter = import_letter(by=officer, data=REPLY.encode()).letter
    letter = read_previous_response(letter=letter)
    storage, name = letter.file.storage, letter.file.name

    with django_capture_on_commit_callbacks(execute=True):
        discard_previous_response(letter=letter, version=letter.version)

    assert not PreviousResponse.objects.exists()
    assert not PreviousAnswer.objects.exists()
    assert not storage.exists(name)


def test_a_letter_of_a_restricted_request_is_seen_by_those_named_on_it_only(officer):
    restricted = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    letter = PreviousResponseFactory(
        authority=officer.authority, foi_request=restricted
    )
    previous = PreviousAnswerFactory(
        authority=officer.authority, previous_response=letter, foi_request=restricted
    )
    seen = PreviousResponse.objects.visible_to, PreviousAnswer.objects.visible_to

    assert [list(one(officer)) for one in seen] == [[], []]
    restricted.named_people.add(officer)
    assert [list(one(officer)) for one in seen] == [[letter], [previous]]


@pytest.fixture
def issued(officer):
    foi_request = FOIRequestFactory(authority=officer.authority, state="answered")
    question = QuestionFactory(
        foi_request=foi_request, order=0, text="How many speed cameras are there?"
    )
    answer = AnswerFactory(foi_request=foi_request, to=[question], outcome="withheld")
    CitationFactory(answer=answer)
    letter = LetterFactory(
        foi_request=foi_request,
        type=LetterType.FULL_REFUSAL,
        issued_by=officer,
        given_on=TODAY,
    )
    keep_issued_answers(letter=letter)
    return letter


def test_our_own_letters_answers_are_found_too(issued, officer):
    other = FOIRequestFactory(authority=officer.authority)

    found = similar_answers(
        "How many cameras for speed has the force?", user=officer, apart_from=other
    )

    assert [one.previous.letter for one in found] == [issued]
    assert found[0].previous.provisions == ["FOIA 31(1)(a)"]


def test_issued_again_an_answer_is_kept_once(issued):
    keep_issued_answers(letter=issued)

    assert PreviousAnswer.objects.count() == 1


def test_a_requests_own_answers_are_not_offered_to_it(issued, officer):
    assert not similar_answers(
        "How many speed cameras are there?", user=officer, apart_from=issued.foi_request
    )


def test_a_withdrawn_letter_is_not_offered(issued, officer):
    LetterWithdrawal.objects.create(
        letter=issued, reason="Wrong.", by=officer, on=TODAY
    )

    assert not similar_answers(
        "How many speed cameras are there?",
        user=officer,
        apart_from=FOIRequestFactory(authority=officer.authority),
    )


def test_a_letter_that_was_not_given_is_not_offered(issued, officer):
    type(issued).objects.filter(pk=issued.pk).update(given_on=None)

    assert not similar_answers(
        "How many speed cameras are there?",
        user=officer,
        apart_from=FOIRequestFactory(authority=officer.authority),
    )


def test_the_most_alike_comes_first_and_what_only_shares_a_word_not_at_all(officer):
    questions = [
        "How many bins are emptied each week?",
        "How many speed cameras were there in 2018, and where?",
        "How many speed cameras are there?",
        "How fast may cyclists go? What speed?",
    ]
    for text in questions:
        PreviousAnswerFactory(authority=officer.authority, question=text)

    found = similar_answers(
        "How many speed cameras are there?",
        user=officer,
        apart_from=FOIRequestFactory(authority=officer.authority),
    )

    assert [one.previous.question for one in found] == [questions[2], questions[1]]


@pytest.fixture
def draft(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    return QuestionFactory(foi_request=foi_request, order=0)


def _adapt(question, previous, officer, **changes):
    said = {
        "version": 0,
        "is_period_checked": True,
        "is_holding_checked": True,
    }
    return adapt_answer(
        foi_request=question.foi_request,
        question=question,
        previous=previous,
        by=officer,
        on=TODAY,
        **(said | changes),
    )


def test_an_earlier_answer_is_used_and_history_says_where_it_came_from(draft, officer):
    previous = PreviousAnswerFactory(authority=officer.authority, reference="HC-7-19")

    answer = _adapt(draft, previous, officer)

    assert answer.text == "<p>There were nine.</p>"
    assert answer.outcome == ""
    note = draft.foi_request.history.get().note
    assert "adapted from HC-7-19 of 4 March 2019, 1" in note.replace("Monday ", "")
    assert "dates and what is held confirmed to fit" in note


def test_it_comes_after_what_was_written_and_nothing_is_lost(draft, officer):
    answer = AnswerFactory(
        foi_request=draft.foi_request, to=[draft], text="<p>Yes.</p>"
    )
    previous = PreviousAnswerFactory(authority=officer.authority)

    answer = _adapt(draft, previous, officer, version=answer.version)

    assert answer.text == "<p>Yes.</p><p>There were nine.</p>"


@pytest.mark.parametrize("unchecked", ["is_period_checked", "is_holding_checked"])
def test_it_is_never_used_without_both_confirmed(unchecked, draft, officer):
    previous = PreviousAnswerFactory(authority=officer.authority)

    with pytest.raises(NotChecked, match="Confirm"):
        _adapt(draft, previous, officer, **{unchecked: False})

    assert not draft.foi_request.answers.exists()


def test_what_nobody_confirmed_is_not_used(draft, officer):
    previous = PreviousAnswerFactory(authority=officer.authority, is_reusable=False)

    with pytest.raises(NotReusable):
        _adapt(draft, previous, officer)


def test_an_answer_saved_meanwhile_is_not_overwritten(draft, officer):
    AnswerFactory(foi_request=draft.foi_request, to=[draft], version=3)
    previous = PreviousAnswerFactory(authority=officer.authority)

    with pytest.raises(AnswerChanged):
        _adapt(draft, previous, officer, version=2)

    answer = draft.foi_request.answers.get()
    assert answer.text == "<p>There are twelve.</p>"
    assert answer.revisions.filter(is_unused=True).count() == 1
