"""The turns of a person: all the work waiting for them, found in one query."""

from django.db.models import (
    QuerySet,
)

from accounts.models import User
from requests_app.models import Snooze
from requests_app.prepared import COUNTED
from responses.desk.desk import PEOPLE, Desk, Turn, run
from responses.desk.sources import SOURCES


def turns_of(desk: Desk) -> list[Turn]:
    """Return the work waiting for a person, in one query, in no order.

    Of a kind with many turns, the first are read: as many as are shown, and more for
    each snooze, since snoozed requests are left out afterwards.
    """
    first = {PEOPLE: _people, COUNTED: _snoozes}
    return [Turn(*row) for row in run(desk, "turns", _union, first=first)]


def _people(desk: Desk) -> QuerySet:
    """Return the user, and the people on leave with the user as their deputy."""
    me = User.objects.filter(pk=desk.user.pk).order_by()
    return me.union(desk.absent, all=True).values("pk")


def _snoozes(desk: Desk) -> QuerySet:
    snoozes = Snooze.objects.filter(person=desk.user.pk, foi_request__closed_on=None)
    return snoozes.order_by().values("pk")


def _union(desk: Desk) -> QuerySet:
    found = [each for source in SOURCES for each in source(desk)]
    first, *others = found
    return first.union(*others, all=True) if others else first
