"""Add, change, close and merge the teams and departments of an authority."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Authority, Department, Team, User
from requests_app.administration import merging
from requests_app.administration.history import AdministrationHistory
from requests_app.administration.merging import Merger
from requests_app.history.administration import changed, record_change
from requests_app.history.kinds import HistoryKind
from requests_app.models import (
    Enquiry,
    EnquiryLink,
    EnquiryStage,
    FOIRequest,
    HistoryEntry,
)
from requests_app.refusals import Refusal

Part = TypeVar("Part", Team, Department)


class PartNotSaved(Refusal):
    """The team or department cannot be added, changed, closed or merged."""


@transaction.atomic
def add_part(
    *,
    model: type[Part],
    authority: Authority,
    name: str,
    by: User | None,
    **details: Any,
) -> Part:
    """Add a team or a department.

    Args:
        model: `Team` or `Department`.
        authority: The authority.
        name: The name, unlike the other names of its kind.
        by: The administrator; None for a command.
        details: Further fields of the part.

    Raises:
        PartNotSaved: The name is taken.
    """
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    part = model(authority=authority, name=" ".join(name.split()), **details)
    _check_name(part)
    part.save()
    record_change(
        authority=authority,
        by=by,
        subject=_title(part),
        what="Added",
        changes=changed({}, {"name": part.name, **_said(details)}),
    )
    return part


@transaction.atomic
def change_part(*, part: Part, by: User, **details: Any) -> Part:
    """Rename a team or department, or change its other fields.

    Args:
        part: A team or department in use.
        by: The administrator.
        details: The new values of its fields, by name.

    Raises:
        PartNotSaved: The name is taken, the part is closed, or nothing would change.
    """
    part = _locked(part)
    if "name" in details:
        details["name"] = " ".join(details["name"].split())
    before = {name: getattr(part, name) for name in details}
    title = _title(part)
    for name, value in details.items():
        setattr(part, name, value)
    changes = changed(before, details)
    if not changes:
        raise PartNotSaved("Nothing was changed: this is recorded already.")
    _check_name(part)
    part.save(update_fields=list(details))
    if isinstance(part, Department) and "mailbox" in changes:
        _leave_mailbox(part, before["mailbox"])
    record_change(
        authority=part.authority,
        by=by,
        subject=title,
        what="Renamed" if set(changes) == {"name"} else "Changed",
        changes=changes,
    )
    return part


@transaction.atomic
def close_team(
    *, team: Team, successor: Team | None = None, by: User, on: date
) -> Team:
    """Close a team: it is offered no more, and closed requests keep it.

    Args:
        team: A team in use.
        successor: The team that takes its people and open requests; None where the
            team has neither.
        by: The administrator.
        on: The London day.

    Raises:
        PartNotSaved: The team has people or open requests and no successor, or the
            successor is the team itself, closed or of another authority.
    """
    team = _locked(team)
    people, held = people_of(team), held_by(team)
    if successor is not None:
        successor = _successor(successor, team)
    elif people or held:
        raise PartNotSaved(
            f"{team} has {_counted(people, 'person', 'people')} and "
            f"{_counted(held, 'open request', 'open requests')}. Choose the team that "
            "takes them.",
            "successor",
        )
    if successor is not None:
        requests = FOIRequest.objects.filter(team=team, closed_on__isnull=True)
        moved = list(requests.select_for_update(no_key=True).order_by("pk"))
        FOIRequest.objects.filter(pk__in=[each.pk for each in moved]).update(
            team=successor
        )
        _note(
            moved,
            kind=AdministrationHistory.TEAM_CLOSED,
            by=by,
            on=on,
            changes={"team": [team.name, successor.name]},
        )
        User.objects.filter(team=team).update(team=successor)
    team.closed_on = on
    team.save(update_fields=["closed_on"])
    record_change(
        authority=team.authority,
        by=by,
        subject=_title(team),
        what=_closed(successor, people, held),
    )
    return team


@transaction.atomic
def close_department(*, department: Department, by: User, on: date) -> Department:
    """Close a department: it is asked no more. Earlier questions stay with it.

    Raises:
        PartNotSaved: The department has people or questions without a reply.
    """
    department = _locked(department)
    people, waiting = people_of(department), waiting_with(department)
    if people or waiting:
        raise PartNotSaved(
            f"{department} has {_counted(people, 'person', 'people')} and "
            f"{_counted(waiting, 'question', 'questions')} without a reply. Merge the "
            "department into another instead."
        )
    department.closed_on = on
    department.save(update_fields=["closed_on"])
    record_change(
        authority=department.authority,
        by=by,
        subject=_title(department),
        what="Closed",
    )
    return department


@transaction.atomic
def merge_department(
    *, department: Department, into: Department, by: User, on: date
) -> Department:
    """Merge a department into another, and close the first.

    Questions, people and all that refers to the department move. History keeps the old
    name.

    Args:
        department: The department that ends.
        into: The department that takes its work.
        by: The administrator.
        on: The London day.

    Raises:
        PartNotSaved: The other department is the same, closed or of another authority.
    """
    department = _locked(department)
    into = _successor(into, department, "into")
    people = people_of(department)
    open_requests = FOIRequest.objects.filter(
        pk__in=department.enquiries.values("foi_request"), closed_on__isnull=True
    )
    moved = list(open_requests.select_for_update(no_key=True).order_by("pk"))
    enquiries = list(department.enquiries.values_list("pk", flat=True))
    _move_all(department, into)
    _note(
        moved,
        kind=AdministrationHistory.DEPARTMENT_MERGED,
        by=by,
        on=on,
        changes={"department": [department.name, into.name]},
    )
    department.closed_on, department.merged_into = on, into
    department.save(update_fields=["closed_on", "merged_into"])
    merging.follow(
        Merger(gone=department, into=into, enquiries=enquiries, by=by, on=on)
    )
    record_change(
        authority=department.authority,
        by=by,
        subject=_title(department),
        what=f"Merged into {into}; {_counted(people, 'person', 'people')} and "
        f"{_counted(len(enquiries), 'enquiry', 'enquiries')} moved",
    )
    return into


def people_of(part: Team | Department) -> int:
    """Return how many active people a team or department has."""
    return part.people.filter(is_active=True).count()


def held_by(team: Team) -> int:
    """Return how many open requests a team has, restricted requests among them."""
    return FOIRequest.objects.filter(team=team, closed_on__isnull=True).count()


def waiting_with(department: Department) -> int:
    """Return how many enquiries of open requests wait for the department's reply."""
    return Enquiry.objects.wanted().filter(department=department).count()


