"""Show an answer to everybody on the public form, and take it away again.

Nothing is shown by itself: an officer decides of each letter.
"""

from datetime import date

from django.db import transaction

from accounts.models import User
from documents.requester import Requester
from mail.asking.history import AskingHistory
from mail.models import PublicAnswer
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.refusals import Refusal
from responses.letters.parties import addressee_of
from responses.letters.publication import names_in, words_of
from responses.models import Letter


class NotShown(Refusal):
    """The answer cannot be shown to everybody."""


class NotHidden(Refusal):
    """The answer is not shown to anybody."""


@transaction.atomic
def show_answer(*, letter: Letter, title: str, by: User, on: date) -> PublicAnswer:
    """Show a letter's version for publication on the public form.

    Args:
        letter: A letter that was given.
        title: What it is about, in a few words for everybody.
        by: The officer.
        on: The London day.

    Raises:
        NotShown: The version may not be published, names the requester, or is shown.
    """
    foi_request = lock(letter.foi_request)
    letter = Letter.objects.get(pk=letter.pk)
    if foi_request.is_restricted:
        raise NotShown("The request is restricted: its answer stays within.")
    if not letter.is_publishable:
        raise NotShown("This letter has no version for publication that may be shown.")
    addressee = addressee_of(foi_request)
    if names_in(letter.html_for_publication, addressee):
        raise NotShown("The version for publication names the requester.")
    if Requester(addressee).named_in(title):
        raise NotShown("The title names the requester.", "title")
    if PublicAnswer.objects.filter(letter=letter).exists():
        raise NotShown("This answer is shown already.")
    answer = PublicAnswer.objects.create(
        letter=letter,
        authority=foi_request.authority,
        title=title,
        words=" ".join(words_of(letter.html_for_publication).split())[:200_000],
        shown_by=by,
        shown_on=on,
    )
    record(
        foi_request=foi_request,
        kind=AskingHistory.ANSWER_SHOWN,
        by=by,
        on=on,
        note=f"Letter {letter.number}, as “{title}”",
    )
    return answer


@transaction.atomic
def hide_answer(*, letter: Letter, by: User, on: date) -> None:
    """Take an answer off the public form.

    Args:
        letter: The letter.
        by: The officer.
        on: The London day.

    Raises:
        NotHidden: It is not shown.
    """
    foi_request = lock(letter.foi_request)
    gone, _ = PublicAnswer.objects.filter(letter=letter).delete()
    if not gone:
        raise NotHidden("This answer is not shown on the public form.")
    record(
        foi_request=foi_request,
        kind=AskingHistory.ANSWER_HIDDEN,
        by=by,
        on=on,
        note=f"Letter {letter.number}",
    )
