"""Requests alike: how many groups, how large, and the hours spent on these."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db.models.functions import Lower

from accounts.models import Authority
from requests_app.models import Fingerprint
from requests_app.querysets import FOIRequestQuerySet
from requests_app.workflow import State
from returns.figures import Figure, Table, share, tenths
from returns.hours import minutes_told
from returns.population import Period, population, received
from returns.reports import Report, Row

_LARGEST: Final = "largest"


@dataclass(slots=True)
class _Group:
    """Requests alike, received by the day of counting.

    Attributes:
        keys: The requests of the period.
        senders: How many requests each requester sent the authority.
        is_elsewhere: Whether another authority received one.
    """

    keys: list[int] = field(default_factory=list)
    senders: Counter[tuple[str, str]] = field(default_factory=Counter)
    is_elsewhere: bool = False

    @property
    def is_of_several(self) -> bool:
        """Whether there is any other request alike."""
        return self.is_elsewhere or self.senders.total() > 1

    @property
    def rows(self) -> list[str]:
        """The rows of the return in which the group counts."""
        fits = {
            "all": True,
            "round_robin": self.is_elsewhere,
            "campaign": len(self.senders) > 1,
            "again": any(number > 1 for number in self.senders.values()),
        }
        return [row for row, is_fitting in fits.items() if is_fitting]


def count_alike(report: Report, authority: Authority, period: Period) -> Table:
    """Count the groups of requests alike, their requests, and the hours told.

    Args:
        report: The return.
        authority: The authority.
        period: The days of receipt, and the day of counting.
    """
    found = population(authority, period)
    groups = _groups(found, authority, period)
    number = found.count()
    minutes = minutes_told(
        [key for group in groups for key in group.keys], period=period
    )
    figures = {}
    for row in report.rows:
        fitting = [group for group in groups if row.key in group.rows]
        keys = _keys(fitting)
        spent = sum(minutes[key] for key in keys)
        figures[row.key] = {
            "groups": Figure(len(fitting)),
            "requests": Figure(len(keys)),
            "pct": share(len(keys), number),
            _LARGEST: Figure(max((len(one.keys) for one in fitting), default=0)),
            "hours": Figure(tenths(spent, 60)),
        }
    return Table(report, {each.key: each.title for each in report.measures}, figures)


def requests_alike(
    row: Row,
    column: str,
    foi_requests: FOIRequestQuerySet,
    authority: Authority,
    period: Period,
) -> FOIRequestQuerySet:
    """Return the requests of a figure, among the given requests."""
    groups = [
        group
        for group in _groups(population(authority, period), authority, period)
        if row.key in group.rows
    ]
    if column == _LARGEST and groups:
        groups = [max(groups, key=lambda group: len(group.keys))]
    found: FOIRequestQuerySet = received(foi_requests, period).filter(
        pk__in=_keys(groups)
    )
    return found


def _keys(groups: Iterable[_Group]) -> list[int]:
    return [key for group in groups for key in group.keys]


def _groups(
    foi_requests: FOIRequestQuerySet, authority: Authority, period: Period
) -> list[_Group]:
    """Return the groups with a request of the period, each of several requests."""
    in_period = foi_requests.filter(fingerprint__group__isnull=False)
    members = (
        Fingerprint.objects.filter(
            group__in=in_period.values("fingerprint__group"),
            foi_request__received_on__lte=period.on,
        )
        .exclude(foi_request__state=State.DOUBLE)
        .order_by("group", "pk")
        .values_list(
            "group",
            "pk",
            "foi_request__authority",
            "foi_request__received_on",
            Lower("foi_request__requester_email"),
            Lower("foi_request__requester_name"),
        )
    )
    found: dict[int | None, _Group] = defaultdict(_Group)
    for group, key, of, received_on, email, name in members:
        if of != authority.pk:
            found[group].is_elsewhere = True
            continue
        found[group].senders[("", email) if email else (name, "")] += 1
        if period.first <= received_on <= period.last:
            found[group].keys.append(key)
    return [group for group in found.values() if group.keys and group.is_of_several]
