"""Tell people of priority asked for, granted, declined or withdrawn."""

from datetime import date

from accounts.models import User
from requests_app.actions.table import ACTIONS
from requests_app.models import Notice, PriorityAsked
from requests_app.telling.recipients import managers_of
from requests_app.telling.services import tell

_DECISION = PriorityAsked.Decision


def tell_asked(asked: PriorityAsked, *, on: date) -> None:
    """Tell the managers that priority waits for their decision."""
    foi_request = asked.foi_request
    _tell(
        asked,
        managers_of(authority=foi_request.authority, team=foi_request.team),
        f"{asked.asked_by} asks for priority for request {foi_request}: {asked.reason}",
        "asked",
        url=ACTIONS["decide-priority"].url(foi_request),
        by=asked.asked_by,
        on=on,
    )


def tell_granted(asked: PriorityAsked, *, by: User, on: date) -> None:
    """Tell the officer of a request that it goes first."""
    officer = asked.foi_request.officer
    if officer is None:
        return
    why = asked.note or asked.reason
    words = f"{by} gave priority to request {asked.foi_request}: {why}"
    _tell(asked, [officer], words, "granted", by=by, on=on)


def tell_decided(asked: PriorityAsked, *, by: User, on: date) -> None:
    """Tell the person who asked, and of an end the officer too."""
    foi_request = asked.foi_request
    people = [asked.asked_by]
    said = {
        _DECISION.GRANTED: "granted the priority you asked for",
        _DECISION.DECLINED: "declined the priority you asked for",
        _DECISION.WITHDRAWN: "withdrew the priority",
    }[_DECISION(asked.decision)]
    if asked.decision == _DECISION.WITHDRAWN and foi_request.officer is not None:
        people.append(foi_request.officer)
    # The officer who asked has been told of the grant.
    if asked.decision == _DECISION.GRANTED:
        people = [each for each in people if each != foi_request.officer]
    words = f"{by} {said} for request {foi_request}."
    if asked.note:
        words = f"{words} {asked.note}"
    _tell(asked, people, words, "decided", by=by, on=on)


def _tell(
    asked: PriorityAsked,
    people: list[User],
    words: str,
    what: str,
    *,
    url: str = "",
    by: User,
    on: date,
) -> None:
    tell(
        people=people,
        kind=Notice.Kind.PRIORITY,
        words=words,
        url=url or asked.foi_request.get_absolute_url(),
        key=f"priority-{asked.pk}-{what}",
        foi_request=asked.foi_request,
        by=by,
        on=on,
    )
