"""Querysets of requests, enquiries and jobs."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Self

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import (
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Now

from accounts import policy
from accounts.acting import absent_through
from requests_app.workflow import RUNNING_STATES, WAITING_STATES, State

if TYPE_CHECKING:
    from accounts.models import User

# Sweeps run every few seconds. A job that waits longer than this needs attention: a
# person is shown it.
LONGEST_WAIT = timedelta(minutes=15)
# In place of the key of a person, in the text of a query kept for everybody.
_ANYBODY: Final = 7_200_000_000_000_000_001


class DueBand(models.TextChoices):
    """How soon an open request is due. On any day, each is in exactly one band."""

    OVERDUE = "overdue", "Overdue"
    TODAY = "today", "Due today"
    THIS_WEEK = "this_week", "Due later this week"
    NEXT_WEEK = "next_week", "Due next week"
    LATER = "later", "Due after that"
    WAITING = "waiting", "Waiting for the requester"
    REOPENED = "reopened", "Answered before, open again"


def is_in_band(band: DueBand, *, on: date) -> Q:
    """Return the condition for an open request to be in `band` on the day `on`.

    Weeks end on Sunday. A running request has no due date when bank holidays are not
    known far enough ahead: it belongs to the band `LATER`. A request that was answered
    and is open again, for a correction, is not overdue: the law's time was kept or
    missed by the first answer.
    """
    sunday = on + timedelta(days=6 - on.weekday())
    next_sunday = sunday + timedelta(days=7)
    if band is DueBand.WAITING:
        return Q(closed_on__isnull=True, state__in=WAITING_STATES)
    is_running = Q(closed_on__isnull=True, state__in=RUNNING_STATES)
    if band is DueBand.REOPENED:
        return is_running & Q(answered_on__isnull=False)
    due = {
        DueBand.OVERDUE: Q(due_on__lt=on),
        DueBand.TODAY: Q(due_on=on),
        DueBand.THIS_WEEK: Q(due_on__gt=on, due_on__lte=sunday),
        DueBand.NEXT_WEEK: Q(due_on__gt=sunday, due_on__lte=next_sunday),
        DueBand.LATER: Q(due_on__gt=next_sunday) | Q(due_on__isnull=True),
    }[band]
    return is_running & Q(answered_on__isnull=True) & due


def band_of(
    *, state: str, due_on: date | None, answered_on: date | None, on: date
) -> DueBand:
    """Return the band of an open request that is loaded, as `is_in_band` finds it."""
    if state in WAITING_STATES:
        return DueBand.WAITING
    if answered_on is not None:
        return DueBand.REOPENED
    sunday = on + timedelta(days=6 - on.weekday())
    if due_on is None or due_on > sunday + timedelta(days=7):
        return DueBand.LATER
    if due_on <= on:
        return DueBand.TODAY if due_on == on else DueBand.OVERDUE
    return DueBand.THIS_WEEK if due_on <= sunday else DueBand.NEXT_WEEK


def was_answered(*, is_in_time: bool) -> Q:
    """Return the condition for a request to have been first answered in time, or late.

    What counts is the day the answer was given. A correction changes nothing.
    """
    return Q(answered_on__isnull=False, was_in_time=is_in_time)


class FOIRequestQuerySet(models.QuerySet):
    """Filters and searches of requests."""

    def visible_to(self, user: "User") -> Self:
        """Requests the user may know to exist.

        A user who handles, clears, manages or audits requests sees the requests of
        their authority. A restricted request is visible only to the people named on it,
        and to their deputies while the people are on leave. Other users see no request.
        """
        if not user.is_authenticated or not user.sees_requests:
            return self.none()
        return self.of_authority(user).filter(_is_shown_to(user))

    def of_authority(self, user: "User") -> Self:
        """Every request of the user's authority, restricted or not.

        Only for counts, which do not depend on who looks: never for a list.
        """
        return self.filter(authority_id=user.authority_id)

    def hidden_from(self, user: "User") -> Self:
        """Requests restricted to other people, to be counted and never listed."""
        return self.of_authority(user).exclude(_is_shown_to(user))

    def marked_hidden_from(self, user: "User") -> Self:
        """Requests annotated for counting: `is_hidden`, and `is_review_row`."""
        return self.annotate(
            is_hidden=~ExpressionWrapper(_is_shown_to(user), models.BooleanField()),
            is_review_row=ExpressionWrapper(
                Q(review_of__isnull=False), models.BooleanField()
            ),
        )

    def reviews(self) -> Self:
        """Internal reviews."""
        return self.filter(review_of__isnull=False)

    def requests(self) -> Self:
        """Requests other than internal reviews."""
        return self.filter(review_of__isnull=True)

    def counted(self) -> Self:
        """Requests counted by figures: all but doubles."""
        return self.exclude(state=State.DOUBLE)

    def open(self) -> Self:
        """Requests not yet closed: the authority or requester has a step to take."""
        # `closed_on` rather than `state`: the partial indexes use `closed_on`, and a
        # constraint keeps the two in step.
        return self.filter(closed_on__isnull=True)

    def closed(self) -> Self:
        """Closed requests: nothing more is owed to the requester."""
        return self.filter(closed_on__isnull=False)

    def registered(self) -> Self:
        """Registered requests: they have a reference."""
        return self.exclude(reference=None)

    def running(self) -> Self:
        """Requests for which the statutory time is running."""
        return self.open().filter(state__in=RUNNING_STATES)

    def unanswered(self) -> Self:
        """Requests for which the statutory time is running, never answered so far."""
        return self.running().filter(answered_on__isnull=True)

    def in_band(self, band: DueBand, *, on: date) -> Self:
        """Open requests in `band` on the day `on`."""
        return self.filter(is_in_band(band, on=on))

    def answered(self, *, is_in_time: bool) -> Self:
        """Requests first answered by their due date, or after it."""
        return self.filter(was_answered(is_in_time=is_in_time))


def _is_shown_to(user: "User") -> Q:
    return (
        Q(is_restricted=False)
        | Q(pk__in=_keys(_named_sql(), user))
        | Q(pk__in=_keys(_shown_to_deputy_sql(), user))
    )


def _keys(sql: tuple[str, tuple[Any, ...]], user: "User") -> RawSQL:
    """Return a subquery for keys, put together once for everybody."""
    text, values = sql
    own = [user.pk if value == _ANYBODY else value for value in values]
    return RawSQL(text, own)  # noqa: S611 - the text is Django's, for no value


@cache
def _named_sql() -> tuple[str, tuple[Any, ...]]:
    names = _names().filter(user_id=_ANYBODY)
    return names.values("foirequest_id").query.sql_with_params()


@cache
def _shown_to_deputy_sql() -> tuple[str, tuple[Any, ...]]:
    deputy = get_user_model()(pk=_ANYBODY)
    return shown_to_deputy(deputy).query.sql_with_params()


def _names() -> models.QuerySet:
    """Return the names of people on restricted requests."""
    through: Any = get_user_model().named_on.through
    names: models.QuerySet = through._default_manager.order_by()
    return names


def shown_to_deputy(user: "User") -> models.QuerySet:
    """Return the keys of requests with the names of people for whom a user acts."""
    names = _names().filter(user_id__in=absent_through(user))
    return names.values("foirequest_id")


class EnquiryQuerySet(models.QuerySet):
    """Filters of the questions put to departments."""

    def put_to(self, user: "User") -> Self:
        """Enquiries the user may reply to.

        These are the enquiries to a department they head, and for a contributor those
        to their own department and to that of a contributor for whom they act.
        """
        theirs = Q(department__head=user.pk)
        if policy.ANSWER_ENQUIRY in user.role_permissions:
            people = user.__class__._default_manager
            absent = people.filter(
                pk__in=absent_through(user), roles__contains=[policy.Role.CONTRIBUTOR]
            )
            theirs |= Q(department__in=absent.values("department_id"))
            if user.department_id is not None:
                theirs |= Q(department_id=user.department_id)
        return self.filter(theirs)

    def with_beginning(self) -> Self:
        """Annotate `beginning`, the beginning of the first question."""
        field: Any = self.model._meta.get_field("questions")
        questions = field.related_model._default_manager
        first = questions.filter(enquiries=OuterRef("pk")).order_by("order", "pk")
        return self.annotate(beginning=Subquery(first.values("text")[:1]))

    def with_people(self) -> Self:
        """Annotate `has_people`: an active contributor is in the department."""
        field: Any = self.model._meta.get_field("asked_by")
        people = field.related_model._default_manager.filter(
            department=OuterRef("department"),
            is_active=True,
            roles__contains=[policy.Role.CONTRIBUTOR],
        )
        return self.annotate(has_people=Exists(people))

    def unanswered(self) -> Self:
        """Enquiries for which an officer waits: no reply, not declined or withdrawn."""
        return self.filter(
            replied_on__isnull=True,
            declined_at__isnull=True,
            withdrawn_at__isnull=True,
            dealt_with_at__isnull=True,
        )

    def wanted(self) -> Self:
        """Enquiries still in need of a reply: unanswered, on an open request."""
        return self.unanswered().filter(foi_request__closed_on__isnull=True)


class JobQuerySet(models.QuerySet):
    """Filters of jobs."""

    def visible_to(self, user: "User") -> Self:
        """Jobs for requests that the user may see, and for no request but theirs.

        A job for no request is visible in its authority. A job for the whole
        installation is visible to its owners.
        """
        requests: Any = self.model._meta.get_field("foi_request").related_model
        seen = requests._default_manager.visible_to(user)
        # Checked job by job: there are few jobs and many requests.
        is_shown = Q(Exists(seen.filter(pk=OuterRef("foi_request_id"))))
        if user.authority_id is not None:
            is_shown |= Q(foi_request=None, authority_id=user.authority_id)
        if policy.OWN_INSTALLATION in user.role_permissions:
            is_shown |= Q(foi_request=None, authority=None)
        return self.filter(is_shown)

    def waiting(self) -> Self:
        """Jobs not yet done, annotated with the start of the wait."""
        since = Coalesce("wanted_at", "created_at")
        return self.filter(done_at__isnull=True).annotate(waits_since=since)

    def given_up(self, kind: str) -> Self:
        """Jobs of a kind that wait for a person to decide."""
        return self.waiting().filter(kind=kind, needs_attention=True)

    def needing_attention(self, *, at: datetime | Now) -> Self:
        """Jobs in need of a decision, or waiting too long at the moment `at`."""
        return self.waiting().filter(
            Q(needs_attention=True) | Q(waits_since__lt=at - LONGEST_WAIT)
        )
