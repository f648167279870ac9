"""Who may clear a response, and when a clearance becomes void."""

from datetime import date

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.workflow import State
from responses.checks.findings import findings_in
from responses.checks.services import ResponseNotReady
from responses.clearance.history import ClearanceHistory
from responses.clearance.own_work import OwnWork, check_not_own_work
from responses.clearance.services import (
    NoReasonGiven,
    clear_response,
    recall_from_clearance,
    return_response,
    send_for_clearance,
)
from responses.drafting.letter_text import save_letter_text
from responses.letters.composing import compose
from responses.letters.pages import page_of, sha256_of_words
from responses.models import ResponseDraft
from responses.refusals import LetterChanged
from tests.counting import calls_of
from tests.factories import AnswerFactory, QuestionFactory, UserFactory
from tests.responses import kinds
from tests.responses.kinds import AT, ON


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority)


def words(foi_request):
    return sha256_of_words(compose(foi_request, on=ON))


def clear(foi_request, by, **changes):
    return clear_response(
        **{
            "foi_request": foi_request,
            "words_sha256": words(foi_request),
            "by": by,
            "on": ON,
            "at": AT,
            **changes,
        }
    )


def test_a_finished_draft_is_sent_for_clearance(foi_request, officer):
    sent = kinds.in_clearance(foi_request, by=officer)

    draft = ResponseDraft.objects.get(foi_request=sent)
    entry = sent.history.get()
    assert sent.state == State.CLEARANCE
    assert (draft.submitted_by, draft.submitted_at) == (officer, AT)
    assert entry.kind == ClearanceHistory.SENT_FOR_CLEARANCE
    assert entry.changes == {"state": ["answering", "clearance"]}


def test_a_draft_with_an_unanswered_question_is_not_sent(foi_request, officer):
    QuestionFactory(foi_request=foi_request, order=4, label="3")

    with pytest.raises(ResponseNotReady, match="Question 3 has no outcome"):
        kinds.in_clearance(foi_request, by=officer)

    foi_request.refresh_from_db()
    assert foi_request.state == State.ANSWERING
    assert not foi_request.history.exists()


def test_a_draft_is_sent_once(foi_request, officer):
    kinds.in_clearance(foi_request, by=officer)

    with pytest.raises(ActionNotPossible, match="In clearance"):
        kinds.in_clearance(foi_request, by=officer)


def test_an_approver_clears_the_words_they_read(foi_request, officer, approver):
    sent = kinds.in_clearance(foi_request, by=officer)

    cleared = clear(sent, approver)

    draft = ResponseDraft.objects.get(foi_request=sent)
    assert cleared.state == State.CLEARED
    assert (draft.cleared_by, draft.cleared_at) == (approver, AT)
    assert draft.cleared_sha256 == words(sent)


def test_clearance_composes_and_checks_the_letter_once_each_time(
    foi_request, officer, approver
):
    kinds.nothing_warns(foi_request, by=officer)
    read = words(foi_request)
    watched = (compose, findings_in, page_of)

    with calls_of(*watched) as sending:
        sent = send_for_clearance(foi_request=foi_request, by=officer, on=ON, at=AT)
    with calls_of(*watched) as clearing:
        clear_response(foi_request=sent, words_sha256=read, by=approver, on=ON, at=AT)

    assert sending == {"compose": 1, "findings_in": 1}
    assert clearing == {"compose": 1, "findings_in": 1, "page_of": 1}


def test_the_day_of_issue_is_no_part_of_the_words_cleared(foi_request):
    late = compose(foi_request, on=date(2026, 5, 1))

    assert sha256_of_words(late) == words(foi_request)


def test_words_that_changed_since_they_were_read_are_not_cleared(
    foi_request, officer, approver
):
    sent = kinds.in_clearance(foi_request, by=officer)
    read = words(sent)
    sent.requester_name = "Sam Somebody-Else"
    sent.save()

    with pytest.raises(LetterChanged, match="since you opened it"):
        clear(sent, approver, words_sha256=read)

    sent.refresh_from_db()
    assert sent.state == State.CLEARANCE


def test_who_sent_a_response_does_not_clear_it(foi_request, officer):
    sent = kinds.in_clearance(foi_request, by=officer)

    with pytest.raises(OwnWork, match="another approver"):
        clear(sent, officer)


