"""The questions that lists ask of requests."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from requests_app.workflow import RUNNING_STATES, WAITING_STATES, State

if TYPE_CHECKING:
    from accounts.models import User

# What waits longer is shown to a person: sweeps run every few seconds.
LONGEST_WAIT = timedelta(minutes=15)
# Of what matches a search, so many of the newest are ranked: ranking all would take
# seconds where a word is common.
MOST_RANKED = 1000


class DueBand(models.TextChoices):
    """How soon an open request is due; each is in exactly one on any day."""

    OVERDUE = "overdue", "Overdue"
    TODAY = "today", "Due today"
    THIS_WEEK = "this_week", "Due later this week"
    NEXT_WEEK = "next_week", "Due next week"
    LATER = "later", "Due after that"
    WAITING = "waiting", "Waiting for the requester"


def is_in_band(band: DueBand, *, on: date) -> Q:
    """Return what makes an open request be of `band` on the day `on`.

    Weeks end on Sunday. A running request without a date, because bank holidays are
    not known so far ahead, is due later.
    """
    sunday = on + timedelta(days=6 - on.weekday())
    next_sunday = sunday + timedelta(days=7)
    if band is DueBand.WAITING:
        return Q(closed_on__isnull=True, state__in=WAITING_STATES)
    due = {
        DueBand.OVERDUE: Q(due_on__lt=on),
        DueBand.TODAY: Q(due_on=on),
        DueBand.THIS_WEEK: Q(due_on__gt=on, due_on__lte=sunday),
        DueBand.NEXT_WEEK: Q(due_on__gt=sunday, due_on__lte=next_sunday),
        DueBand.LATER: Q(due_on__gt=next_sunday) | Q(due_on__isnull=True),
    }[band]
    return Q(closed_on__isnull=True, state__in=RUNNING_STATES) & due


def was_answered(*, is_in_time: bool) -> Q:
    """Return what makes a request be answered by its due date, or after it."""
    in_time = Q(due_on__isnull=False, closed_on__lte=F("due_on"))
    return Q(state=State.ANSWERED) & (in_time if is_in_time else ~in_time)


class FOIRequestQuerySet(models.QuerySet):
    """Requests, narrowed by what is asked."""

    def visible_to(self, user: "User") -> Self:
        """Requests this person may know to exist.

        Whoever handles, clears, manages or audits requests sees those of their
        authority; a restricted one only if named on it. Everybody else sees none.
        """
        if not user.is_authenticated or not user.sees_requests:
            return self.none()
        of_authority = self.filter(authority_id=user.authority_id)
        return of_authority.filter(
            Q(is_restricted=False) | Q(pk__in=user.named_on.values("pk"))
        )

    def open(self) -> Self:
        """Requests to which something is still owed, by us or by the requester."""
        # The partial indexes are on this; a constraint ties it to the state.
        return self.filter(closed_on__isnull=True)

    def closed(self) -> Self:
        """Requests to which nothing more is owed."""
        return self.filter(closed_on__isnull=False)

    def registered(self) -> Self:
        """Requests that have their reference."""
        return self.exclude(reference=None)

    def running(self) -> Self:
        """Requests for which the law's time runs."""
        return self.open().filter(state__in=RUNNING_STATES)

    def in_band(self, band: DueBand, *, on: date) -> Self:
        """Open requests that are of `band` on the day `on`."""
        return self.filter(is_in_band(band, on=on))

    def matching(self, words: str) -> Self:
        """Requests whose reference, requester, questions or answers say `words`."""
        exactly = words.strip()
        # Both halves have an index; a comparison without regard to case has none.
        return self.filter(
            Q(search_words=_query(words))
            | Q(reference__in={exactly, exactly.upper(), exactly.lower()})
        )

    def best_matching(self, words: str) -> Self:
        """The newest requests that match `words`, those that say them most first.

        They are looked up at once, so that their ranks are worked out once.
        """
        newest = self.matching(words).order_by("-received_on", "-pk")
        ranks = newest.annotate(rank=SearchRank(F("search_words"), _query(words)))
        found = dict(ranks.values_list("pk", "rank")[:MOST_RANKED])
        keys = sorted(found, key=lambda key: -found[key])
        place = Func(
            Value(keys, ArrayField(models.BigIntegerField())),
            F("pk"),
            function="array_position",
            output_field=models.IntegerField(),
        )
        return self.filter(pk__in=keys).order_by(place)

    def answered(self, *, is_in_time: bool) -> Self:
        """Requests answered by their due date, or those answered after it."""
        return self.filter(was_answered(is_in_time=is_in_time))


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, search_type="websearch", config="english")


class EnquiryQuerySet(models.QuerySet):
    """Questions put to departments, narrowed by what is asked."""

    def put_to(self, user: "User") -> Self:
        """Enquiries this person may reply to: those put to their department."""
        if user.department_id is None:
            return self.none()
        return self.filter(department_id=user.department_id)

    def unanswered(self) -> Self:
        """Enquiries still without a reply."""
        return self.filter(replied_on__isnull=True)

    def wanted(self) -> Self:
        """Enquiries whose reply is of use: unanswered, and the request is open."""
        return self.unanswered().filter(foi_request__closed_on__isnull=True)


class JobQuerySet(models.QuerySet):
    """Work to be done later, narrowed by what is asked."""

    def of(self, foi_requests: FOIRequestQuerySet) -> Self:
        """Jobs for these requests, and those that are for none in particular."""
        # Asked job by job: they are few, and requests many.
        is_theirs = Exists(foi_requests.filter(pk=OuterRef("foi_request_id")))
        return self.filter(Q(foi_request__isnull=True) | is_theirs)

    def waiting(self) -> Self:
        """Jobs not yet run, with since when they wait."""
        since = Coalesce("wanted_at", "created_at")
        return self.filter(done_at__isnull=True).annotate(waits_since=since)

    def stuck(self, *, at: datetime) -> Self:
        """Jobs that have waited too long at the moment `at`, or need a decision."""
        return self.waiting().filter(
            Q(needs_attention=True) | Q(waits_since__lt=at - LONGEST_WAIT)
        )
