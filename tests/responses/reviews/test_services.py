"""A review is decided point by point, by an officer new to the decision."""

from datetime import date

import pytest

from responses.clearance.own_work import OwnWork
from responses.drafting.answers import answer_question
from responses.drafting.letter_text import save_letter_text
from responses.drafting.permitted import NotOfThisRequest, TookPart
from responses.issuing.history import IssuingHistory
from responses.issuing.services import AlreadyIssued, issue_response
from responses.letters.pages import page_of, sha256_of
from responses.models import ReviewPoint
from responses.procedural.services import (
    issue_procedural_letter,
    procedural_content,
    save_procedural_letter,
)
from responses.reviews.history import ReviewsHistory
from responses.reviews.services import NoReview, PointChanged, decide_review_point
from statute.notices import LetterType
from tests.factories import FOIRequestFactory, UserFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return kinds.under_review("FOIA")


@pytest.fixture
def decider(review):
    """Return the officer who issued the answer under review."""
    told = review.review_of.history.get(kind=IssuingHistory.RESPONSE_ISSUED)
    return told.by


def decide(review, question=None, by=None, **said):
    return decide_review_point(
        foi_request=review,
        question=question,
        by=by or review.officer,
        on=kinds.ON,
        **{
            "decision": "upheld",
            "reasons": "<p>It was right.</p>",
            "remedy": "",
            "remedy_by": None,
            "version": 0,
            **said,
        },
    )


def test_a_decision_is_kept_with_its_reasons(review):
    question = review.questions.first()

    point = decide(review, question, reasons="<p>Right.</p><script>1</script>")

    assert (point.decision, point.version) == ("upheld", 1)
    assert point.reasons == "<p>Right.</p>"
    entry = review.history.filter(kind=ReviewsHistory.REVIEW_POINT_DECIDED).get()
    assert entry.note == "Question 1"
    assert entry.changes["decision"] == ["", "upheld"]


def test_a_point_nobody_wrote_anything_on_is_not_kept(review):
    point = decide(review, decision="", reasons="")

    assert point.pk is None
    assert not ReviewPoint.objects.exists()


def test_who_saves_second_is_shown_the_first_and_overwrites_only_knowingly(review):
    other = UserFactory(authority=review.authority, roles=["officer"])
    decide(review)

    with pytest.raises(PointChanged) as refusal:
        decide(review, by=other, decision="overturned")

    assert refusal.value.point.decision == "upheld"
    assert decide(review, by=other, decision="overturned", version=1).version == 2
    texts = [entry.changes for entry in review.history.all()[:1]]
    assert texts == [{"decision": ["upheld", "overturned"]}]


def test_saving_by_itself_tells_history_once_a_sitting(review):
    point = decide(review, reasons="<p>I</p>", is_autosave=True)
    for version, text in enumerate(("It", "It was"), start=1):
        decide(review, reasons=f"<p>{text}</p>", version=version, is_autosave=True)

    kind = ReviewsHistory.REVIEW_POINT_DECIDED
    point.refresh_from_db()
    assert point.version == 3
    # The work is done today but dated on the test's day, so there are at most two
    # sittings.
    assert review.history.filter(kind=kind).count() <= 3


def test_who_took_the_decision_decides_no_point(review, decider):
    with pytest.raises(TookPart, match="another person must decide"):
        decide(review, by=decider)


def test_who_took_the_decision_writes_no_answer_of_the_review(review, decider):
    question = review.questions.first()
    common = {"foi_request": review, "by": decider, "on": kinds.ON}

    with pytest.raises(TookPart):
        answer_question(
            question=question, text="<p>Six.</p>", outcome="", version=0, **common
        )
    with pytest.raises(TookPart):
        save_letter_text(opening="<p>Six.</p>", ending="", version=0, **common)


def test_a_point_belongs_to_its_review(review):
    with pytest.raises(NotOfThisRequest):
        decide(review, review.review_of.questions.first())


def test_a_request_that_is_no_review_has_no_points(review):
    answering = FOIRequestFactory(authority=review.authority)

    with pytest.raises(NoReview):
        decide(answering, by=review.officer)


def test_a_remedy_taken_out_takes_its_day_along(review):
    point = decide(review, remedy="  ", remedy_by=date(2026, 4, 1))

    assert (point.remedy, point.remedy_by) == ("", None)


@pytest.fixture
def decided():
    return kinds.review_outcome("FOIA")


def test_a_review_is_cleared_and_issued_once_and_its_request_told(decided):
    approver = UserFactory(authority=decided.authority, roles=["approver"])

    letter = kinds.issued(decided, by=decided.officer, approver=approver)

    decided.refresh_from_db()
    of_original = decided.review_of.history.filter(kind=ReviewsHistory.REVIEW_DECIDED)
    assert letter.type == LetterType.REVIEW_OUTCOME
    assert (decided.state, of_original.exists()) == ("issued", False)
    kinds.hand_over(letter, by=decided.officer)
    decided.refresh_from_db()
    assert (decided.state, decided.closed_on) == ("answered", kinds.ON)
    told = decided.review_of.history.get(kind=ReviewsHistory.REVIEW_DECIDED)
    assert told.note == f"{decided}."
    with pytest.raises(AlreadyIssued):
        issue_response(
            foi_request=decided, number=1, by=decided.officer, on=kinds.ON, at=kinds.AT
        )


def test_who_took_the_decision_neither_sends_clears_nor_issues_its_review(decided):
    told = decided.review_of.history.get(kind=IssuingHistory.RESPONSE_ISSUED)

    with pytest.raises(OwnWork, match="under review"):
        kinds.in_clearance(decided, by=told.by)
    with pytest.raises(OwnWork, match="under review"):
        kinds.cleared(decided, by=decided.officer, approver=told.by)


def test_who_took_the_decision_does_not_issue_its_review(decided):
    told = decided.review_of.history.get(kind=IssuingHistory.RESPONSE_ISSUED)
    approver = UserFactory(authority=decided.authority, roles=["approver"])
    cleared = kinds.cleared(decided, by=decided.officer, approver=approver)

    with pytest.raises(OwnWork, match="under review"):
        issue_response(
            foi_request=cleared, number=1, by=told.by, on=kinds.ON, at=kinds.AT
        )


def test_more_time_moves_the_review_when_its_letter_is_given(review):
    on = date(2026, 3, 2)
    common = {"foi_request": review, "kind": "review_extension", "by": review.officer}
    save_procedural_letter(
        details={"reason": "Two thousand pages.", "until": "2026-04-01"},
        version=0,
        on=on,
        at=kinds.AT,
        **common,
    )
    content = procedural_content(review, "review_extension", on=on)

    letter = issue_procedural_letter(
        number=1,
        page_sha256=sha256_of(page_of(content)),
        on=on,
        at=kinds.AT,
        **common,
    )

    review.refresh_from_db()
    assert review.due_on == date(2026, 3, 16)
    kinds.hand_over(letter, by=review.officer, on=on)
    review.refresh_from_db()
    assert review.due_on == date(2026, 4, 1)
