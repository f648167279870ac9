"""Make and change groups of requests alike, and put the common line into drafts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from accounts.models import User
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.drafting.letter_text import save_letter_text
from responses.drafting.permitted import normalise_text
from responses.models import (
    ResponseDraft,
    RoundRobin,
    RoundRobinEntry,
    RoundRobinMember,
)
from responses.round_robins.common_line import as_html
from responses.round_robins.history import RoundRobinHistory

MOST_AT_ONCE: Final = 100
_KINDS = RoundRobinEntry.Kind


class GroupNotPossible(Refusal):
    """A group cannot be made or changed like this."""


class GroupChanged(Refusal):
    """Another user changed the group after this change was begun.

    Attributes:
        group: The group as it now stands.
    """

    def __init__(self, group: RoundRobin) -> None:
        super().__init__(
            "Another user changed this group after you opened the page. Nothing was "
            "overwritten: see the present words below. Save again to keep yours."
        )
        self.group = group


@dataclass(frozen=True, slots=True)
class Inserted:
    """What became of putting the common line into drafts.

    Attributes:
        number: How many drafts have the line now and did not before.
        left: Why each other request was left as it is, in sentences.
    """

    number: int
    left: Sequence[str]


@transaction.atomic
def make_group(
    *,
    foi_request: FOIRequest,
    title: str,
    line: str = "",
    chosen: Collection[FOIRequest] = (),
    by: User,
    on: date,
) -> RoundRobin:
    """Make a group of a request and others alike.

    Args:
        foi_request: A registered request in no group.
        title: What lists call the group.
        line: The common line, as plain text; "" for none yet.
        chosen: Further requests, visible to the user.
        by: The officer.
        on: The London day.

    Raises:
        GroupNotPossible: There is no title, or a request cannot be in the group.
    """
    title = " ".join(title.split())
    if not title:
        raise GroupNotPossible("Enter a title for the group.", "title")
    group = RoundRobin.objects.create(
        authority=foi_request.authority,
        title=title,
        line=normalise_text(line).strip(),
        made_by=by,
    )
    _note(group, _KINDS.MADE, by=by, on=on, changes={"title": ["", title]})
    return add_members(group=group, foi_requests=[foi_request, *chosen], by=by, on=on)


@transaction.atomic
def change_group(
    *, group: RoundRobin, title: str, line: str, version: int, by: User, on: date
) -> RoundRobin:
    """Change the title or the common line. Drafts keep the line that they have.

    Args:
        group: The group.
        title: What lists call the group.
        line: The common line, as plain text; "" for none.
        version: The version shown to the officer.
        by: The officer.
        on: The London day.

    Raises:
        GroupChanged: Another user changed the group since that version.
        GroupNotPossible: There is no title.
    """
    locked = _lock(group)
    after = {
        "title": " ".join(title.split()),
        "line": normalise_text(line).strip(),
    }
    before = {name: getattr(locked, name) for name in after}
    if not after["title"]:
        raise GroupNotPossible("Enter a title for the group.", "title")
    if after == before:
        return locked
    if locked.version != version:
        raise GroupChanged(locked)
    if before["line"] and before["line"] != after["line"]:
        locked.former_line = before["line"]
    locked.title, locked.line = after["title"], after["line"]
    locked.version += 1
    locked.save()
    changes = {
        name: [before[name], after[name]]
        for name in after
        if before[name] != after[name]
    }
    _note(locked, _KINDS.CHANGED, by=by, on=on, changes=changes)
    return locked


@transaction.atomic
def add_members(
    *, group: RoundRobin, foi_requests: Collection[FOIRequest], by: User, on: date
) -> RoundRobin:
    """Add requests to a group; those in the group already stay.

    Args:
        group: The group.
        foi_requests: Registered requests, visible to the user.
        by: The officer.
        on: The London day.

    Raises:
        GroupNotPossible: A request is of another authority, not registered, a review,
            or in another group.
    """
    locked = _lock(group)
    # In the order of keys, so that two officers never wait for each other.
    for one in sorted(foi_requests, key=lambda each: each.pk):
        foi_request = lock(one)
        _check(foi_request, locked)
        member, is_new = RoundRobinMember.objects.get_or_create(
            foi_request=foi_request, defaults={"group": locked}
        )
        if member.group_id != locked.pk:
            raise GroupNotPossible(
                f"{foi_request} is in the group “{member.group}”. Take it out there "
                "first."
            )
        if is_new:
            _note(locked, _KINDS.ADDED, by=by, on=on, foi_request=foi_request)
            record(
                foi_request=foi_request,
                kind=RoundRobinHistory.ROUND_ROBIN_JOINED,
                by=by,
                on=on,
                note=f"“{locked}”",
            )
    return locked


def _check(foi_request: FOIRequest, group: RoundRobin) -> None:
    if foi_request.authority_id != group.authority_id:
        raise GroupNotPossible("A request of another authority cannot be added.")
    if foi_request.reference is None:
        raise GroupNotPossible("Register the request first.")
    if foi_request.review_of_id is not None:
        raise GroupNotPossible(
            f"{foi_request} is a review. Reviews are decided one by one."
        )


@transaction.atomic
def remove_members(
    *, group: RoundRobin, foi_requests: Collection[FOIRequest], by: User, on: date
) -> int:
    """Take requests out of a group. A line already in a draft stays there.

    Args:
        group: The group.
        foi_requests: Requests, visible to the user.
        by: The officer.
        on: The London day.

    Returns:
        How many were in the group.

    Raises:
        GroupNotPossible: None of the requests is in the group.
    """
    locked = _lock(group)
    members = RoundRobinMember.objects.filter(
        group=locked, foi_request__in=foi_requests
    )
    found = list(members.select_related("foi_request").order_by("foi_request"))
    if not found:
        raise GroupNotPossible("Choose at least one request of the group.")
    for member in found:
        foi_request = lock(member.foi_request)
        member.delete()
        _note(locked, _KINDS.REMOVED, by=by, on=on, foi_request=foi_request)
        record(
            foi_request=foi_request,
            kind=RoundRobinHistory.ROUND_ROBIN_LEFT,
            by=by,
            on=on,
            note=f"“{locked}”",
        )
    return len(found)


def insert_line(
    *, group: RoundRobin, foi_requests: Collection[FOIRequest], by: User, on: date
) -> Inserted:
    """Put the common line before the answers of each draft, as the officer's words.

    Each draft is saved for itself, and each letter is checked and issued as ever. The
    former line is replaced where a draft has it unchanged.

    Args:
        group: The group.
        foi_requests: Requests of the group, visible to the user.
        by: The officer.
        on: The London day.

    Raises:
        GroupNotPossible: The group has no common line, or no request or too many were
            chosen.
    """
    if not group.line:
        raise GroupNotPossible("Write the common line first.")
    members = FOIRequest.objects.filter(
        pk__in=[one.pk for one in foi_requests], round_robin_member__group=group
    )
    found = list(members.order_by("pk")[: MOST_AT_ONCE + 1])
    if not found:
        raise GroupNotPossible("Choose at least one request of the group.")
    if len(found) > MOST_AT_ONCE:
        raise GroupNotPossible(f"Choose at most {MOST_AT_ONCE} requests at a time.")
    number, left = 0, []
    for one in found:
        try:
            number += _insert(group, one, by=by, on=on)
        except Refusal as refusal:
            left.append(f"{one}: {refusal}")
    return Inserted(number, left)


@transaction.atomic
def _insert(group: RoundRobin, foi_request: FOIRequest, *, by: User, on: date) -> bool:
    """Put the line into one draft; return whether the draft did not have it."""
    draft = ResponseDraft.objects.filter(foi_request=lock(foi_request)).first()
    opening = draft.opening if draft else ""
    line = as_html(group.line)
    if line in opening:
        return False
    former = as_html(group.former_line) if group.former_line else ""
    if former and former in opening:
        opening = opening.replace(former, line, 1)
    else:
        opening = f"{opening}{line}"
    save_letter_text(
        foi_request=foi_request,
        opening=opening,
        ending=draft.ending if draft else "",
        what_changed=draft.what_changed if draft else "",
        version=draft.version if draft else 0,
        by=by,
        on=on,
    )
    _note(group, _KINDS.INSERTED, by=by, on=on, foi_request=foi_request)
    return True


def _lock(group: RoundRobin) -> RoundRobin:
    return RoundRobin.objects.select_for_update(no_key=True).get(pk=group.pk)


def _note(
    group: RoundRobin,
    kind: RoundRobinEntry.Kind,
    *,
    by: User,
    on: date,
    foi_request: FOIRequest | None = None,
    changes: dict[str, list[str]] | None = None,
) -> None:
    RoundRobinEntry.objects.create(
        group=group,
        kind=kind,
        by=by,
        on=on,
        foi_request=foi_request,
        changes=changes or {},
    )
