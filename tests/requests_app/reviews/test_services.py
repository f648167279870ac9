"""Reviews: recording, time limits, extensions and separation of duties."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.assigning.services import AssignmentNotPossible, assign_request
from requests_app.calendars.holidays import add_holiday
from requests_app.calendars.recalculating import RECALCULATE_DUE_DATES
from requests_app.clock.events import recalculate_due_date, seek_clarification
from requests_app.clock.extensions import ExtensionNotPossible, extend_time
from requests_app.clock.timeline import (
    chain_of,
    decision_days,
    explanation_of,
    last_day_to_ask,
)
from requests_app.history.steps import DayNotPossible
from requests_app.models import FOIRequest
from requests_app.questions.correcting import correct_questions
from requests_app.questions.stored_outline import outline_of
from requests_app.reviews.history import ReviewRequestsHistory
from requests_app.reviews.services import (
    ReviewNotPossible,
    extend_review,
    request_review,
)
from requests_app.search.indexing import index_request
from requests_app.search.matching import has_words_of
from requests_app.workflow import State
from responses.issuing.history import IssuingHistory
from statute.working_days import Division
from tests.factories import (
    FOIRequestFactory,
    LetterFactory,
    QuestionFactory,
    UserFactory,
)
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db

ANSWERED_ON = date(2026, 3, 9)
ASKED_ON = date(2026, 4, 7)
TODAY = date(2026, 4, 8)
WORDS = "I am not satisfied with your answer to question 2.\n\nAlex"


def answered(regime="FOIA", **fields):
    """Return a request answered on 9 March 2026, with a letter in its history."""
    fields.setdefault("state", "answered")
    fields.setdefault("closed_on", ANSWERED_ON)
    foi_request = FOIRequestFactory(regime=regime, **fields)
    for order, label in enumerate("12"):
        QuestionFactory(foi_request=foi_request, order=order, label=label)
    if foi_request.state == "answered":
        foi_request.history.create(
            kind=IssuingHistory.RESPONSE_ISSUED,
            by=officer_of(foi_request),
            on=foi_request.closed_on,
        )
    return foi_request


def officer_of(foi_request, **fields):
    fields.setdefault("roles", ["officer"])
    return UserFactory(authority=foi_request.authority, **fields)


def ask(foi_request, **given):
    return request_review(
        foi_request=foi_request,
        **{
            "received_text": WORDS,
            "questions": [],
            "channel": "email",
            "by": given.pop("by", None) or officer_of(foi_request),
            "on": ASKED_ON,
            "today": TODAY,
            **given,
        },
    )


@pytest.mark.parametrize(
    ("regime", "due_on"),
    [
        # Asked for on Tuesday 7 April. The early May and spring holidays do not count.
        pytest.param("FOIA", date(2026, 5, 6), id="FOIA: twenty working days"),
        pytest.param("EIR", date(2026, 6, 4), id="EIR: forty working days"),
        pytest.param("FOISA", date(2026, 5, 6), id="FOISA: twenty working days"),
        pytest.param("EISR", date(2026, 5, 6), id="EISR: twenty working days"),
    ],
)
def test_a_review_has_the_time_its_law_gives(regime, due_on):
    foi_request = answered(regime)

    review = ask(foi_request)

    assert review.due_on == due_on
    assert recalculate_due_date(review) == due_on


def test_a_review_is_the_request_linked_asked_again_and_being_answered():
    foi_request = answered(requester_organisation="Road Watch", language="cy")
    _, second = foi_request.questions.all()

    review = ask(foi_request, questions=[second])

    assert review.reference == f"{foi_request}/R1"
    assert review.review_of == foi_request
    assert review.state == State.ANSWERING
    assert review.received_text == WORDS
    assert (review.requester_name, review.requester_organisation, review.language) == (
        foi_request.requester_name,
        "Road Watch",
        "cy",
    )
    [copy] = review.questions.all()
    assert (copy.label, copy.text, copy.asked_before) == ("2", second.text, second)
    told = review.history.get(kind=ReviewRequestsHistory.REVIEW_REQUESTED)
    assert told.note == "About question 2."
    entry = foi_request.history.get(kind=ReviewRequestsHistory.REVIEW_REQUESTED)
    assert entry.note == f"{review}. About question 2."


def test_a_question_beneath_another_is_reviewed_under_its_whole_number():
    foi_request = FOIRequestFactory(state="answered", closed_on=ANSWERED_ON)
    first = QuestionFactory(foi_request=foi_request, order=0, text="How many in:")
    part = QuestionFactory(
        foi_request=foi_request, order=1, label="b", parent=first, text="2024?"
    )

    review = ask(foi_request, questions=[part])

    [copy] = review.questions.all()
    assert (copy.label, copy.text) == ("1(b)", "How many in:\n\n2024?")


def test_an_unnumbered_question_keeps_its_place():
    foi_request = FOIRequestFactory(state="answered", closed_on=ANSWERED_ON)
    asked = [
        QuestionFactory(foi_request=foi_request, order=n, label="", text=f"{n}?")
        for n in range(3)
    ]

    review = ask(foi_request, questions=[asked[2]])

    assert review.questions.get().label == "3"


def test_the_same_words_sent_twice_are_one_review():
    foi_request = answered()

    assert ask(foi_request) == ask(foi_request)
    assert foi_request.reviews.count() == 1


def test_nothing_decided_is_not_reviewed():
    foi_request = answered(state="answering", closed_on=None)

    with pytest.raises(ReviewNotPossible, match="There is no decision to review"):
        ask(foi_request, on=date(2026, 3, 20), today=date(2026, 3, 20))

    assert not FOIRequest.objects.filter(review_of=foi_request).exists()


@pytest.mark.parametrize("regime", ["EIR", "FOISA", "EISR"])
def test_silence_is_reviewed_where_the_law_says_so(regime):
    foi_request = answered(regime, state="answering", closed_on=None)

    assert ask(foi_request, on=date(2026, 4, 1)).review_of == foi_request


def test_silence_under_foia_goes_to_the_commissioner():
    foi_request = answered(state="answering", closed_on=None)

    with pytest.raises(ReviewNotPossible, match="complain to the Information"):
        ask(foi_request, on=date(2026, 4, 1))


def test_one_review_at_a_time():
    foi_request = answered()
    review = ask(foi_request)

    with pytest.raises(ReviewNotPossible, match=f"open already: {review}"):
        ask(foi_request, received_text="Something else")


def decide(review, *, on):
    FOIRequest.objects.filter(pk=review.pk).update(
        state="answered", closed_on=on, answered_on=on
    )


def test_a_review_decided_is_not_reviewed_again():
    foi_request = answered()
    review = ask(foi_request)
    decide(review, on=date(2026, 4, 20))

    with pytest.raises(ReviewNotPossible, match="for the Information Comm"):
        ask(foi_request, on=date(2026, 4, 21), today=date(2026, 4, 21))


def test_a_further_answer_may_be_reviewed_again():
    foi_request = answered()
    review = ask(foi_request)
    decide(review, on=date(2026, 4, 20))
    LetterFactory(
        foi_request=foi_request,
        issued_on=date(2026, 4, 21),
        given_on=date(2026, 4, 21),
    )

    again = ask(foi_request, on=date(2026, 4, 22), today=date(2026, 4, 22))

    assert again.reference == f"{foi_request}/R2"


def test_a_review_of_a_review_is_refused():
    review = ask(answered())

    with pytest.raises(ActionNotPossible, match="itself a review"):
        ask(review)


@pytest.mark.parametrize(
    ("regime", "last_day"),
    [
        # Forty working days after Monday 9 March 2026.
        pytest.param("FOIA", date(2026, 5, 8), id="from the response under FOIA"),
        pytest.param("EIR", date(2026, 5, 8), id="from the response under EIR"),
        # Under FOISA from the end of the time for answering, 30 March 2026.
        pytest.param("FOISA", date(2026, 5, 28), id="from the expiry under FOISA"),
        pytest.param("EISR", date(2026, 5, 6), id="from the response under EISR"),
    ],
)
def test_a_review_asked_for_too_late_needs_a_reason(regime, last_day):
    foi_request = answered(regime)
    late_on = last_day + timedelta(days=1)

    assert ask(answered(regime), on=last_day, today=late_on).is_review
    with pytest.raises(
        ReviewNotPossible, match="You may still accept the request for review"
    ):
        ask(foi_request, on=late_on, today=late_on)
    review = ask(foi_request, on=late_on, today=late_on, late_reason="They were ill.")

    told = review.history.get(kind=ReviewRequestsHistory.REVIEW_REQUESTED)
    assert "Accepted although the time to ask had ended" in told.note
    assert "They were ill." in told.note


def test_an_answer_that_was_not_given_opens_no_review():
    foi_request = answered(state="issued", closed_on=None)
    LetterFactory(foi_request=foi_request, issued_on=ANSWERED_ON)

    with pytest.raises(ReviewNotPossible, match="There is no decision to review"):
        ask(foi_request, on=date(2026, 3, 20), today=date(2026, 3, 20))

    assert last_day_to_ask(foi_request, decision_days(foi_request)) is None


def test_an_answer_posted_after_its_date_says_so():
    foi_request = answered()
    LetterFactory(
        foi_request=foi_request, issued_on=ANSWERED_ON, given_on=date(2026, 3, 12)
    )

    said = explanation_of(foi_request)

    assert "given on 12 March 2026 (letter dated 9 March 2026)" in said
    assert "A review can be asked for until 8 May 2026." in said


def test_a_day_to_come_is_refused():
    with pytest.raises(DayNotPossible, match="in the future"):
        ask(answered(), on=date(2026, 4, 9))


def test_a_review_before_its_answer_is_refused():
    with pytest.raises(ReviewNotPossible, match="answer was given on 9 March"):
        ask(answered(), on=date(2026, 3, 6))


@pytest.mark.parametrize(
    "kind", ["question_answered", "response_cleared", "response_issued"]
)
def test_who_took_the_decision_does_not_review_it(kind):
    foi_request = answered()
    decider = officer_of(foi_request)
    foi_request.history.create(kind=kind, by=decider, on=ANSWERED_ON)
    review = ask(foi_request)

    with pytest.raises(AssignmentNotPossible, match="another person must"):
        assign_request(
            foi_request=review, team=None, officer=decider, by=decider, on=TODAY
        )
    with pytest.raises(AssignmentNotPossible, match="another person must"):
        ask(answered_by(decider), officer=decider)


def answered_by(decider):
    foi_request = answered(authority=decider.authority)
    foi_request.history.create(
        kind=IssuingHistory.RESPONSE_ISSUED, by=decider, on=ANSWERED_ON
    )
    return foi_request


def test_anybody_else_may_review_it():
    foi_request = answered()
    reviewer = officer_of(foi_request)

    assert ask(foi_request, officer=reviewer).officer == reviewer


def extend(review, **given):
    return extend_review(
        foi_request=review,
        **{
            "until": date(2026, 5, 20),
            "reason": "Two thousand pages.",
            "by": UserFactory(authority=review.authority),
            "on": TODAY,
            "today": TODAY,
            **given,
        },
    )


def test_an_exceptional_review_is_due_on_the_day_promised():
    review = extend(ask(answered()))

    assert review.due_on == date(2026, 5, 20)


def test_no_review_takes_more_than_forty_working_days():
    review = ask(answered())

    assert extend(review, until=date(2026, 6, 4)).due_on == date(2026, 6, 4)
    with pytest.raises(ExtensionNotPossible, match="by 4 June 2026"):
        extend(review, until=date(2026, 6, 5))


def test_a_new_date_that_is_not_later_is_refused():
    with pytest.raises(ExtensionNotPossible, match="must be after"):
        extend(ask(answered()), until=date(2026, 5, 6))


@pytest.mark.parametrize(
    ("regime", "said"),
    [
        ("EIR", "regulation 11"),
        ("FOISA", "section 21"),
        ("EISR", "regulation 16"),
    ],
)
def test_other_laws_give_a_review_no_more_time(regime, said):
    with pytest.raises(ActionNotPossible, match=said):
        extend(ask(answered(regime)))


def test_a_request_is_not_extended_as_a_review_nor_a_review_as_a_request():
    with pytest.raises(ActionNotPossible, match="not a review"):
        extend(answered())
    with pytest.raises(ActionNotPossible, match="not for internal reviews"):
        extend_time(
            foi_request=ask(answered()),
            until=date(2026, 5, 20),
            reason="More.",
            by=UserFactory(),
            on=TODAY,
            today=TODAY,
        )


def test_no_clarification_is_sought_of_a_review():
    review = ask(answered())

    with pytest.raises(ActionNotPossible, match="internal review"):
        seek_clarification(
            foi_request=review, question="?", by=UserFactory(), on=TODAY, today=TODAY
        )


def test_the_questions_of_a_review_stay_those_of_its_request():
    foi_request = answered()
    review = ask(foi_request, questions=foi_request.questions.all())
    outline = _otherwise(review)

    with pytest.raises(ActionNotPossible, match="This is a review"):
        correct_questions(
            foi_request=review, version=1, outline=outline, by=UserFactory(), on=TODAY
        )


def _otherwise(review):
    return replace(outline_of(review), preamble="Something else")


def test_a_holiday_added_later_moves_a_review():
    review = ask(answered())

    add_holiday(
        on=date(2026, 4, 20),
        name="A day of rest",
        divisions=[Division.ENGLAND_AND_WALES],
        reason="Proclaimed.",
        by=UserFactory(authority=review.authority, roles=["administrator"]),
    )
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    review.refresh_from_db()
    assert review.due_on == date(2026, 5, 7)


def test_a_review_is_found_by_the_reference_of_its_request():
    foi_request = answered(reference="FOI/2026/0017")
    index_request(foi_request)
    review = ask(foi_request)

    found = FOIRequest.objects.filter(has_words_of("FOI/2026/0017"))

    assert set(found) == {foi_request, review}


def test_request_and_reviews_stand_on_one_line_of_time():
    foi_request = answered()
    review = ask(foi_request)

    told = [(moment.on, moment.what) for moment in chain_of(review, on=TODAY)]

    assert told == [
        (date(2026, 3, 2), "Request received"),
        (date(2026, 3, 9), "Answer issued"),
        (date(2026, 3, 31), "Answer due"),
        (date(2026, 4, 7), "Review asked for"),
        (date(2026, 5, 6), "Review due"),
        (date(2026, 5, 8), "Last day to ask for a review"),
    ]
    assert [moment.what for moment in chain_of(foi_request, on=TODAY)] == [
        what for _, what in told
    ]
