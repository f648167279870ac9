"""Procedural letters: saved, issued once, and each with its effect in law."""

from datetime import date

import pytest
from django.db import connection

from requests_app.casework.history import CaseworkHistory
from requests_app.clock.extensions import ExtensionNotPossible
from requests_app.clock.history import ClockHistory
from requests_app.intake.history import IntakeHistory
from requests_app.models import Job
from requests_app.workflow import State
from responses.checks.findings import findings_in
from responses.checks.services import ResponseNotReady
from responses.issuing.services import AlreadyIssued, pdf_job_key
from responses.letters.pages import page_of, sha256_of
from responses.letters.records import MAKE_PDF
from responses.models import Dispatch, Letter, ProceduralDraft
from responses.procedural.history import ProceduralHistory
from responses.procedural.services import (
    ProceduralDraftChanged,
    ProceduralLetterNotPossible,
    discard_procedural_letter,
    issue_procedural_letter,
    procedural_content,
    procedural_draft_of,
    save_procedural_letter,
)
from responses.refusals import LetterChanged
from responses.sending.queueing import Sending
from tests.counting import calls_of
from tests.factories import UserFactory
from tests.responses import procedural_letters as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(officer):
    """Make a request of the officer's authority under a given law."""
    return lambda regime="FOIA", **fields: made.request(
        regime, authority=officer.authority, **fields
    )


MOVES = {
    "acknowledgement": (State.ANSWERING, None),
    "clarification": (State.AWAITING_CLARIFICATION, ClockHistory.CLARIFICATION_SOUGHT),
    "fees_notice": (State.AWAITING_FEE, ClockHistory.FEE_REQUESTED),
    "pit_extension": (State.ANSWERING, ClockHistory.TIME_EXTENDED),
    "eir_extension": (State.ANSWERING, ClockHistory.TIME_EXTENDED),
    "delay_notice": (State.ANSWERING, None),
    "transfer": (State.TRANSFERRED, CaseworkHistory.REQUEST_TRANSFERRED),
    "invalid_request": (State.NOT_VALID, IntakeHistory.REQUEST_NOT_VALID),
}


@pytest.mark.parametrize(("kind", "regime"), made.EVERY_PROCEDURAL_LETTER)
def test_giving_moves_the_request_as_the_law_says(kind, regime, request_of, officer):
    foi_request = request_of(regime)

    letter = made.given(foi_request, kind, by=officer)

    foi_request.refresh_from_db()
    state, recorded = MOVES[kind]
    assert foi_request.state == state
    told = set(foi_request.history.values_list("kind", flat=True))
    assert ProceduralHistory.PROCEDURAL_LETTER_ISSUED in told
    assert recorded is None or recorded in told
    assert (letter.type, letter.number, letter.cleared_by) == (kind, 1, None)
    assert letter.issued_by == officer
    assert letter.html_sha256 == sha256_of(letter.html)
    assert letter.procedural_draft.details
    assert Job.objects.filter(
        kind=MAKE_PDF.name, idempotency_key=pdf_job_key(letter)
    ).exists()


DUE = {
    # Twenty working days, and the new date of each extension.
    ("acknowledgement", "FOIA"): date(2026, 3, 31),
    ("delay_notice", "FOISA"): date(2026, 3, 30),
    ("pit_extension", "FOIA"): date(2026, 4, 29),
    ("eir_extension", "EIR"): date(2026, 4, 30),
    ("eir_extension", "EISR"): date(2026, 4, 15),
    ("clarification", "EIR"): None,
    ("fees_notice", "FOISA"): None,
}


@pytest.mark.parametrize(("kind", "regime"), DUE)
def test_the_due_date_after_a_letter(kind, regime, request_of, officer):
    foi_request = request_of(regime)

    made.given(foi_request, kind, by=officer)

    foi_request.refresh_from_db()
    assert foi_request.due_on == DUE[kind, regime]


