"""Record a letter that a requester sends unasked while a request is open."""

from datetime import date
from textwrap import shorten
from typing import Final

from django.db import transaction

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.casework.history import CaseworkHistory
from requests_app.history.steps import check_arrival, step
from requests_app.models import Clarification, FOIRequest
from requests_app.refusals import Refusal

# The characters of a letter that history quotes: the whole is kept with the request.
_NOTED: Final = 300


class LetterAlreadyRecorded(Refusal):
    """The same words of the same day are recorded already."""


@transaction.atomic
def record_later_letter(
    *, foi_request: FOIRequest, letter: str, by: User, on: date, today: date
) -> FOIRequest:
    """Keep what a requester wrote unasked, to be read into the questions.

    No date moves by the letter itself. What the letter asks for the first time has a
    time of its own once an officer has added it to the questions; see
    `add_from_clarification`. A letter that only rewords or narrows moves no date
    (ICO on requests narrowed by choice; that a rewording is no new request is
    unverified).

    Args:
        foi_request: A registered request that is open and not yet issued.
        letter: The requester's own words, kept with the request.
        by: The officer recording the letter.
        on: The London day on which the letter arrived.
        today: The London day of recording.

    Returns:
        The request; its questions wait to be compared with the letter.

    Raises:
        ActionNotPossible: The request is closed, issued, not registered, or a review.
        DayNotPossible: `on` is in the future, or before the request.
        LetterAlreadyRecorded: The form was sent twice.
    """
    with step(
        foi_request,
        kind=CaseworkHistory.LATER_LETTER_RECORDED,
        by=by,
        on=on,
        note=shorten(letter, _NOTED, placeholder=" …"),
    ) as locked:
        check_action(locked, "record-later-letter")
        check_arrival(locked, on, today=today)
        _, is_new = Clarification.objects.get_or_create(
            foi_request=locked,
            is_unasked=True,
            received_on=on,
            words=letter,
            defaults={"questions_version": locked.questions_version},
        )
        if not is_new:
            raise LetterAlreadyRecorded("This letter is recorded already.")
    return locked
