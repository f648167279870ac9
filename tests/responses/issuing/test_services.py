"""A letter is issued once, as cleared, and never changes."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connections, transaction

from requests_app.actions.table import ActionNotPossible
from requests_app.models import Job
from requests_app.workflow import State
from responses.checks.findings import findings_in
from responses.issuing.history import IssuingHistory
from responses.issuing.services import AlreadyIssued, issue_response
from responses.letters.composing import compose
from responses.letters.pages import page_of, sha256_of
from responses.letters.records import MAKE_PDF
from responses.models import Answer, Letter, ResponseDraft
from responses.refusals import LetterChanged
from statute.notices import LetterType
from tests.counting import calls_of
from tests.factories import (
    FOIRequestFactory,
    QuestionFactory,
    ResponseDraftFactory,
)
from tests.responses import kinds
from tests.responses.kinds import AT, ON


@pytest.fixture
def foi_request(officer, approver):
    return kinds.cleared(
        kinds.full_disclosure(authority=officer.authority),
        by=officer,
        approver=approver,
    )


def issue(foi_request, by, **changes):
    return issue_response(
        **{
            "foi_request": foi_request,
            "number": 1,
            "by": by,
            "on": ON,
            "at": AT,
            **changes,
        }
    )


def test_issuing_freezes_the_letter_and_leaves_the_request_open(
    foi_request, officer, approver
):
    letter = issue(foi_request, officer)

    foi_request.refresh_from_db()
    entry = foi_request.history.first()
    assert (foi_request.state, foi_request.closed_on) == (State.ISSUED, None)
    assert (letter.given_on, foi_request.answered_on) == (None, None)
    assert letter.html_sha256 == sha256_of(letter.html)
    assert "twelve" in letter.html
    assert (letter.number, letter.type) == (1, LetterType.FULL_DISCLOSURE)
    assert (letter.issued_by, letter.cleared_by) == (officer, approver)
    assert entry.kind == IssuingHistory.RESPONSE_ISSUED
    assert entry.changes["html_sha256"] == ["", letter.html_sha256]


def test_the_pdf_of_an_issued_letter_is_an_job(foi_request, officer):
    letter = issue(foi_request, officer)

    job = Job.objects.get()
    assert job.kind == MAKE_PDF.name
    assert job.payload == {"letter_id": letter.pk}
    assert job.foi_request == foi_request


def test_a_second_click_learns_who_issued_the_letter_and_when(
    foi_request, officer, manager
):
    first = issue(foi_request, officer)

    with pytest.raises(AlreadyIssued, match=f"by {officer} at 14:02") as again:
        issue(foi_request, manager)

    assert again.value.letter == first
    assert Letter.objects.count() == Job.objects.count() == 1


def test_what_changed_since_it_was_cleared_is_not_issued(foi_request, officer):
    foi_request.requester_name = "Sam Somebody-Else"
    foi_request.save()

    with pytest.raises(LetterChanged, match="Recall the response"):
        issue(foi_request, officer)

    assert not Letter.objects.exists()


def test_an_answer_changed_behind_the_clearance_is_not_issued(foi_request, officer):
    Answer.objects.filter(foi_request=foi_request).update(text="<p>Thirteen.</p>")

    with pytest.raises(LetterChanged):
        issue(foi_request, officer)


def test_what_was_not_cleared_is_not_issued(officer):
    foi_request = kinds.full_disclosure(authority=officer.authority)

    with pytest.raises(ActionNotPossible, match="Cleared"):
        issue(foi_request, officer)


def test_an_interim_reply_is_not_issued_from_clearance_without_being_cleared(officer):
    foi_request = kinds.interim(authority=officer.authority)
    kinds.in_clearance(foi_request, by=officer)

    with pytest.raises(ActionNotPossible, match="Cleared"):
        issue(foi_request, officer)


def test_the_third_letter_is_not_issued_before_the_second(foi_request, officer):
    with pytest.raises(LetterChanged, match="out of date"):
        issue(foi_request, officer, number=2)


def test_an_interim_reply_leaves_the_request_to_be_answered(officer, approver):
    foi_request = kinds.interim(authority=officer.authority)

    letter = kinds.issued(foi_request, by=officer, approver=approver)

    foi_request.refresh_from_db()
    draft = foi_request.response_draft
    assert letter.type == LetterType.INTERIM
    assert (foi_request.state, foi_request.closed_on) == (State.ANSWERING, None)
    assert (draft.submitted_by, draft.cleared_by, draft.cleared_sha256) == (
        None,
        None,
        "",
    )


def test_the_letter_after_an_interim_reply_takes_its_place(officer, approver):
    foi_request = kinds.interim(authority=officer.authority)
    first = kinds.issued(foi_request, by=officer, approver=approver)
    foi_request.answers.filter(outcome="to_follow").update(
        outcome="disclosed", text="<p>There are four of either kind.</p>"
    )

    second = kinds.issued(foi_request, by=officer, approver=approver)

    foi_request.refresh_from_db()
    assert (second.number, second.type) == (2, LetterType.SUPPLEMENTARY)
    assert second.supersedes == first
    assert foi_request.state == State.ISSUED


def test_what_was_written_for_an_interim_reply_is_asked_for_afresh(officer, approver):
    foi_request = kinds.interim(authority=officer.authority)
    ResponseDraftFactory(
        foi_request=foi_request,
        opening="<p>We are still asking.</p>",
        ending="<p>We will write again.</p>",
    )

    letter = kinds.issued(foi_request, by=officer, approver=approver)

    assert "We are still asking." in letter.html
    draft = ResponseDraft.objects.get(foi_request=foi_request)
    assert (draft.opening, draft.ending) == ("", "")
    waiting = foi_request.answers.get(outcome="to_follow")
    assert waiting.text == ""
    assert waiting.revisions.first().version == waiting.version
    again = findings_in(compose(foi_request, on=ON))
    assert "to_follow_without_reason" in {one.code for one in again}
    # What was answered stays.
    assert all(one.text for one in foi_request.answers.exclude(outcome="to_follow"))


def test_a_letter_issued_after_its_day_apologises(foi_request, officer):
    letter = issue(foi_request, officer, on=date(2026, 4, 1))

    assert "We are sorry that this letter is late." in letter.html


def test_the_database_refuses_to_change_a_letter(foi_request, officer):
    letter = issue(foi_request, officer)

    for change in ({"html": "x"}, {"issued_on": date(2026, 1, 1)}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        letter.delete()


@pytest.mark.django_db(transaction=True)
def test_however_many_press_the_button_one_letter_is_issued(officer, approver):
    foi_requests = [
        kinds.cleared(
            kinds.full_disclosure(authority=officer.authority),
            by=officer,
            approver=approver,
        )
        for _ in range(3)
    ]
    outcomes = []

    def press(foi_request, barrier):
        barrier.wait()
        try:
            outcomes.append(issue(foi_request, officer).pk)
        except AlreadyIssued as refusal:
            outcomes.append(str(refusal))
        finally:
            connections.close_all()

    for foi_request in foi_requests:
        barrier = Barrier(4)
        threads = [Thread(target=press, args=(foi_request, barrier)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    told = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert len(outcomes) == 12
    assert len(told) == 9
    assert all("already issued" in words for words in told)
    assert Letter.objects.count() == Job.objects.count() == 3


def test_issuing_composes_and_checks_the_letter_once(foi_request, officer):
    with calls_of(compose, findings_in, page_of) as counted:
        issue(foi_request, officer)

    # Two pages: the cleared text, which has no date, and the letter.
    assert counted == {"compose": 1, "findings_in": 1, "page_of": 2}


@pytest.mark.parametrize("number", [5, 40])
def test_issuing_costs_the_same_however_many_questions_there_are(
    officer, approver, django_assert_num_queries, number
):
    foi_request = FOIRequestFactory(authority=officer.authority)
    for order in range(number):
        QuestionFactory(foi_request=foi_request, order=order, label=str(order + 1))
    for order in range(number):
        kinds.answer(foi_request, order)
    cleared = kinds.cleared(foi_request, by=officer, approver=approver)

    with django_assert_num_queries(63):
        issue(cleared, officer)
