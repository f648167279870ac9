"""Choose requests of a list, plan an act on them, carry it out, and undo it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Team, User
from requests_app.assigning.history import AssigningHistory
from requests_app.bulk.notices import day_of, tell_of_act
from requests_app.bulk.planning import (
    PERMISSIONS,
    Problems,
    values_after,
    values_before,
)
from requests_app.casework.history import CaseworkHistory
from requests_app.history.kinds import HistoryKind
from requests_app.jobs.handlers import JobKind, Run
from requests_app.jobs.queue import NotFinished, enqueue
from requests_app.models import BulkAct, BulkRow, FOIRequest, HistoryEntry
from requests_app.priority.history import PriorityHistory
from requests_app.priority.keeping import keep_priority
from requests_app.querysets import FOIRequestQuerySet
from requests_app.refusals import Refusal

# As many as a list counts at once.
MOST_IN_AN_ACT: Final = 10_000
# So many requests are changed at once, and more in the background. They are also the
# requests locked and saved at a time.
BATCH: Final = 100
CARRY_OUT: Final = JobKind(name="bulk_act", label="Change many requests")
# Prepared acts kept for each person: one a window.
_MOST_PREPARED: Final = 5
_Kind = BulkAct.Kind
# The fields that acts change.
_AT_STAKE: Final = ("pk", "officer_id", "team_id", "flags", "priority")
_HISTORY: Final[Mapping[str, HistoryKind]] = {
    _Kind.ASSIGN: AssigningHistory.REQUEST_ASSIGNED,
    _Kind.FLAG: CaseworkHistory.REQUEST_CLASSIFIED,
}


class BulkActNotPossible(Refusal):
    """The act on many requests cannot be prepared, carried out or undone."""


@transaction.atomic
def choose_requests(
    *, found: FOIRequestQuerySet, kind: str, query: str, by: User
) -> BulkAct:
    """Keep the requests chosen by a person, as they are now.

    Args:
        found: The requests, all visible to the person.
        kind: A value of `BulkAct.Kind`.
        query: The address of the list, to return there.
        by: The person.

    Raises:
        BulkActNotPossible: None was chosen, or too many, or the person's roles do not
            allow the act.
    """
    if by.authority is None or PERMISSIONS[kind] not in by.role_permissions:
        raise BulkActNotPossible("Your roles do not allow this. Nothing was changed.")
    chosen = list(found.order_by("pk").only(*_AT_STAKE)[: MOST_IN_AN_ACT + 1])
    if not chosen:
        raise BulkActNotPossible(
            "No request was chosen. Tick requests in the list, then choose what to do."
        )
    if len(chosen) > MOST_IN_AN_ACT:
        raise BulkActNotPossible(
            f"These are more than {MOST_IN_AN_ACT:,} requests. Add filters to choose "
            "fewer."
        )
    prepared = by.bulk_acts.filter(on=None)
    old = list(prepared.values_list("pk", flat=True)[_MOST_PREPARED - 1 :])
    BulkAct.objects.filter(pk__in=old, on=None).delete()
    act = BulkAct.objects.create(authority=by.authority, by=by, kind=kind, query=query)
    BulkRow.objects.bulk_create(
        (
            BulkRow(act=act, foi_request=each, before=values_before(each, kind))
            for each in chosen
        ),
        batch_size=2000,
    )
    return act


@transaction.atomic
def plan_act(
    *,
    act: BulkAct,
    officer: User | None = None,
    team: Team | None = None,
    added: Collection[str] = (),
    removed: Collection[str] = (),
    reason: str,
) -> BulkAct:
    """Plan an act, and find out its obstacles. Nothing is done yet.

    Args:
        act: An act not carried out yet.
        officer: Of an assignment, the officer; None for the queue.
        team: Of an assignment, the team; None for the officer's own, or as it is.
        added: The flags to add.
        removed: The flags to remove.
        reason: Why, for the history of each request.

    Raises:
        BulkActNotPossible: The act is carried out already, or a flag is both added and
            removed.
    """
    act = _lock(act)
    if act.is_begun:
        raise BulkActNotPossible("This is done already. Nothing was changed.")
    if act.kind == _Kind.FLAG:
        if not added and not removed:
            raise BulkActNotPossible("Choose a flag to add or to remove.")
        if set(added) & set(removed):
            raise BulkActNotPossible("A flag cannot be added and removed at once.")
    act.officer, act.team = officer, team
    act.added, act.removed = sorted(added), sorted(removed)
    act.reason, act.is_planned = reason, True
    act.save()
    receivers = {officer.pk: officer} if officer else {}
    for rows in _batches(act.rows.order_by("pk"), 2000):
        found = _requests(rows)
        problems = Problems(act, list(found.values()), receivers)
        for row in rows:
            row.after = values_after(act, row.before)
            row.problem = problems.of(found[row.foi_request_id], row.before, row.after)
        BulkRow.objects.bulk_update(rows, ["after", "problem"], batch_size=500)
    return act


@transaction.atomic
def carry_out(*, act: BulkAct, on: date) -> BulkAct:
    """Carry out a planned act; a second time changes nothing.

    Up to `BATCH` requests are changed at once, and more in the background.

    Args:
        act: A planned act.
        on: The London day.

    Returns:
        The act; `done_at` is None while the work goes on in the background.

    Raises:
        BulkActNotPossible: Nothing is planned, or nothing can be done.
    """
    act = _lock(act)
    if act.is_begun:
        return act
    if not act.is_planned:
        raise BulkActNotPossible("Say first what is to be done. Nothing was changed.")
    if not act.rows.filter(problem="").exists():
        raise BulkActNotPossible(
            "This can be done to none of the requests. Nothing was changed."
        )
    return _begin(act, on)


@transaction.atomic
def undo_act(*, act: BulkAct, by: User, on: date) -> BulkAct:
    """Set back every request not changed since; a second time does nothing.

    Args:
        act: A finished act.
        by: The person of the act.
        on: The London day.

    Returns:
        The act of undoing.

    Raises:
        BulkActNotPossible: The act goes on, cannot be undone, or undid another.
    """
    act = _lock(act)
    undone = BulkAct.objects.filter(undoes=act).first()
    if undone is not None:
        return undone
    if act.done_at is None:
        raise BulkActNotPossible("This is not done yet. Look again in a moment.")
    if act.undoes_id is not None:
        raise BulkActNotPossible("This cannot be undone. Nothing was changed.")
    if PERMISSIONS[act.kind] not in by.role_permissions:
        raise BulkActNotPossible("Your roles do not allow this. Nothing was changed.")
    back = BulkAct.objects.create(
        authority=act.authority,
        by=by,
        kind=act.kind,
        query=act.query,
        undoes=act,
        reason=f"Undone: {act.reason}" if act.reason else "Undone.",
        is_planned=True,
    )
    done = act.rows.filter(is_done=True).order_by("foi_request_id")
    BulkRow.objects.bulk_create(
        (
            BulkRow(
                act=back,
                foi_request_id=row.foi_request_id,
                before=row.after,
                after=row.before,
            )
            for row in done
        ),
        batch_size=2000,
    )
    return _begin(back, on)


def carry_on(run: Run) -> None:
    """Carry out an act from where it stands, for one turn.

    Safe to run twice, in two places at once, and to stop at any point.

    Raises:
        NotFinished: The turn is over, and requests are left.
    """
    while act_on_batch(act_id=run.job.payload["act"]):
        if run.is_turn_over:
            raise NotFinished
        run.extend_lease()


@transaction.atomic
def act_on_batch(*, act_id: int) -> bool:
    """Change the next requests; return False once none is left.

    A request changed since it was chosen stays as it is, with the reason.

    Args:
        act_id: The key of the act.
    """
    acts = BulkAct.objects.select_for_update(of=("self",))
    act = acts.select_related("by", "officer", "team", "authority").get(pk=act_id)
    waiting = act.rows.filter(is_done=False, problem="")
    rows = list(waiting.order_by("foi_request_id")[:BATCH])
    if not rows:
        if act.done_at is None:
            BulkAct.objects.filter(pk=act.pk).update(done_at=Now())
            tell_of_act(act)
        return False
    teams = _lock_teams(rows)
    on = day_of(act)
    locked = _requests(rows, lock=True)
    receivers = User.objects.in_bulk(
        {row.after["officer"] for row in rows if row.after.get("officer")}
    )
    problems = Problems(act, list(locked.values()), receivers)
    entries = []
    moved: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    moved_priority: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        foi_request = locked[row.foi_request_id]
        row.problem = problems.of(foi_request, row.before, row.after)
        if row.problem:
            continue
        row.is_done = True
        if act.kind == _Kind.PRIORITY:
            moved_priority[row.after["priority"]].append(foi_request.pk)
        else:
            moved[_frozen(row.after)].append(foi_request.pk)
        entries.append(
            HistoryEntry(
                foi_request=foi_request,
                kind=_history_of(act, row.after),
                by=act.by,
                on=on,
                note=act.reason,
                changes=_changes(foi_request, row.after, receivers, teams),
            )
        )
    for after, keys in moved.items():
        FOIRequest.objects.filter(pk__in=keys).update(**_fields(dict(after)))
    for priority, keys in moved_priority.items():
        keep_priority(keys, priority, reason=act.reason, by=act.by, on=on)
    HistoryEntry.objects.bulk_create(entries)
    _keep(rows)
    return True


def _keep(rows: Iterable[BulkRow]) -> None:
    """Save the results of rows, in one query for those done and each reason."""
    results: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for row in rows:
        results[row.is_done, row.problem].append(row.pk)
    for (is_done, problem), keys in results.items():
        BulkRow.objects.filter(pk__in=keys).update(is_done=is_done, problem=problem)


def _begin(act: BulkAct, on: date) -> BulkAct:
    act.on = on
    act.save(update_fields=["on"])
    if act.rows.filter(problem="").count() > BATCH:
        enqueue(
            kind=CARRY_OUT,
            idempotency_key=act.job_key,
            payload={"act": act.pk},
            authority=act.authority,
        )
        return act
    while act_on_batch(act_id=act.pk):
        pass
    act.refresh_from_db()
    return act


def _lock(act: BulkAct) -> BulkAct:
    found = BulkAct.objects.select_for_update(of=("self",)).filter(pk=act.pk)
    locked = found.select_related("by", "officer", "authority").first()
    if locked is None:
        raise BulkActNotPossible(
            "You have prepared other changes since. Choose the requests again."
        )
    return locked


def _lock_teams(rows: Iterable[BulkRow]) -> dict[int, Team]:
    """Return the teams concerned, kept from being closed meanwhile.

    A team is locked before its requests, as when it is closed.
    """
    after = {row.after.get("team") for row in rows} - {None}
    locked = Team.everything.select_for_update(no_key=True).filter(pk__in=after)
    return {each.pk: each for each in locked.order_by("pk")}


def _requests(rows: Iterable[BulkRow], *, lock: bool = False) -> dict[int, FOIRequest]:
    found = FOIRequest.objects.filter(pk__in=[row.foi_request_id for row in rows])
    if lock:
        found = found.select_for_update(of=("self",), no_key=True)
    return {
        each.pk: each for each in found.select_related("officer", "team").order_by("pk")
    }


def _batches(rows: Any, size: int) -> Iterable[list[BulkRow]]:
    batch = list(rows[:size])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:size])


def _frozen(after: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(after.items())
    )


def _history_of(act: BulkAct, after: Mapping[str, Any]) -> HistoryKind:
    if act.kind != _Kind.PRIORITY:
        return _HISTORY[act.kind]
    if act.undoes_id is not None:
        return PriorityHistory.PRIORITY_WITHDRAWN
    if after["priority"] == FOIRequest.Priority.GRANTED:
        return PriorityHistory.PRIORITY_GRANTED
    return PriorityHistory.PRIORITY_ASKED


def _fields(after: Mapping[str, Any]) -> dict[str, Any]:
    if "flags" in after:
        return {"flags": list(after["flags"])}
    return {"officer_id": after["officer"], "team_id": after["team"]}


def _changes(
    foi_request: FOIRequest,
    after: Mapping[str, Any],
    receivers: Mapping[int, User],
    teams: Mapping[int, Team],
) -> dict[str, list[Any]]:
    """Return [before, after] in words for each changed field."""
    if "flags" in after:
        labels = [str(FOIRequest.Flag(flag).label) for flag in after["flags"]]
        return {"flags": [list(map(str, foi_request.flag_labels)), labels]}
    if "priority" in after:
        label = FOIRequest(priority=after["priority"]).get_priority_display()
        return {"priority": [str(foi_request.get_priority_display()), str(label)]}
    pairs = {
        "team": (foi_request.team, teams.get(after["team"])),
        "officer": (foi_request.officer, receivers.get(after["officer"])),
    }
    return {
        name: [then and str(then), now and str(now)]
        for name, (then, now) in pairs.items()
        if then != now
    }
