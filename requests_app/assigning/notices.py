"""Tell people that a request reached them, left them, or came back."""

from datetime import date

from django.db.models import Count
from django.urls import reverse

from accounts.models import User
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
    """Tell the new officer, and the officer before."""
    officer = foi_request.officer
    if officer is not None and officer != before:
        who = "A rule" if is_by_rule else str(by)
        words = f"{who} assigned {foi_request} to you."
        _tell(foi_request, [officer], Notice.Kind.ASSIGNED, words, by, on)
    if before is not None and officer != before:
        words = f"{by} assigned {foi_request} to {_whom(foi_request)}."
        _tell(foi_request, [before], Notice.Kind.PASSED_ON, words, by, on)


def tell_passed_on(
    *, foi_request: FOIRequest, before: User | None, by: User, on: date
) -> None:
    """Tell the colleague, or the managers of the team, and the officer before."""
    if foi_request.officer is not None:
        words = f"{by} passed {foi_request} on to you."
        people = [foi_request.officer]
    else:
        words = f"{by} passed {foi_request} on to the queue of {foi_request.team}."
        people = managers_of(authority=foi_request.authority, team=foi_request.team)
    _tell(foi_request, people, Notice.Kind.PASSED_ON, words, by, on)
    if before is not None and before not in people:
        words = f"{by} passed {foi_request} on to {_whom(foi_request)}."
        _tell(foi_request, [before], Notice.Kind.PASSED_ON, words, by, on)


def tell_given_back(
    *, foi_request: FOIRequest, giver: User | None, by: User, on: date
) -> None:
    """Tell the person who gave the request, else the managers of the team."""
    people = [giver] if giver is not None and giver != by else []
    if not people:
        people = managers_of(authority=foi_request.authority, team=foi_request.team)
    words = f"{by} gave {foi_request} back: it is with {_whom(foi_request)}."
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