def _leave_mailbox(department: Department, mailbox: str) -> None:
    """End the links of a former mailbox, and have the questions posted as new.

    Its readers may belong to another department by now.
    """
    links = EnquiryLink.objects.filter(
        enquiry__department=department,
        address=mailbox.lower(),
        revoked_at__isnull=True,
    )
    links.update(revoked_at=Now())
    waiting = Enquiry.objects.wanted().filter(department=department)
    EnquiryStage.objects.filter(
        enquiry__in=waiting, stage=EnquiryStage.Stage.NEW
    ).delete()


def _said(details: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if value not in {"", None}}


def relations_to_departments() -> list[Any]:
    """Return the relations of other tables to departments, named or not."""
    every: Any = Department._meta.get_fields(include_hidden=True)
    return [
        each
        for each in every
        if each.auto_created
        and not each.concrete
        and each.related_model is not Department
        # The rows between two tables move with their relation of many to many.
        and not each.related_model._meta.auto_created
    ]


def _move_all(department: Department, into: Department) -> None:
    """Let every row that refers to a department refer to another."""
    # A part of the authority that refers to itself keeps its own record.
    relation: Any
    for relation in relations_to_departments():
        model: Any = relation.related_model
        name = relation.field.name
        if relation.many_to_many:
            through = relation.through._base_manager
            mine, other = (
                relation.field.m2m_reverse_field_name(),
                (relation.field.m2m_field_name()),
            )
            have = through.filter(**{mine: into}).values(other)
            rows = through.filter(**{mine: department})
            rows.exclude(**{f"{other}__in": have}).update(**{mine: into})
            continue
        model._base_manager.filter(**{name: department}).update(**{name: into})


def _locked(part: Part) -> Part:
    Authority.objects.select_for_update(no_key=True).get(pk=part.authority_id)
    every = type(part).everything.select_related("authority")
    found = every.select_for_update(of=("self",), no_key=True).get(pk=part.pk)
    if found.closed_on is not None:
        raise PartNotSaved(f"{found} is closed already.")
    return found


def _successor(other: Part, part: Part, field: str = "successor") -> Part:
    found = type(part).objects.filter(pk=other.pk, authority=part.authority_id).first()
    if found is None or found.pk == part.pk:
        raise PartNotSaved(
            f"Choose another {_kind(part)} of {part.authority} that is in use.", field
        )
    return found


def _check_name(part: Team | Department) -> None:
    same = (
        type(part)
        .everything.filter(authority=part.authority_id, name__iexact=part.name)
        .exclude(pk=part.pk)
    )
    if taken := same.first():
        state = "had" if taken.closed_on else "has"
        raise PartNotSaved(
            f"{part.authority} {state} a {_kind(part)} of this name. Choose another "
            "name.",
            "name",
        )


def _note(
    foi_requests: Iterable[FOIRequest],
    *,
    kind: HistoryKind,
    by: User,
    on: date,
    changes: Mapping[str, list[Any]],
) -> None:
    HistoryEntry.objects.bulk_create(
        (
            HistoryEntry(
                foi_request=each, kind=kind, by=by, on=on, changes=dict(changes)
            )
            for each in foi_requests
        ),
        batch_size=500,
    )


def _closed(successor: Team | None, people: int, held: int) -> str:
    if successor is None:
        return "Closed"
    return (
        f"Closed; {_counted(people, 'person', 'people')} and "
        f"{_counted(held, 'open request', 'open requests')} moved to {successor}"
    )


def _title(part: Team | Department) -> str:
    return f"{_kind(part).capitalize()} {part}"


def _kind(part: Team | Department) -> str:
    return "team" if isinstance(part, Team) else "department"


def _counted(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
