"""What requests wait for: each kind is a row of the dashboard and a filter of lists.

The app that keeps the answers registers its own kinds in `AppConfig.ready`.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial, reduce
from operator import or_
from typing import Any, Final, NamedTuple

from django.db.models import (
    BooleanField,
    Count,
    DateField,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Now

from accounts.acting import able_to_draft
from accounts.models import User
from requests_app.assigning.queries import held_by_nobody
from requests_app.dashboard.scope import Scope
from requests_app.lists.dashboard import Number
from requests_app.lists.filters import Filter
from requests_app.lists.queries import ALL, REQUESTS, REVIEWS
from requests_app.models import ClockEvent, Enquiry, FOIRequest, Job, Waiting
from requests_app.prepared import STAND_INS, rows_of
from requests_app.querysets import FOIRequestQuerySet
from requests_app.workflow import WAITING_STATES, State
from statute.deadlines import EventName

# The name of the filter in addresses.
WAITS: Final = "waits"
_JOBS: Final = "jobs"
_COLUMNS: Final = ("kind_", "is_review_", "number_", "oldest_", "holder_")
# Those with whom most requests wait are named.
MOST_HOLDERS: Final = 3
# Of these alone, a request may have several rows: one for each question put.
_DEPARTMENT: Final = "department"
# The requester has the next step from the day of the latest of these.
_ASKED: Final = (
    EventName.CLARIFICATION_SENT,
    EventName.FEES_NOTICE,
    EventName.ADVANCE_PAYMENT_NOTICE,
)


@dataclass(frozen=True, slots=True)
class Office:
    """The requests among which something waits.

    Attributes:
        on: The London day.
        authority: The key of the authority; None for every authority.
        team: The key of the team; None for every team.
    """

    on: date
    authority: int | None = None
    team: int | None = None

    def of(self, path: str = "") -> Q:
        """Return the condition for a row to be about a request of the office.

        Args:
            path: The path to the request, with its ending; "" for the request itself.
        """
        found = Q()
        if self.authority is not None:
            found &= Q(**{f"{path}authority_id": self.authority})
        if self.team is not None:
            found &= Q(**{f"{path}team_id": self.team, f"{path}is_restricted": False})
        return found

    @property
    def requests(self) -> FOIRequestQuerySet:
        """The open requests of the office."""
        found: FOIRequestQuerySet = FOIRequest.objects.open()
        return found.filter(self.of()).order_by()


class Source(NamedTuple):
    """Rows that wait.

    Attributes:
        rows: One row or more for each request that waits.
        since: The day from which a row waits.
        path: The path from a row to its request, with its ending.
    """

    rows: QuerySet
    since: Any
    path: str = ""


class Holders(NamedTuple):
    """With whom requests wait.

    Attributes:
        rows: A row or more for each request and each of the people or departments.
        name: The name of the person or department.
        path: The path from a row to its request, with its ending.
    """

    rows: QuerySet
    name: Any
    path: str


@dataclass(frozen=True, slots=True)
class Wait:
    """A kind of waiting.

    Attributes:
        key: The value of the filter.
        label: What is waited for, as the filter and the row say it.
        since: What happened on the day given for the oldest: "received".
        source: Finds the rows.
        place: Where the row stands among the others.
        has_closed: Whether closed requests wait too.
        is_calm: Whether this is no fault of the office.
        kept_as: The kind of the rows of `Waiting` that triggers keep, which the
            dashboard counts; "" where it counts the rows of the source.
        is_late: Whether the day by which something is wanted must be past.
        holders: Finds with whom requests wait; None where nobody is named.
    """

    key: str
    label: str
    since: str
    source: Callable[[Office], Source]
    place: int
    has_closed: bool = False
    is_calm: bool = False
    kept_as: str = ""
    is_late: bool = False
    holders: Callable[[Office], Holders] | None = None


WAITS_KNOWN: Final[dict[str, Wait]] = {}


def register(*waits: Wait) -> None:
    """Make kinds of waiting known; call it in `AppConfig.ready`."""
    found = {one.key: one for one in (*WAITS_KNOWN.values(), *waits)}
    WAITS_KNOWN.clear()
    WAITS_KNOWN.update(sorted(found.items(), key=lambda item: item[1].place))


def _registration(office: Office) -> Source:
    return Source(office.requests.filter(state=State.RECEIVED), F("received_on"))


def _officer(office: Office) -> Source:
    unassigned = office.requests.filter(officer=None).exclude(state=State.RECEIVED)
    return Source(unassigned, F("registered_on"))


def _able_officer(office: Office) -> Source:
    if office.authority is None:
        held = Q(held_by_nobody(office.on), officer__isnull=False)
        return Source(office.requests.filter(held), F("received_on"))
    # Beginning with the people who cannot act: their requests have an index, and are
    # of their authority.
    people = User.objects.filter(authority_id=office.authority)
    able = able_to_draft(office.on).filter(authority_id=office.authority)
    others = people.exclude(pk__in=able.order_by().values("pk"))
    held = Q(officer__in=others.order_by().values("pk"))
    of_team = replace(office, authority=None)
    return Source(of_team.requests.filter(held), F("received_on"))


def _department(office: Office) -> Source:
    enquiries = Enquiry.objects.wanted().filter(office.of("foi_request__"))
    return Source(enquiries.order_by(), F("asked_on"), "foi_request__")


def _departments(office: Office) -> Holders:
    rows, _, path = _department(office)
    return Holders(rows, F("department__name"), path)


def _late_department(office: Office) -> Source:
    source = _department(office)
    return source._replace(rows=source.rows.filter(wanted_by__lt=office.on))


def _requester(office: Office) -> Source:
    asked = ClockEvent.objects.filter(foi_request=OuterRef("pk"), name__in=_ASKED)
    since = Subquery(asked.order_by("-on").values("on")[:1])
    return Source(office.requests.filter(state__in=list(WAITING_STATES)), since)


register(
    Wait(
        "registration",
        "Registration",
        "received",
        _registration,
        10,
        kept_as="registration",
    ),
    Wait("officer", "An officer", "registered", _officer, 20, kept_as="officer"),
    Wait(
        "able_officer",
        "An officer who can act: theirs has left or is away",
        "received",
        _able_officer,
        30,
    ),
    Wait(
        "department",
        "A department",
        "asked",
        _department,
        40,
        kept_as=_DEPARTMENT,
        holders=_departments,
    ),
    Wait(
        "late_department",
        "A department whose reply is late",
        "asked",
        _late_department,
        45,
        kept_as=_DEPARTMENT,
        is_late=True,
    ),
    Wait(
        "requester",
        "The requester",
        "asked",
        _requester,
        90,
        is_calm=True,
        kept_as="requester",
    ),
)


def waiting_filter() -> Filter:
    """Return the filter of lists by what requests wait for."""
    choices = [(one.key, one.label) for one in WAITS_KNOWN.values()]
    return Filter(WAITS, "Waits for", choices, _waits_for)


def _waits_for(values: Sequence[str], on: date) -> Q:
    return reduce(or_, (waits_for(WAITS_KNOWN[value], on) for value in values))


def waits_for(wait: Wait, on: date) -> Q:
    """Return the condition for a request to wait."""
    rows, _, path = wait.source(Office(on))
    return Q(pk__in=rows.order_by().values(f"{path}pk"))


@dataclass(frozen=True, slots=True)
class WaitingFor:
    """A row of the dashboard: what waits, and since when the oldest.

    Attributes:
        wait: What is waited for.
        requests: How many requests wait.
        reviews: How many internal reviews wait.
        since: The day from which the oldest waits, where known.
        days: How many days ago that was.
        holders: The names of those with whom most requests wait, and how many.
        holders_left_out: How many more people or departments there are.
    """

    wait: Wait
    requests: Number
    reviews: Number
    since: date | None
    days: int | None
    holders: tuple[tuple[str, int], ...] = ()
    holders_left_out: int = 0

    @property
    def ago(self) -> str:
        """How long ago that was, in words."""
        if not self.days:
            return "today"
        return f"{self.days:,} day{'s' if self.days > 1 else ''} ago"


@dataclass(frozen=True, slots=True)
class AllWaiting:
    """All that waits, and the jobs that need attention."""

    rows: tuple[WaitingFor, ...]
    jobs: int


def waiting_in(scope: Scope, *, on: date) -> AllWaiting:
    """Return what the requests of a scope wait for, in one query."""
    user = scope.user
    key = ("waits", *WAITS_KNOWN, scope.team is None, *user.roles)
    values = {
        "user": user.pk,
        "authority": user.authority_id,
        "team": scope.team.pk if scope.team else None,
        "on": on,
    }
    build = partial(_union, scope.team is not None, user.roles)
    found = rows_of(key, build, values)
    counts: dict[tuple[str, bool], tuple[int, date | None]] = {
        (kind, is_review): (number, since)
        for kind, is_review, number, since, holder in found
        if not holder
    }
    holders: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for kind, _, number, _, holder in found:
        if holder:
            holders[kind].append((holder, number))
    rows = [
        _with_holders(_row(scope, wait, counts, on), holders[wait.key])
        for wait in WAITS_KNOWN.values()
        if {(wait.key, False), (wait.key, True)} & counts.keys()
    ]
    return AllWaiting(tuple(rows), counts.get((_JOBS, False), (0, None))[0])


def _row(
    scope: Scope,
    wait: Wait,
    counts: dict[tuple[str, bool], tuple[int, date | None]],
    on: date,
) -> WaitingFor:
    wanted = {WAITS: wait.key} | ({"state": ALL} if wait.has_closed else {})
    requests, since = counts.get((wait.key, False), (0, None))
    reviews, since_review = counts.get((wait.key, True), (0, None))
    oldest = min(filter(None, (since, since_review)), default=None)
    return WaitingFor(
        wait,
        scope.number(requests, **wanted, kind=REQUESTS),
        scope.number(reviews, **wanted, kind=REVIEWS),
        oldest,
        (on - oldest).days if oldest else None,
    )


def _with_holders(row: WaitingFor, holders: list[tuple[str, int]]) -> WaitingFor:
    most = sorted(holders, key=lambda one: (-one[1], one[0]))[:MOST_HOLDERS]
    return replace(row, holders=tuple(most), holders_left_out=len(holders) - len(most))


def _union(is_of_team: bool, roles: list[str]) -> Any:
    """Return the query of all kinds, with stand-ins for the values."""
    office = Office(
        STAND_INS["on"],
        STAND_INS["authority"],
        STAND_INS["team"] if is_of_team else None,
    )
    user = User(pk=STAND_INS["user"], authority_id=STAND_INS["authority"], roles=roles)
    found = [_counted(wait, office) for wait in WAITS_KNOWN.values()]
    held = [
        _held(wait.key, wait.holders(office))
        for wait in WAITS_KNOWN.values()
        if wait.holders
    ]
    return _jobs(user).union(*found, *held, all=True)


def _held(key: str, holders: Holders) -> Any:
    """Return how many requests wait with whom, without those restricted to people."""
    rows, name, path = holders
    return (
        rows.filter(**{f"{path}is_restricted": False, f"{path}review_of__isnull": True})
        .order_by()
        .annotate(
            kind_=Value(key, TextField()),
            is_review_=Value(False, BooleanField()),
            holder_=Cast(name, TextField()),
        )
        .values("kind_", "is_review_", "holder_")
        .annotate(
            number_=Count(f"{path}pk", distinct=True),
            oldest_=Value(None, DateField()),
        )
        .values_list(*_COLUMNS)
    )


def _counted(wait: Wait, office: Office) -> Any:
    rows, number, is_review, since = (
        _kept(wait, office) if wait.kept_as else _found(wait, office)
    )
    return (
        rows.order_by()
        .annotate(
            kind_=Value(wait.key, TextField()),
            is_review_=ExpressionWrapper(is_review, BooleanField()),
            since_=since,
            holder_=Value("", TextField()),
        )
        .values("kind_", "is_review_", "holder_")
        .annotate(
            number_=number,
            oldest_=Min("since_", output_field=DateField()),
        )
        .values_list(*_COLUMNS)
    )


def _found(wait: Wait, office: Office) -> tuple[QuerySet, Count, Q, Any]:
    rows, since, path = wait.source(office)
    number = Count(f"{path}pk", distinct=bool(path))
    return rows, number, Q(**{f"{path}review_of__isnull": False}), since


def _kept(wait: Wait, office: Office) -> tuple[QuerySet, Count, Q, Any]:
    kept: Any = Waiting.objects.filter(kind=wait.kept_as)
    rows = kept.filter(authority_key=office.authority)
    if office.team is not None:
        rows = rows.filter(team_key=office.team, is_restricted=False)
    if wait.is_late:
        rows = rows.filter(by_on__lt=office.on)
    number = Count("foi_request_key", distinct=wait.kept_as == _DEPARTMENT)
    return rows, number, Q(is_review=True), F("since")


def _jobs(user: User) -> Any:
    """Return how many jobs need attention of those that the user may see."""
    jobs = Job.objects.visible_to(user).needing_attention(at=Now())
    return (
        jobs.order_by()
        .annotate(
            kind_=Value(_JOBS, TextField()),
            is_review_=Value(False, BooleanField()),
            holder_=Value("", TextField()),
        )
        .values("kind_", "is_review_", "holder_")
        .annotate(number_=Count("pk"), oldest_=Value(None, DateField()))
        .values_list(*_COLUMNS)
    )
