"""Tell each person once of all requests gained, lost or marked by an act."""

from collections import Counter
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from accounts.acting import able_to_draft
from accounts.models import Team, User
from accounts.policy import Role
from requests_app.models import BulkAct, FOIRequest, Notice
from requests_app.priority.keeping import asked_by
from requests_app.telling.recipients import managers_of
from requests_app.telling.services import tell

# So many keys fit in the address of a notice.
_MOST_NAMED = 20


def tell_of_act(act: BulkAct) -> None:
    """Tell each person concerned of a finished act. Flags are not told."""
    if act.kind == BulkAct.Kind.ASSIGN:
        _tell_assigned(act)
    elif act.kind == BulkAct.Kind.PRIORITY:
        _tell_of_priority(act)


def _tell_assigned(act: BulkAct) -> None:
    got: Counter[int] = Counter()
    lost: Counter[int] = Counter()
    queued: Counter[int] = Counter()
    rows = act.rows.filter(is_done=True)
    for before, after, is_restricted in rows.values_list(
        "before", "after", "foi_request__is_restricted"
    ):
        if before["officer"] != after["officer"]:
            got[after["officer"]] += 1
            lost[before["officer"]] += 1
        if after["officer"] is None and after["team"] and not is_restricted:
            queued[after["team"]] += 1
    people = User.objects.in_bulk({*got, *lost} - {None})
    for key, person in sorted(people.items()):
        if got[key]:
            words = f"{act.by} assigned {_requests(got[key])} to you."
            _tell(act, [person], Notice.Kind.ASSIGNED, words, "got", officer=key)
        if lost[key] and person.is_active and person.sees_requests:
            words = f"{act.by} assigned {_requests(lost[key])} of yours to others."
            if act.undoes_id is None and not any(got):
                words = f"{act.by} put {_requests(lost[key])} of yours in the queue."
            _tell(act, [person], Notice.Kind.PASSED_ON, words, "lost")
    for key, team in sorted(Team.objects.in_bulk(list(queued)).items()):
        people_of_team = able_to_draft(day_of(act)).filter(
            team=team, authority=act.authority, roles__contains=[Role.OFFICER]
        )
        words = f"{_requests(queued[key])} came to the queue of {team}."
        _tell(
            act,
            list(people_of_team.order_by("pk")),
            Notice.Kind.ASSIGNED,
            words,
            f"queue-{key}",
            team=key,
            officer="none",
        )


def _tell_of_priority(act: BulkAct) -> None:
    """Tell the officers of requests granted priority, or managers of the asking."""
    rows = act.rows.filter(is_done=True).order_by("foi_request_id")
    if asked_by(act.by) == FOIRequest.Priority.ASKED and act.undoes_id is None:
        _ask_managers(act, rows.filter(foi_request__is_restricted=False).count())
        return
    concerned: dict[int, list[int]] = {}
    for officer, key in rows.values_list("foi_request__officer", "foi_request"):
        concerned.setdefault(officer, []).append(key)
    people = User.objects.in_bulk([key for key in concerned if key])
    for key, person in sorted(people.items()):
        keys = concerned[key]
        words = f"{act.by} asks you to give priority to {_requests(len(keys))}."
        if act.undoes_id is not None:
            words = f"{act.by} withdrew the priority of {_requests(len(keys))}."
        elif act.reason:
            words = f"{words} {act.reason}"
        # The list of these alone, where an address has room for them.
        few = {"ticked": ",".join(map(str, keys))} if len(keys) <= _MOST_NAMED else {}
        filters = few or {"officer": key}
        _tell(act, [person], Notice.Kind.PRIORITY, words, "priority", **filters)


def _ask_managers(act: BulkAct, count: int) -> None:
    """Ask the managers to decide; restricted requests are not counted."""
    if count:
        words = f"{act.by} asks for priority for {_requests(count)}. {act.reason}"
        managers = managers_of(authority=act.authority, team=act.by.team)
        asked = FOIRequest.Priority.ASKED.value
        _tell(act, managers, Notice.Kind.PRIORITY, words, "asked", flag=asked)


def _tell(
    act: BulkAct,
    people: list[User],
    kind: Notice.Kind,
    words: str,
    what: str,
    **filters: str | int,
) -> None:
    tell(
        people=people,
        kind=kind,
        words=words,
        url=f"{reverse('foi-requests')}?{urlencode(filters)}".rstrip("?"),
        key=f"bulk-{act.pk}-{what}",
        by=act.by,
        on=day_of(act),
    )


def day_of(act: BulkAct) -> date:
    """Return the London day of an act under way.

    Raises:
        ValueError: Nobody has had the act carried out.
    """
    if act.on is None:
        raise ValueError(f"The act {act.pk} has not begun.")
    return act.on


def _requests(count: int) -> str:
    return f"{count:,} request{'s' if count != 1 else ''}"
