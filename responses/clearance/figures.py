"""Count clearances and bypassed steps in a period, for the authority's returns."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from requests_app.models import FOIRequest
from responses.clearance.choosing import may_clear, why_not
from responses.models import Clearance, ClearanceStep, RouteStep


@dataclass(frozen=True, slots=True)
class Figures:
    """The clearances of a period, of requests or of internal reviews.

    Attributes:
        title: The population: "Requests".
        cleared: The number of responses cleared, and not recalled since.
        steps: The number of steps bypassed.
        bypassed: The number of requests with such a step.
    """

    title: str
    cleared: int
    steps: int
    bypassed: int


def figures_of(user: User, *, first: date, last: date) -> list[Figures]:
    """Count what was cleared and bypassed in a period, in two queries.

    Every request of the user's authority counts, restricted or not.

    Args:
        user: A person who sees the authority's figures.
        first: The first London day.
        last: The last London day, included.
    """
    everyone = FOIRequest.objects.of_authority(user).values("pk")
    is_review = Q(foi_request__review_of__isnull=False)
    cleared = Clearance.objects.filter(
        _within("ended_at", first, last),
        foi_request__in=everyone,
        state=Clearance.State.CLEARED,
    ).aggregate(
        requests=Count("foi_request", distinct=True, filter=~is_review),
        reviews=Count("foi_request", distinct=True, filter=is_review),
    )
    is_of_review = Q(clearance__foi_request__review_of__isnull=False)
    of = "clearance__foi_request"
    skipped = _bypassed(first, last).filter(**{f"{of}__in": everyone})
    counted = skipped.aggregate(
        requests=Count("pk", filter=~is_of_review),
        of_requests=Count(of, distinct=True, filter=~is_of_review),
        reviews=Count("pk", filter=is_of_review),
        of_reviews=Count(of, distinct=True, filter=is_of_review),
    )
    return [
        Figures(
            title, cleared[name], steps=counted[name], bypassed=counted[f"of_{name}"]
        )
        for title, name in (("Requests", "requests"), ("Internal reviews", "reviews"))
    ]


def count_bypassed(user: User, *, first: date, last: date) -> int:
    """Return how many steps were bypassed in a period, in one query.

    Every request of the user's authority counts, and every internal review.

    Args:
        user: A person who sees the authority's figures.
        first: The first London day.
        last: The last London day, included.
    """
    everyone = FOIRequest.objects.of_authority(user).values("pk")
    return _bypassed(first, last).filter(clearance__foi_request__in=everyone).count()


def steps_bypassed(
    user: User, *, first: date, last: date
) -> QuerySet[ClearanceStep, ClearanceStep]:
    """Return the bypassed steps of the requests that a user may see, the newest first.

    Args:
        user: The reader.
        first: The first London day.
        last: The last London day, included.
    """
    visible = FOIRequest.objects.visible_to(user).values("pk")
    found = _bypassed(first, last).filter(clearance__foi_request__in=visible)
    return found.select_related("clearance__foi_request", "by").order_by("-at", "-pk")


def _bypassed(first: date, last: date) -> QuerySet[ClearanceStep, ClearanceStep]:
    return ClearanceStep.objects.filter(
        _within("at", first, last), state=ClearanceStep.State.SKIPPED
    )


def _within(field: str, first: date, last: date) -> Q:
    zone = timezone.get_current_timezone()
    begins = datetime.combine(first, time(), zone)
    ends = datetime.combine(last + timedelta(days=1), time(), zone)
    return Q(**{f"{field}__gte": begins, f"{field}__lt": ends})


@dataclass(frozen=True, slots=True)
class NamesLeaver:
    """A step of a route in use, with a person named who cannot clear any more.

    Attributes:
        step: The step of the route.
        person: The person.
        why: Why the person cannot clear: "has left".
        is_decided_by: Whether other people named can still clear.
    """

    step: RouteStep
    person: User
    why: str
    is_decided_by: bool


def steps_naming_leavers(user: User) -> list[NamesLeaver]:
    """Return the people named by routes in use who cannot clear any more.

    Args:
        user: A person of the authority.
    """
    steps = RouteStep.objects.filter(
        route__authority=user.authority,
        route__retired_on__isnull=True,
        is_for_anyone=False,
    )
    found = []
    read = steps.select_related("route").prefetch_related("people", "deputies")
    for step in read.order_by("route__name", "order", "pk"):
        named = dict.fromkeys((*step.people.all(), *step.deputies.all()))
        is_decided_by = any(may_clear(person) for person in named)
        found += [
            NamesLeaver(step, person, why_not(person), is_decided_by)
            for person in named
            if not may_clear(person)
        ]
    return found
