"""What the giving of a response does: it answers the request."""

from datetime import date

from django.db.models import Min

from accounts.models import User
from requests_app.casework.answering import (
    fix_first_answer,
    mark_answered,
    mark_not_answered,
)
from requests_app.clock.decisions import Decision
from requests_app.history.record import record
from requests_app.history.steps import step
from requests_app.models import FOIRequest
from requests_app.reviews.telling import tell_of_decision
from requests_app.workflow import State
from responses.giving.history import GivingHistory
from responses.models import Letter
from responses.precedents.own_letters import replace_earlier_answers
from responses.reviews.history import ReviewsHistory
from statute.notices import LetterType


class AnswerEffect:
    """A final response answers its request on the day it is given.

    An interim reply leaves the request as it is: the rest is still to be answered.
    """

    def in_words(self, letter: Letter) -> str:
        """Say that the letter has not answered its request."""
        if letter.given_on is not None or hasattr(letter, "withdrawal"):
            return ""
        if letter.type == LetterType.INTERIM:
            return "What this letter answers is answered on the day it is given."
        return "The request is answered on the day this letter is given."

    def given(
        self, foi_request: FOIRequest, letter: Letter, *, by: User | None, on: date
    ) -> None:
        """Close the request, unless it has moved on since the letter was issued."""
        replace_earlier_answers(letter=letter)
        if letter.type == LetterType.INTERIM:
            return
        first_on = _first_answered_on(foi_request)
        is_closing = _closes(foi_request, letter) and foi_request.state in {
            State.ISSUED,
            State.ANSWERED,
        }
        was_answered = foi_request.state == State.ANSWERED
        with step(
            foi_request,
            kind=GivingHistory.REQUEST_ANSWERED,
            by=by,
            on=letter.given_on or on,
        ) as locked:
            if is_closing and letter.given_on and first_on:
                mark_answered(locked, on=letter.given_on, first_on=first_on)
            else:
                fix_first_answer(locked, first_on)
        if is_closing and not was_answered and foi_request.review_of is not None:
            record(
                foi_request=foi_request.review_of,
                kind=ReviewsHistory.REVIEW_DECIDED,
                by=by,
                on=letter.given_on or on,
                note=f"{foi_request}.",
            )
            tell_of_decision(foi_request, by=by, on=on)

    def not_given(
        self, foi_request: FOIRequest, letter: Letter, *, by: User | None, on: date
    ) -> None:
        """Open the request again, unless another letter has answered it."""
        if letter.type == LetterType.INTERIM:
            return
        first_on = _first_answered_on(foi_request)
        with step(
            foi_request, kind=GivingHistory.REQUEST_NOT_ANSWERED, by=by, on=on
        ) as locked:
            if locked.state == State.ANSWERED and _closes(locked, letter):
                mark_not_answered(locked, first_on=first_on)
            else:
                fix_first_answer(locked, first_on)


def decisions_in_letters(foi_request: FOIRequest) -> list[Decision]:
    """Return the decisions that letters gave to the requester."""
    given = foi_request.letters.responses().given()
    return [
        Decision(dated_on=issued_on, given_on=given_on)
        for issued_on, given_on in given.values_list("issued_on", "given_on")
        if given_on is not None
    ]


def _first_answered_on(foi_request: FOIRequest) -> date | None:
    """Return the day on which a final response was first given; None if none was."""
    final = foi_request.letters.responses().exclude(type=LetterType.INTERIM)
    first: date | None = final.aggregate(first=Min("given_on"))["first"]
    return first


def _closes(foi_request: FOIRequest, letter: Letter) -> bool:
    """Whether the letter is the latest response: an earlier one closes nothing."""
    later = foi_request.letters.responses().filter(number__gt=letter.number)
    return not later.exists()
