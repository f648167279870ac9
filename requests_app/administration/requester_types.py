"""Add, rename, retire and bring back the kinds of requesters of an authority."""

from datetime import date

from django.db import transaction

from accounts.models import Authority, User
from requests_app.history.administration import record_change
from requests_app.models import RequesterType
from requests_app.refusals import Refusal


class TypeNotSaved(Refusal):
    """The kind of requester cannot be added, renamed, retired or brought back."""

    field = "name"


@transaction.atomic
def add_requester_type(*, authority: Authority, name: str, by: User) -> RequesterType:
    """Add a kind of requester, offered for requests from now on.

    Raises:
        TypeNotSaved: The authority has a kind of this name.
    """
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    kind = RequesterType(authority=authority, name=" ".join(name.split()))
    _check_name(kind)
    kind.save()
    _record(kind, "Added", by)
    return kind


@transaction.atomic
def rename_requester_type(
    *, requester_type: RequesterType, name: str, by: User
) -> RequesterType:
    """Rename a kind of requester. Requests that have the kind show the new name.

    Raises:
        TypeNotSaved: The name is taken, or is the present one.
    """
    kind = _locked(requester_type)
    before, kind.name = kind.name, " ".join(name.split())
    if kind.name == before:
        raise TypeNotSaved("Nothing was changed: this is the name already.")
    _check_name(kind)
    kind.save(update_fields=["name"])
    record_change(
        authority=kind.authority,
        by=by,
        subject=f"Kind of requester {before}",
        what="Renamed",
        changes={"name": [before, kind.name]},
    )
    return kind


@transaction.atomic
def retire_requester_type(
    *, requester_type: RequesterType, by: User, on: date
) -> RequesterType:
    """Offer a kind of requester no more. Requests that have the kind keep it.

    Raises:
        TypeNotSaved: The kind is retired already.
    """
    kind = _locked(requester_type)
    if kind.retired_on is not None:
        raise TypeNotSaved(f"{kind} is retired already.")
    kind.retired_on = on
    kind.save(update_fields=["retired_on"])
    _record(kind, "Retired", by)
    return kind


@transaction.atomic
def bring_back_requester_type(
    *, requester_type: RequesterType, by: User
) -> RequesterType:
    """Offer a retired kind of requester again.

    Raises:
        TypeNotSaved: The kind is in use, or another kind has its name.
    """
    kind = _locked(requester_type)
    if kind.retired_on is None:
        raise TypeNotSaved(f"{kind} is in use already.")
    _check_name(kind)
    kind.retired_on = None
    kind.save(update_fields=["retired_on"])
    _record(kind, "Brought back", by)
    return kind


def _locked(requester_type: RequesterType) -> RequesterType:
    Authority.objects.select_for_update(no_key=True).get(pk=requester_type.authority_id)
    return RequesterType.objects.select_related("authority").get(pk=requester_type.pk)


def _check_name(kind: RequesterType) -> None:
    same = RequesterType.objects.filter(
        authority=kind.authority_id, name__iexact=kind.name, retired_on__isnull=True
    )
    if same.exclude(pk=kind.pk).exists():
        raise TypeNotSaved(f"There is a kind of requester called {kind.name} already.")


def _record(kind: RequesterType, what: str, by: User) -> None:
    record_change(
        authority=kind.authority,
        by=by,
        subject=f"Kind of requester {kind}",
        what=what,
    )
