"""Tell people that a request reached them, left them, or came back."""

from datetime import date

from django.db.models import Count
from django.urls import reverse

from accounts.acting import able_to_draft, people_on_leave
from accounts.models import Team, User
from accounts.policy import Role
from requests_app.assigning.obstacles import Obstacles
from requests_app.models import FOIRequest, HandOver, Notice
from requests_app.telling.recipients import managers_of
from requests_app.telling.services import tell


def tell_assigned(
    *,
    foi_request: FOIRequest,
    before: User | None,
    by: User,
    on: date,
    is_by_rule: bool = False,
) -> None:
    """Tell the new officer, or the team whose queue has it; and the officer before."""
    officer = foi_request.officer
    if officer is not None and officer != before:
        who = "A rule" if is_by_rule else str(by)
        words = f"{who} assigned {_named(foi_request)} to you."
        _tell(foi_request, [officer], Notice.Kind.ASSIGNED, words, by, on)
    if before is not None and officer != before:
        words = f"{by} assigned {_named(foi_request)} to {_whom(foi_request)}."
        _tell(foi_request, [before], Notice.Kind.PASSED_ON, words, by, on)
    if officer is None and foi_request.team is not None:
        _tell_queue(foi_request, foi_request.team, before, by, on)


def _tell_queue(
    foi_request: FOIRequest, team: Team, before: User | None, by: User, on: date
) -> None:
    """Tell the officers who can take a request from the queue; else the managers.

    Officers are told once of a request and a queue, however often the request comes
    to the queue. The officer before knows already.
    """
    officers = able_to_draft(on).filter(
        team=team,
        authority_id=foi_request.authority_id,
        roles__contains=[Role.OFFICER],
    )
    people = _able_to_take(foi_request, list(officers.order_by("pk")), on)
    if not people:
        managers = managers_of(authority=foi_request.authority, team=team)
        people = _able_to_take(foi_request, managers, on)
    request = foi_request.reference or "A new request"
    tell(
        people=[person for person in people if person != before],
        kind=Notice.Kind.ASSIGNED,
        words=f"{request} is in the queue of {team}.",
        url=f"{foi_request.get_absolute_url()}#history",
        key=f"queue-{foi_request.pk}-{team.pk}",
        foi_request=foi_request,
        by=by,
        on=on,
    )


def _able_to_take(foi_request: FOIRequest, people: list[User], on: date) -> list[User]:
    """Return the people at work who can have the request."""
    away = people_on_leave([person.pk for person in people], on)
    obstacles = Obstacles([foi_request], people)
    return [
        person
        for person in people
        if person.pk not in away and not obstacles.between(foi_request, person)
    ]


def tell_taken(*, foi_request: FOIRequest, by: User, on: date) -> None:
    """Tell the managers of the team; of a restricted request, the managers named."""
    people = managers_of(authority=foi_request.authority, team=foi_request.team)
    if foi_request.is_restricted:
        named = set(foi_request.named_people.all())
        people = [person for person in people if person in named]
    words = f"{by} took {_named(foi_request)} from the queue."
    _tell(foi_request, people, Notice.Kind.TAKEN, words, by, on)


def tell_passed_on(
    *, foi_request: FOIRequest, before: User | None, by: User, on: date
) -> None:
    """Tell the colleague, or the managers of the team, and the officer before."""
    if foi_request.officer is not None:
        words = f"{by} passed {_named(foi_request)} on to you."
        people = [foi_request.officer]
    else:
        words = (
            f"{by} passed {_named(foi_request)} on to the queue of {foi_request.team}."
        )
        people = managers_of(authority=foi_request.authority, team=foi_request.team)
    _tell(foi_request, people, Notice.Kind.PASSED_ON, words, by, on)
    if before is not None and before not in people:
        words = f"{by} passed {_named(foi_request)} on to {_whom(foi_request)}."
        _tell(foi_request, [before], Notice.Kind.PASSED_ON, words, by, on)


def tell_given_back(
    *, foi_request: FOIRequest, giver: User | None, by: User, on: date
) -> None:
    """Tell the person who gave the request, else the managers of the team."""
    people = [giver] if giver is not None and giver != by else []
    if not people:
        people = managers_of(authority=foi_request.authority, team=foi_request.team)
    words = f"{by} gave {_named(foi_request)} back: it is with {_whom(foi_request)}."
    _tell(foi_request, people, Notice.Kind.GIVEN_BACK, words, by, on)


def _tell(
    foi_request: FOIRequest,
    people: list[User],
    kind: str,
    words: str,
    by: User,
    on: date,
) -> None:
    newest = foi_request.history.values_list("pk", flat=True).first()
    tell(
        people=people,
        kind=kind,
        words=words,
        url=f"{foi_request.get_absolute_url()}#history",
        key=f"assigning-{newest}",
        foi_request=foi_request,
        by=by,
        on=on,
    )


def _named(foi_request: FOIRequest) -> str:
    return foi_request.reference or "a new request"


def _whom(foi_request: FOIRequest) -> str:
    if foi_request.officer is not None:
        return str(foi_request.officer)
    return f"the queue of {foi_request.team}" if foi_request.team else "the queue"


def tell_handed_over(made: HandOver) -> None:
    """Tell each colleague once of all requests they got, and the person before."""
    done = made.requests.filter(is_done=True)
    counts = done.order_by().values_list("receiver").annotate(count=Count("pk"))
    got = dict(counts)
    people = User.objects.in_bulk([*got, made.giver_id])
    for key, count in sorted(got.items()):
        tell(
            people=[people[key]],
            kind=Notice.Kind.HANDED_OVER,
            words=f"{made.by} handed {_requests(count)} of {made.giver} over to you.",
            url=f"{reverse('foi-requests')}?officer={key}",
            key=f"hand-over-{made.pk}",
            by=made.by,
            on=made.on,
        )
    total = sum(got.values())
    if (
        total
        and people[made.giver_id].is_active
        and people[made.giver_id].sees_requests
    ):
        words = f"{made.by} handed {_requests(total)} of yours over to colleagues."
        tell(
            people=[people[made.giver_id]],
            kind=Notice.Kind.HANDED_OVER,
            words=words,
            url=reverse("foi-requests"),
            key=f"hand-over-{made.pk}",
            by=made.by,
            on=made.on,
        )


def _requests(count: int) -> str:
    return f"{count:,} request{'s' if count != 1 else ''}"