def test_who_wrote_an_answer_does_not_clear_it(foi_request, officer, approver):
    foi_request.answers.update(updated_by=approver)
    sent = kinds.in_clearance(foi_request, by=officer)

    with pytest.raises(OwnWork):
        clear(sent, approver)


def test_who_wrote_an_earlier_version_of_an_answer_does_not_clear_it(
    foi_request, officer, approver
):
    answer = foi_request.answers.first()
    answer.revisions.create(version=1, text="<p>Ten.</p>", by=approver)
    sent = kinds.in_clearance(foi_request, by=officer)

    with pytest.raises(OwnWork):
        clear(sent, approver)


def test_who_wrote_the_opening_does_not_clear_it(foi_request, officer, approver):
    save_letter_text(
        foi_request=foi_request,
        opening="<p>Thank you.</p>",
        ending="",
        version=foi_request.response_draft.version,
        by=approver,
        on=ON,
    )
    sent = kinds.in_clearance(foi_request, by=officer)

    with pytest.raises(OwnWork):
        clear(sent, approver)


def test_who_worked_on_another_request_may_clear_this_one(
    foi_request, officer, approver
):
    AnswerFactory(updated_by=approver)
    sent = kinds.in_clearance(foi_request, by=officer)

    assert clear(sent, approver).state == State.CLEARED


def test_a_response_nobody_sent_is_not_cleared(foi_request, approver):
    with pytest.raises(ActionNotPossible, match="Answering"):
        clear(foi_request, approver)


def test_a_returned_response_says_why(foi_request, officer, approver):
    sent = kinds.in_clearance(foi_request, by=officer)

    returned = return_response(
        foi_request=sent, reasons="Name the street.", by=approver, on=ON
    )

    draft = ResponseDraft.objects.get(foi_request=sent)
    assert returned.state == State.ANSWERING
    assert draft.return_reason == "Name the street."
    assert returned.history.first().note == "Name the street."


def test_a_response_is_not_returned_without_a_reason(foi_request, officer, approver):
    sent = kinds.in_clearance(foi_request, by=officer)

    with pytest.raises(NoReasonGiven):
        return_response(foi_request=sent, reasons="  ", by=approver, on=ON)

    sent.refresh_from_db()
    assert sent.state == State.CLEARANCE


def test_a_cleared_response_is_not_returned(foi_request, officer, approver):
    cleared = kinds.cleared(foi_request, by=officer, approver=approver)

    with pytest.raises(ActionNotPossible, match="Cleared"):
        return_response(foi_request=cleared, reasons="No", by=approver, on=ON)


def test_sending_again_forgets_why_it_was_returned(foi_request, officer, approver):
    sent = kinds.in_clearance(foi_request, by=officer)
    return_response(foi_request=sent, reasons="No", by=approver, on=ON)

    kinds.in_clearance(foi_request, by=officer)

    assert ResponseDraft.objects.get(foi_request=sent).return_reason == ""


@pytest.mark.parametrize("is_cleared", [False, True])
def test_a_recalled_response_is_no_longer_cleared(
    foi_request, officer, approver, is_cleared
):
    sent = kinds.in_clearance(foi_request, by=officer)
    if is_cleared:
        clear(sent, approver)

    taken = recall_from_clearance(foi_request=sent, by=officer, on=ON)

    draft = ResponseDraft.objects.get(foi_request=sent)
    assert taken.state == State.ANSWERING
    assert (draft.submitted_by, draft.cleared_by, draft.cleared_sha256) == (
        None,
        None,
        "",
    )


def test_what_was_never_sent_is_not_recalled(foi_request, officer):
    with pytest.raises(ActionNotPossible, match="“In clearance” or “Cleared”"):
        recall_from_clearance(foi_request=foi_request, by=officer, on=ON)


def test_asking_who_wrote_a_response_costs_the_same_however_long_it_is(
    foi_request, approver, django_assert_num_queries
):
    for answer in foi_request.answers.all():
        for version in range(1, 20):
            answer.revisions.create(version=version, by=UserFactory())

    with django_assert_num_queries(1):
        check_not_own_work(foi_request, approver)
