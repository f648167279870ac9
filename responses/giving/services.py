"""Work out when a letter was given, and move its request with the giving."""

from datetime import date

from django.db import transaction

from accounts.models import User
from requests_app.history.steps import lock
from responses.giving.effects import effect_of
from responses.giving.kept import keep_outcome
from responses.giving.questions import note_questions_answered
from responses.models import Letter


@transaction.atomic
def work_out_giving(*, letter: Letter, by: User | None, on: date) -> Letter:
    """Note the day on which a letter was given, from its sendings, and its effect.

    Call this in the transaction that sends a letter, or learns what became of it. The
    caller locks the request before any sending of the letter. Harmless to run twice.

    Args:
        letter: An issued letter.
        by: The person who recorded the sending; None for the system.
        on: The London day of recording.

    Returns:
        The letter, with the day on which it was given.

    Source: FOIA 2000 ss.1(1), 10 and 17; FOISA 2002 ss.1, 10 and 16; EIR and EISR 2004
    regs 5, 7 and 14: the answer or the notice is to be given within the time.
    """
    foi_request = lock(letter.foi_request)
    current = (
        Letter.objects.select_for_update(of=("self",), no_key=True)
        .defer("html", "html_for_publication")
        .get(pk=letter.pk)
    )
    given_on = current.dispatches.given_on()
    if given_on == current.given_on:
        return current
    current.given_on = given_on
    Letter.objects.filter(pk=current.pk).update(given_on=given_on)
    if current.is_response:
        note_questions_answered(foi_request, current, by=by, on=on)
    effect = effect_of(current)
    if given_on is None:
        effect.not_given(foi_request, current, by=by, on=on)
    else:
        effect.given(foi_request, current, by=by, on=on)
    if current.is_response:
        keep_outcome(foi_request)
    return current