def test_a_further_public_interest_notice_may_follow(request_of, officer):
    foi_request = request_of()
    made.given(foi_request, "pit_extension", by=officer)
    further = made.DETAILS["pit_extension"] | {"until": "2026-05-20", "meanwhile": ""}
    on = date(2026, 4, 27)

    letter = made.given(
        foi_request, "pit_extension", by=officer, on=on, details=further
    )

    foi_request.refresh_from_db()
    assert foi_request.due_on == date(2026, 5, 20)
    assert letter.number == 2
    assert "We wrote to you on 9 March 2026" in letter.html


def test_issuing_checks_and_sets_the_letter_once(request_of, officer):
    foi_request = request_of()
    made.saved(foi_request, "delay_notice", by=officer)
    content = procedural_content(foi_request, "delay_notice", on=made.ON)
    page_sha256 = sha256_of(page_of(content))

    with calls_of(findings_in, page_of) as counted:
        issue_procedural_letter(
            foi_request=foi_request,
            kind="delay_notice",
            number=1,
            page_sha256=page_sha256,
            by=officer,
            on=made.ON,
            at=made.AT,
        )

    assert counted == {"findings_in": 1, "page_of": 1}


def test_the_same_letter_is_issued_once(request_of, officer):
    foi_request = request_of()
    first = made.issued(foi_request, "delay_notice", by=officer)

    with pytest.raises(AlreadyIssued) as refusal:
        made.issue(foi_request, "delay_notice", by=officer, number=1)

    assert refusal.value.letter == first
    assert foi_request.letters.count() == 1


def test_a_letter_that_lacks_what_the_law_requires_leaves_nothing(request_of, officer):
    foi_request = request_of()
    made.saved(foi_request, "clarification", by=officer, details={"unclear": ""})

    with pytest.raises(ResponseNotReady, match="asks a question"):
        made.issue(foi_request, "clarification", by=officer)

    foi_request.refresh_from_db()
    assert foi_request.state == State.ANSWERING
    assert not foi_request.letters.exists()
    assert procedural_draft_of(foi_request, "clarification")


def test_a_move_that_is_refused_leaves_nothing(request_of, officer):
    foi_request = request_of()
    made.given(foi_request, "pit_extension", by=officer)
    # The new date is no later than the day promised before. The checks find nothing
    # wrong with the letter.
    again = made.DETAILS["pit_extension"] | {"until": "2026-04-29", "meanwhile": ""}
    made.saved(
        foi_request, "pit_extension", by=officer, details=again, on=date(2026, 4, 1)
    )
    before = foi_request.history.count()

    with pytest.raises(ExtensionNotPossible):
        made.issue(foi_request, "pit_extension", by=officer, on=date(2026, 4, 1))

    assert foi_request.letters.count() == 1
    assert foi_request.history.count() == before
    assert procedural_draft_of(foi_request, "pit_extension").letter is None


def test_a_letter_is_issued_only_as_it_was_read(request_of, officer):
    foi_request = request_of()
    made.saved(foi_request, "delay_notice", by=officer)

    with pytest.raises(LetterChanged):
        issue_procedural_letter(
            foi_request=foi_request,
            kind="delay_notice",
            number=1,
            page_sha256="0" * 64,
            by=officer,
            on=made.ON,
            at=made.AT,
        )

    assert not foi_request.letters.exists()


def test_a_letter_that_is_not_possible_is_neither_saved_nor_issued(request_of, officer):
    foi_request = request_of("FOISA")

    with pytest.raises(ProceduralLetterNotPossible):
        made.saved(foi_request, "pit_extension", by=officer, details={})
    with pytest.raises(ProceduralLetterNotPossible):
        made.issue(foi_request, "pit_extension", by=officer)

    assert not ProceduralDraft.objects.exists()


def test_what_was_offered_counts_once_issued(request_of, officer):
    foi_request = request_of()

    letter = made.issued(foi_request, "fees_notice", by=officer)

    assert letter.procedural_draft.details["pay_by"] == "2026-06-08"


