"""Write the record of changes made by administrators."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import connection, models

from accounts.models import Authority, User
from requests_app.models import AdministrationEntry


def record_change(
    *,
    authority: Authority | None,
    by: User | None,
    subject: str,
    what: str,
    changes: Mapping[str, Sequence[Any]] | None = None,
) -> AdministrationEntry:
    """Append an entry to the record of changes, in the transaction of the change.

    Args:
        authority: The authority concerned; None for all authorities.
        by: The person; None where a command or the system acted.
        subject: The thing changed, by its kind and name: "Team Central FOI Unit".
        what: What happened: "Renamed".
        changes: [before, after] for each field changed. Values that JSON does not
            know are kept as their words. Never a password or a token.

    Raises:
        RuntimeError: There is no transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Record a change in its own transaction.")
    return AdministrationEntry.objects.create(
        authority=authority,
        by=by,
        subject=_cut(subject),
        what=_cut(what),
        changes={
            str(field): [_plain(value) for value in pair]
            for field, pair in (changes or {}).items()
        },
    )


def changed(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, list[Any]]:
    """Return [before, after] for each field that differs, in plain values."""
    pairs = {
        field: [_plain(before.get(field)), _plain(after.get(field))]
        for field in dict.fromkeys((*before, *after))
    }
    return {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}


def _cut(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:299]}…"


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            # PostgreSQL keeps no NUL in JSON.
            return str(value).replace("\x00", "")
        case date() | datetime() | time():
            return value.isoformat()
        case models.Model():
            return str(value)
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case set() | frozenset():
            return sorted((_plain(inner) for inner in value), key=str)
        case list() | tuple():
            return [_plain(inner) for inner in value]
    return str(value)
