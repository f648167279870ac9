"""Filter the requests of a list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q

from requests_app.alike.queries import is_alike
from requests_app.assigning.queries import held_by_nobody
from requests_app.lists.filters import FILTERS
from requests_app.lists.lateness import is_late_by
from requests_app.lists.likely import is_likely_late
from requests_app.lists.unclear import may_be_closed
from requests_app.models import Complaint, Enquiry, FOIRequest
from requests_app.querysets import (
    DueBand,
    FOIRequestQuerySet,
    is_in_band,
    was_answered,
)
from requests_app.search.matching import MOST_RANKED, has_words_of
from requests_app.workflow import CLOSED_STATES, State

# Values of a filter other than keys.
NOBODY: Final = "none"
# The person who looks, and their team.
ME: Final = "me"
# Of the filter by officer: requests whose officer cannot act, or is missing.
HELD_BY_NOBODY: Final = "unheld"
IN_TIME, LATE = "in_time", "late"
OPEN, CLOSED, ALL = "open", "closed", "all"
REQUESTS, REVIEWS = "requests", "reviews"
YES, NO = "yes", "no"
PAGE_SIZE: Final = 50

Values = Sequence[str]


def narrow(
    foi_requests: FOIRequestQuerySet, wanted: Mapping[str, Any], *, on: date
) -> FOIRequestQuerySet:
    """Return the requests that match the filters.

    A request matches a filter of several values by any of them. Doubles are left out,
    as in all figures, unless their state is among the filters or words are looked for.

    Args:
        foi_requests: The requests visible to the user.
        wanted: The valid filters of a `FindRequestsForm`.
        on: The London day for "due today" and "overdue".
    """
    conditions: list[Any] = []
    for name, condition in (*_CONDITIONS.items(), *_added()):
        if values := _several(wanted.get(name)):
            _add(condition(values, on), conditions)
    for name, lookup in DAYS.items():
        if value := wanted.get(name):
            _add(Q(**{lookup: value}), conditions)
    if not _shows_doubles(wanted):
        conditions.append(~Q(state=State.DOUBLE))
    if names := [*filter(None, map(str.strip, wanted.get("requester", "").split(",")))]:
        conditions.append(_any(names, _asked_by))
    return foi_requests.filter(*conditions)


def _shows_doubles(wanted: Mapping[str, Any]) -> bool:
    """Whether a list has doubles, or has none for its states alone."""
    if wanted.get("q"):
        return True
    states = set(_several(wanted.get("state")))
    return bool(states) and (State.DOUBLE in states or not states & {ALL, CLOSED})


def _asked_by(words: str) -> Q:
    # The index of words first: a comparison within every name would read them all.
    found = has_words_of(words)
    for word in words.split():
        found &= (
            Q(requester_name__icontains=word)
            | Q(requester_organisation__icontains=word)
            | Q(requester_email__icontains=word)
        )
    return found


def _added() -> Iterator[tuple[str, Callable[[Values, date], Q]]]:
    return ((name, added.condition) for name, added in FILTERS.items())


def _add(condition: Q, conditions: list[Any]) -> None:
    """Add a condition, and what it has in common with others only once.

    PostgreSQL would take two filters for open requests to leave very few.
    """
    if condition.connector != Q.AND or condition.negated:
        conditions.append(condition)
        return
    for part in condition.children:
        if isinstance(part, Q):
            _add(part, conditions)
        elif not any(part == other for other in conditions):
            conditions.append(part)


def _several(value: Any) -> Values:
    if not value:
        return ()
    return (value,) if isinstance(value, str) else value


def _any(values: Values, condition: Callable[[str], Q]) -> Q:
    return reduce(or_, (condition(value) for value in values))


def _in_state(values: Values, _on: date) -> Q:
    if ALL in values or {OPEN, CLOSED} <= set(values):
        return Q()
    states = [value for value in values if value not in {OPEN, CLOSED}]
    if OPEN in values or CLOSED in values:
        found = Q(closed_on__isnull=OPEN in values)
        return found | Q(state__in=states) if states else found
    condition = Q(state__in=states) if len(states) > 1 else Q(state=states[0])
    # The indexes of open requests know them by this column.
    if not CLOSED_STATES.intersection(states):
        condition &= Q(closed_on__isnull=True)
    return condition


def _of_kind(values: Values, _on: date) -> Q:
    return _any(values, lambda value: Q(review_of__isnull=value == REQUESTS))


def _of_officer(values: Values, on: date) -> Q:
    found = _with_key("officer", [one for one in values if one != HELD_BY_NOBODY])
    return found | held_by_nobody(on) if HELD_BY_NOBODY in values else found


def _with_key(name: str, values: Values) -> Q:
    """Return the condition for a foreign key to be among keys, or missing."""
    keys = [value for value in values if value != NOBODY]
    found = Q(pk__in=[])
    if len(keys) == 1:
        found |= Q(**{f"{name}_id": keys[0]})
    elif keys:
        found |= Q(**{f"{name}_id__in": keys})
    return found | Q(**{f"{name}__isnull": True}) if NOBODY in values else found


def _asked_of(values: Values, _on: date) -> Q:
    asked = Enquiry.objects.filter(department_id__in=values, withdrawn_at=None)
    return Q(pk__in=asked.order_by().values("foi_request_id"))


def _yes_or_no(condition: Q) -> Callable[[Values, date], Q]:
    def chosen(values: Values, _on: date) -> Q:
        return _any(values, lambda value: condition if value == YES else ~condition)

    return chosen


def _equal(name: str) -> Callable[[Values, date], Q]:
    return lambda values, _on: Q(**{f"{name}__in": values})


def _has_late_reason(value: str) -> Q:
    if value == NOBODY:
        return Q(was_in_time=False, late_reason="")
    return Q(late_reason=value)


def _flagged(values: Values, _on: date) -> Q:
    priorities = [one for one in values if one in FOIRequest.Priority.values]
    flags = [one for one in values if one not in priorities]
    found = Q(flags__overlap=flags) if flags else Q(pk__in=[])
    if priorities:
        # The index leaves out requests without priority.
        found |= Q(priority__in=priorities) & ~Q(priority="")
    return found


def _with_complaint(condition: Q) -> Q:
    return Q(Exists(Complaint.objects.filter(condition, foi_request=OuterRef("pk"))))


_COMPLAINTS: Final[Mapping[str, Q]] = {
    "open": _with_complaint(Q(decided_on=None)),
    "decided": _with_complaint(Q(decided_on__isnull=False)),
    "appealed": _with_complaint(Q(appealed_on__isnull=False)),
    "appeal_open": _with_complaint(
        Q(appealed_on__isnull=False, tribunal_decided_on__isnull=True)
    ),
    "appeal_decided": _with_complaint(Q(tribunal_decided_on__isnull=False)),
    "step": _with_complaint(~Q(next_step="")),
}
_CONDITIONS: Final[Mapping[str, Callable[[Values, date], Q]]] = {
    "ticked": lambda values, _on: Q(pk__in=values),
    "state": _in_state,
    "kind": _of_kind,
    "band": lambda values, on: _any(
        values, lambda value: is_in_band(DueBand(value), on=on)
    ),
    "late": lambda values, on: is_late_by(values, on=on),
    "likely": lambda _values, on: is_likely_late(on),
    "unclear": may_be_closed,
    "officer": _of_officer,
    "team": lambda values, _on: _with_key("team", values),
    "department": _asked_of,
    "regime": _equal("regime"),
    "channel": _equal("channel"),
    "language": _equal("language"),
    "requester_type": lambda values, _on: _with_key("requester_type", values),
    "flag": _flagged,
    "restricted": _yes_or_no(Q(is_restricted=True)),
    "outcome": _equal("outcome"),
    "refusal_reason": _equal("refusal_reason"),
    # The index leaves out requests without provisions.
    "provision": lambda values, _on: (
        Q(provisions__overlap=list(values)) & ~Q(provisions=[])
    ),
    "extended": _yes_or_no(~Q(extension="")),
    "late_reason": lambda values, _on: _any(values, _has_late_reason),
    "alike": _yes_or_no(is_alike()),
    "complaint": lambda values, _on: _any(values, lambda value: _COMPLAINTS[value]),
    "complaint_outcome": lambda values, _on: _with_complaint(Q(outcome__in=values)),
    "appeal_outcome": lambda values, _on: _with_complaint(
        Q(tribunal_outcome__in=values)
    ),
    "answered": lambda values, _on: _any(
        values, lambda value: was_answered(is_in_time=value == IN_TIME)
    ),
}
DAYS: Final = {
    "received_from": "received_on__gte",
    "received_to": "received_on__lte",
    "due_from": "due_on__gte",
    "due_to": "due_on__lte",
    "answered_from": "answered_on__gte",
    "answered_to": "answered_on__lte",
    "closed_from": "closed_on__gte",
    "closed_to": "closed_on__lte",
    "extended_from": "extended_on__gte",
    "extended_to": "extended_on__lte",
}


def usual_sort(wanted: Mapping[str, Any]) -> str:
    """Return the default sort order of a list: the most urgent requests first."""
    if wanted.get("q"):
        return ""
    states = [*_several(wanted.get("state"))]
    if states == [OPEN]:
        return "due"
    return "-closed" if states == [CLOSED] else "-received"


def is_cut_short(words: str, count: int) -> bool:
    """Return whether more requests may match a search than are shown."""
    return bool(words) and count >= MOST_RANKED
