"""Letters that were issued and not given: where each is, and who must act."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import User
from requests_app.models import FOIRequest
from requests_app.querysets import FOIRequestQuerySet
from requests_app.workflow import State
from responses.models import Dispatch, Letter
from responses.querysets import LetterQuerySet, Whereabouts
from statute.working_days import format_date

# The requester no longer wants an answer, so a letter that did not go out need not.
_NO_LONGER_WANTED: Final = (State.WITHDRAWN, State.LAPSED, State.DOUBLE)
_ACTS: Final = {
    Whereabouts.UNCONFIRMED: "Find out whether the letter arrived, and record this.",
    Whereabouts.FOR_POST: "Print and post the letter, then record the day.",
    Whereabouts.NOT_SENT: "Choose how to send the letter.",
    Whereabouts.HELD_BACK: "Send the letter, or withdraw and change the letter.",
    Whereabouts.FAILED: "Send the letter again, to another address or another way.",
}


@dataclass(frozen=True, slots=True)
class Journey:
    """The way of an issued letter to the requester, so far.

    Attributes:
        letter: The letter, with its request.
        whereabouts: Where the letter is.
        words: What became of it, as a sentence.
        act: What is to be done, as a sentence; "" where nothing is.
        who: The person to act: the request's officer, or else the issuing officer.
    """

    letter: Letter
    whereabouts: Whereabouts
    words: str
    act: str
    who: User

    @property
    def is_stuck(self) -> bool:
        """Whether a person must act, or the letter goes nowhere."""
        return bool(self.act) and self.whereabouts != Whereabouts.FOR_POST


def outstanding(foi_requests: FOIRequestQuerySet) -> LetterQuerySet:
    """Return the letters that a person must see to, the most urgent requests first.

    Letters that went nowhere, and sendings that failed or are in doubt. Letters that
    wait for the post have their own page.
    """
    return outstanding_of(Q(foi_request__in=foi_requests.order_by().values("pk")))


def outstanding_of(condition: Q) -> LetterQuerySet:
    """Return the letters of `outstanding` that meet a condition."""
    stuck = Letter.objects.stuck()
    failed = Dispatch.objects.undelivered()
    return (
        Letter.objects.filter(
            condition,
            pk__in=stuck.order_by()
            .values("pk")
            .union(failed.order_by().values("letter_id")),
        )
        .exclude(foi_request__state__in=_NO_LONGER_WANTED)
        .order_by("foi_request__due_on", "foi_request_id", "number")
    )


def journeys_of(letters: LetterQuerySet) -> list[Journey]:
    """Return letters with what became of each, in two queries."""
    found = (
        letters.with_whereabouts()
        .select_related("foi_request__officer", "issued_by")
        .prefetch_related("dispatches__stopped_by")
        .defer("html", "html_for_publication")
    )
    return [_journey(letter) for letter in found]


def with_issued_letter(foi_requests: FOIRequestQuerySet) -> FOIRequestQuerySet:
    """Return requests annotated with the response that is to go out, if any is."""
    owed: Any = (
        Letter.objects.responses()
        .owed()
        .filter(foi_request=OuterRef("pk"))
        .with_whereabouts()
        .order_by("-number")
    )
    return foi_requests.annotate(
        issued_number=Subquery(owed.values("number")[:1]),
        issued_whereabouts=Subquery(owed.values("whereabouts")[:1]),
    )


def issued_letter(foi_request: FOIRequest) -> tuple[int, Whereabouts] | None:
    """Return number and whereabouts of the response that is to go out; None if none is.

    A request of `with_issued_letter` needs no query.
    """
    row: Any = foi_request
    if not hasattr(row, "issued_number"):
        row = with_issued_letter(FOIRequest.objects.filter(pk=row.pk)).get()
    if row.issued_number is None:
        return None
    return row.issued_number, Whereabouts(row.issued_whereabouts)


def _journey(letter: Any) -> Journey:
    """Return the journey of a letter of `with_whereabouts`."""
    place = Whereabouts(letter.whereabouts)
    last = _telling(list(letter.dispatches.all()))
    return Journey(
        letter=letter,
        whereabouts=place,
        words=_words(letter, place, last),
        act=_act(place, last),
        who=letter.foi_request.officer or letter.issued_by,
    )


def _act(place: Whereabouts, last: Dispatch | None) -> str:
    """Return what is to be done; "" where nothing is.

    A letter that was given may have a further sending that failed.
    """
    if place != Whereabouts.GIVEN or last is None:
        return _ACTS.get(place, "")
    if last.unconfirmed_since:
        return _ACTS[Whereabouts.UNCONFIRMED]
    return _ACTS[Whereabouts.FAILED] if last.failed_at else ""


def _telling(dispatches: list[Dispatch]) -> Dispatch | None:
    """Return the dispatch that tells what became of a letter: in doubt, or the last."""
    for dispatch in dispatches:
        if dispatch.unconfirmed_since:
            return dispatch
    return dispatches[-1] if dispatches else None


def _words(letter: Letter, place: Whereabouts, last: Dispatch | None) -> str:
    if place == Whereabouts.WITHDRAWN:
        return "Withdrawn before it was given."
    if place == Whereabouts.REPLACED:
        return "Replaced by a later letter before it was given."
    if last is None and place == Whereabouts.GIVEN:
        return _given(letter)
    if last is None:
        return f"Issued on {format_date(letter.issued_on)}, and not sent."
    way = f"{last.way[0].upper()}{last.way[1:]}"
    if last.failed_at:
        return f"{way}: {last.failure}"
    if last.unconfirmed_since:
        return f"{way}: delivery is unconfirmed."
    if place == Whereabouts.GIVEN and letter.given_on:
        return _given(letter)
    if place == Whereabouts.HELD_BACK and last.stopped_at:
        return (
            f"Sending undone on {_day(last.stopped_at)} by {last.stopped_by}: nothing "
            "was sent."
        )
    if place == Whereabouts.FOR_POST:
        return f"Waiting for the post since {_day(last.due_at)}."
    if place == Whereabouts.UNDOABLE:
        return undoable_until(last.due_at)
    return f"{way}: is being sent."


def undoable_until(due_at: datetime) -> str:
    """Say that a letter is not sent yet, and until when the sending can be undone."""
    due = timezone.localtime(due_at)
    return f"{Whereabouts.UNDOABLE.label} until {due:%H:%M} on {_day(due_at)}."


def _given(letter: Letter) -> str:
    assert letter.given_on is not None  # noqa: S101 - asked of letters given
    later = (letter.given_on - letter.issued_on).days
    words = f"Given on {format_date(letter.given_on)}"
    if not later:
        return f"{words}."
    return f"{words}, {later} day{'s' if later > 1 else ''} after its date."


def _day(at: datetime) -> str:
    return format_date(timezone.localtime(at).date())