def test_saving_over_somebody_elses_words_is_refused_with_theirs(request_of, officer):
    foi_request = request_of()
    other = UserFactory(authority=officer.authority, roles=["officer"])
    theirs = made.saved(foi_request, "delay_notice", by=other)

    with pytest.raises(ProceduralDraftChanged, match=str(other)) as refusal:
        save_procedural_letter(
            foi_request=foi_request,
            kind="delay_notice",
            details={"reason": "Mine.", "until": ""},
            version=0,
            by=officer,
            on=made.ON,
            at=made.AT,
        )

    assert refusal.value.draft == theirs


def test_autosaves_are_kept_but_not_told(request_of, officer):
    foi_request = request_of()
    for version, words in enumerate(["Be", "Because"]):
        save_procedural_letter(
            foi_request=foi_request,
            kind="delay_notice",
            details={"reason": words, "until": ""},
            version=version,
            by=officer,
            on=made.ON,
            at=made.AT,
            is_autosave=True,
        )

    assert procedural_draft_of(foi_request, "delay_notice").details["reason"] == (
        "Because"
    )
    assert not foi_request.history.filter(
        kind=ProceduralHistory.PROCEDURAL_LETTER_SAVED
    ).exists()


def test_discarding_keeps_the_words_in_history(request_of, officer):
    foi_request = request_of()
    made.saved(foi_request, "delay_notice", by=officer)

    for _ in range(2):
        discard_procedural_letter(
            foi_request=foi_request, kind="delay_notice", by=officer, on=made.ON
        )

    assert procedural_draft_of(foi_request, "delay_notice") is None
    (entry,) = foi_request.history.filter(
        kind=ProceduralHistory.PROCEDURAL_LETTER_DISCARDED
    )
    told = [before for before, _ in entry.changes.values()]
    assert made.DETAILS["delay_notice"]["reason"] in told


def test_a_response_follows_only_responses(request_of, officer, approver):
    foi_request = made.kinds.full_disclosure(authority=officer.authority)
    made.recalculate_due_date(foi_request)
    foi_request.save(update_fields=["due_on"])
    made.given(foi_request, "delay_notice", by=officer)

    letter = made.kinds.issued(foi_request, by=officer, approver=approver)

    assert (letter.type, letter.number) == ("full_disclosure", 2)
    assert letter.supersedes is None
    assert (
        "We wrote to you on 9 March 2026 to say that we needed until 17 April 2026."
        in letter.html
    )


def test_a_letter_with_a_response_waiting_leaves_its_draft_alone(
    request_of, officer, approver
):
    foi_request = made.kinds.full_disclosure(authority=officer.authority)
    made.recalculate_due_date(foi_request)
    foi_request.save(update_fields=["due_on"])
    foi_request = made.kinds.cleared(foi_request, by=officer, approver=approver)

    made.issued(foi_request, "acknowledgement", by=officer)

    foi_request.refresh_from_db()
    assert foi_request.state == State.CLEARED
    assert foi_request.response_draft.cleared_by == approver


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_issue_one_letter():
    from threading import Thread

    officer = UserFactory(roles=["officer"])
    foi_request = made.request(authority=officer.authority)
    made.saved(foi_request, "delay_notice", by=officer)
    outcomes = []

    def click():
        try:
            outcomes.append(
                made.issue(foi_request, "delay_notice", by=officer, number=1)
            )
        except AlreadyIssued as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Letter.objects.count() == 1
    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyIssued", "Letter"]


def test_how_it_goes_out_is_decided_with_its_issue(request_of, officer):
    foi_request = request_of()
    made.saved(foi_request, "delay_notice", by=officer)
    by_post = Sending(
        Dispatch.Channel.POST, "Alex Requester\n12 Example Street\nLS2 2BB"
    )

    letter = made.issue(foi_request, "delay_notice", by=officer, sending=by_post)

    (dispatch,) = letter.dispatches.all()
    assert (dispatch.channel, dispatch.by) == ("post", officer)
