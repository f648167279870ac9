"""Hand over the requests of a person to colleagues, all at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse

from accounts import policy
from accounts.acting import can_act
from accounts.models import User
from requests_app.assigning.belongings import hand_over_besides, held_for_takers
from requests_app.assigning.history import AssigningHistory
from requests_app.assigning.notices import tell_handed_over
from requests_app.assigning.obstacles import Obstacles
from requests_app.assigning.workload import NOTHING, workloads_in
from requests_app.jobs.handlers import JobKind, Run
from requests_app.jobs.queue import NotFinished, enqueue
from requests_app.models import FOIRequest, HandedOver, HandOver, HistoryEntry
from requests_app.querysets import FOIRequestQuerySet
from requests_app.refusals import Refusal

# So many requests are handed over at once, and a longer list in the background. They
# are also the requests locked and saved at a time.
BATCH: Final = 100
HAND_OVER: Final = JobKind(name="hand_over", label="Hand over requests")


class HandOverNotPossible(Refusal):
    """The requests cannot be handed over to these people."""


def hand_over_url(person: User) -> str:
    """Return the address of the page that hands over what a person holds."""
    return f"{reverse('hand-over')}?person={person.pk}"


def held_by(person: User, *, by: User) -> FOIRequestQuerySet:
    """Return a person's open requests that `by` may hand over, the most urgent first.

    Managers hand over what they may see. Administrators see no request, and hand over
    all that is not restricted.
    """
    if policy.ASSIGN_REQUEST in by.role_permissions:
        found = FOIRequest.objects.visible_to(by)
    elif policy.ADMINISTER in by.role_permissions:
        found = FOIRequest.objects.of_authority(by).filter(is_restricted=False)
    else:
        return FOIRequest.objects.none()
    held = found.open().filter(officer=person)
    return held.order_by(F("due_on").asc(nulls_last=True), "pk")


def held_out_of_sight(person: User, *, by: User) -> int:
    """Return how many open requests a person holds that `by` may not hand over."""
    every = FOIRequest.objects.of_authority(by).open().filter(officer=person)
    return every.count() - held_by(person, by=by).count()


@transaction.atomic
def hand_over(
    *,
    giver: User,
    receivers: Collection[User],
    foi_requests: Collection[int] | None,
    takers: Mapping[str, User] = MappingProxyType({}),
    reason: str,
    by: User,
    on: date,
) -> HandOver:
    """Hand over requests of a person to colleagues.

    Each request goes to the colleague with the fewest open requests at that moment, the
    most urgent first. A request that no colleague chosen can have stays, with the
    reason. Beyond `BATCH` requests, the work goes on in the background.

    Args:
        giver: The person whose requests they are.
        receivers: One colleague or several.
        foi_requests: The keys of the requests; None for all, and for everything else
            that the person holds.
        takers: The colleague for each kind of work that only some can take, by the
            name of the `Belonging`.
        reason: Why, for the history of each request.
        by: The manager or administrator who decides.
        on: The London day.

    Returns:
        The hand-over; `done_at` is None while it goes on in the background.

    Raises:
        HandOverNotPossible: No request is left to hand over, or a receiver cannot act.
    """
    authority = by.authority
    if authority is None:
        raise HandOverNotPossible("You work for no authority.")
    # One hand-over of a person is decided on at a time.
    User.objects.select_for_update(no_key=True).get(pk=giver.pk)
    on_their_way = HandedOver.objects.filter(
        hand_over__giver=giver, hand_over__done_at=None, is_done=False, problem=""
    )
    held = held_by(giver, by=by).exclude(pk__in=on_their_way.values("foi_request"))
    if receivers or not takers or held.exists():
        _check_receivers(giver, receivers, by, on)
    _check_takers(giver, takers)
    if foi_requests is not None:
        held = held.filter(pk__in=foi_requests)
    found = list(held.only("pk", "review_of", "is_restricted"))
    made = HandOver.objects.create(
        authority=authority, giver=giver, reason=reason, by=by, on=on
    )
    if foi_requests is None:
        made.besides = hand_over_besides(
            giver=giver,
            to=min(receivers, key=lambda each: each.pk, default=None),
            takers=takers,
            by=by,
            on=on,
        )
        made.save(update_fields=["besides"])
    if not found and not made.besides:
        if on_their_way.exists():
            raise HandOverNotPossible(
                f"The requests of {giver} are being handed over just now. Nothing more "
                "was changed."
            )
        raise HandOverNotPossible(
            f"No open request of {giver} is left to hand over. Nothing was changed."
        )
    HandedOver.objects.bulk_create(_plan(made, found, list(receivers), on))
    if len(found) > BATCH:
        enqueue(
            kind=HAND_OVER,
            idempotency_key=made.job_key,
            payload={"hand_over": made.pk},
            authority=giver.authority,
        )
        return made
    while hand_over_batch(hand_over_id=made.pk):
        pass
    made.refresh_from_db()
    return made


def carry_out_hand_over(run: Run) -> None:
    """Carry out a hand-over from where it stands, for one turn.

    Safe to run twice, in two places at once, and to stop at any point.

    Raises:
        NotFinished: The turn is over, and requests are left.
    """
    while hand_over_batch(hand_over_id=run.job.payload["hand_over"]):
        if run.is_turn_over:
            raise NotFinished
        run.extend_lease()


@transaction.atomic
def hand_over_batch(*, hand_over_id: int) -> bool:
    """Hand over the next requests; return False once none is left.

    A request that was closed, given to another officer or restricted meanwhile stays as
    it is; so does a request whose receiver can no longer have it.

    Args:
        hand_over_id: The key of the hand-over.
    """
    made = HandOver.objects.select_for_update(of=("self",)).get(pk=hand_over_id)
    waiting = made.requests.filter(is_done=False, problem="")
    rows = list(waiting.select_related("receiver__team").order_by("pk")[:BATCH])
    if not rows:
        if made.done_at is None:
            HandOver.objects.filter(pk=made.pk).update(done_at=Now())
            tell_handed_over(made)
        return False
    locked = {
        each.pk: each
        for each in FOIRequest.objects.select_for_update(no_key=True)
        .filter(pk__in=[row.foi_request_id for row in rows])
        .order_by("pk")
    }
    teams = {each.pk: each for each in made.authority.teams.all()}
    receivers = {row.receiver for row in rows if row.receiver is not None}
    obstacles = Obstacles(list(locked.values()), receivers)
    entries = []
    moved: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for row in rows:
        foi_request, receiver = locked[row.foi_request_id], row.receiver
        row.problem = _gone_meanwhile(foi_request, made.giver)
        if row.problem or receiver is None:
            continue
        row.problem = _unable(receiver, made) or obstacles.between(
            foi_request, receiver
        )
        if row.problem:
            continue
        row.is_done = True
        changes: dict[str, list[Any]] = {"officer": [str(made.giver), str(receiver)]}
        team_id = receiver.team_id or foi_request.team_id
        if team_id != foi_request.team_id:
            before = teams.get(foi_request.team_id) if foi_request.team_id else None
            changes["team"] = [before and str(before), str(receiver.team)]
        moved[receiver.pk, team_id].append(foi_request.pk)
        entries.append(
            HistoryEntry(
                foi_request=foi_request,
                kind=AssigningHistory.REQUEST_HANDED_OVER,
                by_id=made.by_id,
                on=made.on,
                note=made.reason,
                changes=changes,
            )
        )
    for (officer_id, team_id), keys in moved.items():
        FOIRequest.objects.filter(pk__in=keys).update(
            officer_id=officer_id, team_id=team_id
        )
    HistoryEntry.objects.bulk_create(entries)
    HandedOver.objects.bulk_update(rows, ["is_done", "problem"])
    return True


def _check_receivers(
    giver: User, receivers: Collection[User], by: User, on: date
) -> None:
    if not receivers:
        raise HandOverNotPossible("Choose at least one colleague.")
    if giver.authority_id != by.authority_id:
        raise HandOverNotPossible(f"{giver} does not work for your authority.")
    for each in receivers:
        if each == giver:
            raise HandOverNotPossible(
                f"{giver} has these requests now. Choose other colleagues."
            )
        if each.authority_id != by.authority_id or not each.is_active:
            raise HandOverNotPossible(f"{each} does not work for your authority.")
        if policy.DRAFT_RESPONSE not in each.role_permissions:
            raise HandOverNotPossible(
                f"{each} has no role that allows answering requests."
            )
        if not can_act(each, on):
            raise HandOverNotPossible(
                f"{each} is on leave without a deputy. Choose another colleague."
            )


def _check_takers(giver: User, takers: Mapping[str, User]) -> None:
    for kind, _ in held_for_takers(giver):
        taker = takers.get(kind.name)
        if taker is None or kind.takers is None:
            continue
        if not kind.takers(giver).filter(pk=taker.pk).exists():
            raise HandOverNotPossible(
                f"{taker} cannot take {kind.title[1]}. Choose another colleague."
            )


def _plan(
    made: HandOver, found: Sequence[FOIRequest], receivers: list[User], on: date
) -> list[HandedOver]:
    """Give each request to the receiver with the fewest who can have the request."""
    loads = workloads_in(made.authority_id, on=on)
    counts = {each: loads.get(each.pk, NOTHING).open for each in receivers}
    obstacles = Obstacles(found, receivers)
    rows = []
    for foi_request in found:
        row = HandedOver(hand_over=made, foi_request=foi_request)
        rows.append(row)
        able = [each for each in receivers if not obstacles.between(foi_request, each)]
        if not able:
            row.problem = obstacles.in_words(foi_request)
            continue
        row.receiver = min(able, key=counts.__getitem__)
        counts[row.receiver] += 1
    return rows


def _unable(receiver: User, made: HandOver) -> str:
    """Return why a receiver can have no request any more; "" if they can."""
    if not receiver.is_active or receiver.authority_id != made.authority_id:
        return f"{receiver} does not work for this authority any more."
    if policy.DRAFT_RESPONSE not in receiver.role_permissions:
        return f"{receiver} has no role that allows answering requests any more."
    return ""


def _gone_meanwhile(foi_request: FOIRequest, giver: User) -> str:
    if not foi_request.is_open:
        return "The request was closed meanwhile."
    if foi_request.officer_id != giver.pk:
        return f"{giver} did not have the request any more."
    return ""
